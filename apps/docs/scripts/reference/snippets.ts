/** Snippets for one operation: TypeScript, the command line, curl, and the recorded exchange. */
import { toHeaderName } from "@clickhelp-js/protocol";
import { namesOf, resolveSchema, type DeclaredOperation, type JsonSchema, type OpenApiDocument } from "./operations.ts";
import { isShown, sampleOf, type Sample } from "./samples.ts";

interface Given extends Sample {
  /** The name in the input of the client. */
  readonly name: string;
  readonly place: "path" | "query" | "header" | "body";
}

/** `Content-Range` is `contentRange` in the input of the client. */
function toInputName(header: string): string {
  const name = header.replaceAll("-", "");
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The values that the snippets of an operation give. */
function givenValues(document: OpenApiDocument, operation: DeclaredOperation): Given[] {
  const parameters = operation.parameters
    .filter(({ name }) => !(name in operation.constantQuery))
    .map(({ name, required, schema, in: place }) => ({
      name: place === "header" ? toInputName(name) : name,
      required,
      schema,
      place,
    }));
  const whole = operation.bodyField;
  const body: JsonSchema = operation.requestBody ? resolveSchema(document, operation.requestBody).schema : {};
  const fields = Object.entries(body.properties ?? {})
    .filter(([name]) => name !== "updatedFields")
    .map(([name, schema]) => ({
      name,
      required: body.required?.includes(name) ?? false,
      schema,
      place: "body" as const,
    }));
  const bare = whole === undefined ? [] : [{ name: whole, required: true, schema: body, place: "body" as const }];
  return [...parameters, ...fields, ...bare]
    .filter(({ name, required }) => required || isShown(operation, name))
    .map(({ name, schema, place }) => ({ name, place, ...sampleOf(operation, name, schema) }));
}

/** A whole program that makes the call. */
export function typescriptSnippet(document: OpenApiDocument, operation: DeclaredOperation): string {
  const { resource, verb } = namesOf(operation);
  const given = givenValues(document, operation).map(({ name, typescript }) => `${name}: ${typescript}`);
  const oneLine = `{ ${given.join(", ")} }`;
  const input = given.length === 0 ? "{}" : oneLine.length > 60 ? `{\n  ${given.join(",\n  ")},\n}` : oneLine;
  const call = `client.${resource}.${verb}(${input})`;
  const startsTask = operation.response?.$ref?.endsWith("/TaskStart") ?? false;
  const lines = startsTask
    ? [`const task = await ${call};`, "const status = await task.wait();", "console.log(status.statusText);"]
    : operation.response
      ? [`const result = await ${call};`, "console.log(result);"]
      : [`await ${call};`];
  return [
    'import { createClient, optionsFromEnv } from "@clickhelp-js/client";',
    "",
    "const client = createClient(optionsFromEnv(process.env));",
    ...lines,
  ].join("\n");
}

const quote = (text: string) => (/^[\w./:=@,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

interface SampleRequest {
  readonly path: string;
  readonly headers: readonly string[];
  /** A JSON value, or the text of bytes. */
  readonly body: unknown;
}

function sampleRequest(document: OpenApiDocument, operation: DeclaredOperation): SampleRequest {
  const given = givenValues(document, operation);
  const inPlace = (place: Given["place"]) => given.filter((value) => value.place === place);
  const template = operation.path.replace(/\?.*/, "");
  const path = inPlace("path").reduce(
    (text, { name, wire }) => text.replace(new RegExp(`\\{${name}\\+?\\}`), encodeURI(String(wire))),
    template,
  );
  const query = [
    ...Object.entries(operation.constantQuery),
    ...inPlace("query").map(({ name, wire }) => [name, String(wire)] as const),
  ].map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2A", "*")}`);
  const fields = inPlace("body").map(({ name, wire }) => [name, wire] as const);
  const whole = fields.find(([name]) => name === operation.bodyField)?.[1];
  const body = Object.fromEntries([
    ...(operation.method === "PATCH" ? [["updatedFields", fields.map(([name]) => name).join(",")] as const] : []),
    ...fields,
  ]);
  return {
    path: query.length > 0 ? `${path}?${query.join("&")}` : path,
    headers: inPlace("header").map(({ name, wire }) => `${toHeaderName(name)}: ${String(wire)}`),
    body: operation.requestBody ? (whole ?? body) : undefined,
  };
}

const json = "application/json";

/** Commands with words of their own, where there are some. */
const commands: Readonly<Record<string, string>> = {
  "projects.list": "projects list --type publication",
  "projects.get": "projects get project-wren-user-guide",
  "projects.importNew": "projects import guide.docx --id project-wren-maintenance",
  "projects.backup": "backup create --project project-wren-user-guide -o wren.zip",
  "publications.create":
    "publications publish --project project-wren-user-guide --publication wren-guide-2 --title 'Wren User Guide, second edition'",
  "publications.update": "publications publish --project project-wren-user-guide --publication wren-user-guide",
  "publications.export": "publications export wren-user-guide --format pdf -o guide.pdf",
  "topics.list": "topics list --project project-wren-user-guide",
  "topics.get": "topics get safety --project project-wren-user-guide",
  "topics.create": "topics upsert --project project-wren-user-guide charging.html",
  "topics.update": "topics upsert --project project-wren-user-guide safety.html",
  "topics.delete": "topics delete safety --project project-wren-user-guide",
  "storage.getFile": "storage get Exported/guide.pdf",
  "storage.listFolder": "storage list Exported --filter '*.pdf'",
  "storage.upload": "storage put hello.txt --to notes/",
  "storage.delete": "storage delete notes/hello.txt",
  "search.portal": "search helium --limit 3",
  "users.createLoginToken": "users login-link author /articles/perch-admin-guide",
  "tasks.get": "tasks watch 651db92f08d64dbd86b48c92d2aaf668",
};

/**
 * The command made for this, and the same request by `clickhelp api`. `undefined` where the request is none that
 * `clickhelp api` can make of fields.
 */
export function commandSnippet(document: OpenApiDocument, operation: DeclaredOperation): string | undefined {
  const { path, body } = sampleRequest(document, operation);
  const isOfFields = (operation.requestMediaType ?? json) === json && operation.bodyField === undefined;
  if (!isOfFields || operation.method === "HEAD") return undefined;
  const fields = Object.entries(body ?? {}).map(([name, value]) =>
    typeof value === "string" ? `-f ${quote(`${name}=${value}`)}` : `-F ${quote(`${name}=${JSON.stringify(value)}`)}`,
  );
  const raw = [`clickhelp api ${operation.method} ${quote(path)}`, ...fields].join(" \\\n  ");
  const command = commands[operation.id];
  return command === undefined ? raw : `clickhelp ${command}\n\n# the same request, word by word\n${raw}`;
}

/** The request by curl, which asks for the key so that it is in no history. */
export function curlSnippet(document: OpenApiDocument, operation: DeclaredOperation): string {
  const { path, headers, body } = sampleRequest(document, operation);
  const methods: Readonly<Record<string, string[]>> = { GET: [], HEAD: ["--head"] };
  const method = methods[operation.method] ?? [`--request ${operation.method}`];
  const data = body === undefined ? [] : curlData(operation, body);
  return [
    'curl --basic --user "$CLICKHELP_USERNAME"',
    ...method,
    ...headers.map((header) => `--header ${quote(header)}`),
    ...data,
    `"$CLICKHELP_PORTAL_URL/api/v1/${path}"`,
  ].join(" \\\n  ");
}

function curlData({ requestMediaType = json }: DeclaredOperation, body: unknown): string[] {
  if (requestMediaType === "multipart/form-data") {
    return Object.keys(body ?? {}).map((name) => `--form ${quote(`${name}=@hello.txt`)}`);
  }
  const text = requestMediaType === json ? JSON.stringify(body) : String(body);
  return [
    `--header 'Content-Type: ${requestMediaType}'`,
    `${requestMediaType === json ? "--data" : "--data-binary"} ${quote(text)}`,
  ];
}

const LONGEST = 1200;

/** Long texts, such as a page of HTML or a file, are cut: the example is there for its form. */
function shorten(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST / 4 ? `${value.slice(0, LONGEST / 4)}…` : value;
  if (Array.isArray(value)) return value.slice(0, 3).map(shorten);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shorten(part)]));
}

/** The recorded request and answer, as they travelled; `undefined` when nothing was recorded. */
export function exampleBlocks({ example }: DeclaredOperation): { request: string; response: string } | undefined {
  if (!example) return undefined;
  const { request, response } = example;
  const query = new URLSearchParams(
    Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)]),
  ).toString();
  const path = `${request.path.replace(/^\/?(?:api\/v1\/)?/, "/api/v1/")}${query === "" ? "" : `?${query}`}`;
  const json = (body: unknown) =>
    body === undefined || body === null ? [] : ["", JSON.stringify(shorten(body), null, 2)];
  const headers = (all: Readonly<Record<string, string>> | undefined) =>
    Object.entries(all ?? {})
      .filter(([name]) => name.toLowerCase() !== "authorization")
      .map(([name, value]) => `${name}: ${value}`);
  return {
    request: [`${request.method} ${path}`, ...headers(request.headers), ...json(request.body)].join("\n"),
    response: [`HTTP/1.1 ${response.status}`, ...headers(response.headers), ...json(response.body)].join("\n"),
  };
}
