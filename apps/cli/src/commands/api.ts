/** `api`: any request, for what no command does. */
import type { Endpoint } from "@clickhelp-js/protocol";
import { ALL_FIELDS } from "../arguments/route.js";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { listOf, plan, raw, type Result } from "../output/result.js";
import { readGivenFile } from "./given-file.js";

const PREFIX = "api/v1/";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
/** Git Bash makes a Windows path of every argument that begins with a slash. */
const WINDOWS_PATH = /^[A-Za-z]:[\\/]/;

export const api = defineCommand({
  details: [
    "PATH is below /api/v1/: projects, projects/my-project/articles. Fields become the query of a GET and the JSON body of other methods. The answer's body is printed whole; JSON without its byte-order mark and with a line break at its end. Only the portal itself is called, never another host.",
  ],
  positionals: [
    { name: "method", placeholder: "METHOD", brief: METHODS.join(", "), optional: true },
    { name: "path", placeholder: "PATH", brief: "Path below /api/v1/, with or without it", optional: true },
  ],
  flags: {
    field: {
      kind: "text",
      alias: "F",
      placeholder: "KEY=VALUE",
      repeatable: true,
      brief: "Field; true, 12, null and JSON keep their type",
    },
    rawField: {
      kind: "text",
      alias: "f",
      placeholder: "KEY=VALUE",
      repeatable: true,
      brief: "Field; the value is a text",
    },
    input: { kind: "text", placeholder: "FILE", brief: "Sends this file as the body; - is standard input" },
    list: { kind: "boolean", brief: "Lists the operations that are known" },
    json: {
      kind: "text",
      placeholder: "FIELDS",
      brief: "With --list: prints JSON; only some fields when they are listed",
    },
  },
  traits: ["mutate"],
  fields: ["id", "method", "path", "summary", "safety", "evidence"],
  anonymous: true,
  examples: [
    { line: "api --list", brief: "What there is" },
    { line: "api GET projects -f types=Publication", brief: "A query" },
    { line: "api PATCH projects/wren-user-guide -f updatedFields=visibility -f visibility=Public", brief: "A change" },
    {
      line: "api POST 'projects/project-wren-user-guide?action=publish' -f pubId=beta --dry-run",
      brief: "A rehearsal",
    },
  ],
  async run(context, { method, path, field, rawField, input, list }) {
    if (list) {
      if (method !== undefined) throw new UsageError("--list sends nothing.", "Leave it out, or METHOD and PATH.");
      return listOperations();
    }
    if (method !== undefined) refuseMethod(method);
    if (method === undefined || path === undefined) {
      throw new UsageError(
        method === undefined ? "METHOD and PATH are missing." : "PATH is missing.",
        "clickhelp api --list shows what can be called.",
      );
    }
    if (context.options.json !== undefined && context.options.json !== ALL_FIELDS) {
      throw new UsageError("Only --list has fields: the body of an answer is printed whole.", "Leave the fields out.");
    }
    const request = await toRequest(context, { method, path, field, rawField, input });
    const client = await context.client();
    if (context.options.dryRun === true) {
      const url = new URL(`${PREFIX}${request.path}`, client.portalUrl).href;
      const body: unknown = request.body === undefined ? undefined : JSON.parse(request.body);
      return plan([{ method: request.method, url, body }]);
    }
    const response = await client
      .fetch(request.path, {
        method: request.method,
        signal: context.signal,
        safety: await declaredReading(request),
        ...(request.body !== undefined && { body: request.body, headers: { "Content-Type": "application/json" } }),
      })
      .catch((error: unknown) => {
        throw isRefusedByReadOnly(error) ? toUsageError(request, error) : error;
      });
    return raw(await toContent(response));
  },
});

function isRefusedByReadOnly(error: unknown): boolean {
  return error instanceof Error && "option" in error && error.option === "readOnly";
}

function toUsageError({ method, path }: ApiRequest, cause: unknown): UsageError {
  return new UsageError(
    `${method} ${path} was not sent: read-only mode sends only what is known to change nothing.`,
    "clickhelp api --list --json id,method,path,safety shows what that is: the safety is read.",
    { cause },
  );
}

function refuseMethod(given: string): void {
  if (METHODS.includes(given.toUpperCase())) return;
  throw new UsageError(`"${given}" is no method.`, `Methods: ${METHODS.join(", ")}. The path comes after it.`);
}

interface ApiRequest {
  readonly method: string;
  /** Below /api/v1/, with its query. */
  readonly path: string;
  readonly body: string | undefined;
}

interface Given {
  readonly method: string;
  readonly path: string;
  readonly field: readonly string[];
  readonly rawField: readonly string[];
  readonly input: string | undefined;
}

async function toRequest(context: CommandContext, given: Given): Promise<ApiRequest> {
  const method = given.method.toUpperCase();
  const path = toPath(given.path);
  const fields = toFields([...given.rawField.map(asText), ...given.field.map(asTyped)]);
  const hasFields = Object.keys(fields).length > 0;
  if (given.input !== undefined) {
    if (hasFields) throw new UsageError("Fields and --input cannot go together.", "Put everything into the file.");
    return { method, path, body: await readJson(context, given.input) };
  }
  if (!hasFields) return { method, path, body: undefined };
  if (method === "GET" || method === "HEAD") return { method, path: withQuery(path, fields), body: undefined };
  return { method, path, body: JSON.stringify(fields) };
}

function toPath(given: string): string {
  if (WINDOWS_PATH.test(given)) {
    throw new UsageError(
      `"${given}" is a Windows path: Git Bash turns a leading slash into one.`,
      "Leave the slash out (projects), or set MSYS_NO_PATHCONV=1.",
    );
  }
  if (given.includes("#")) {
    throw new UsageError(`"${given}" has a # in it, behind which nothing is sent.`, "Write %23 for one that is meant.");
  }
  if (/^[^?]*:\/\//.test(given)) {
    throw new UsageError(
      "A path is needed, not an address: only the portal itself is called.",
      "--portal names another portal.",
    );
  }
  const below = given.replace(/^\/+/, "");
  const path = below.startsWith(PREFIX) ? below.slice(PREFIX.length) : below;
  if (pathAsSent(path) === undefined) {
    throw new UsageError(`"${given}" leads out of /api/v1/.`, "Leave out what is in the way, such as .. in it.");
  }
  return path;
}

/** JSON, checked before anything is sent, without a byte-order mark. */
async function readJson(context: CommandContext, file: string): Promise<string> {
  const bytes = await readGivenFile(context, file);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch (cause) {
    const what = file === "-" ? "What is on standard input" : file;
    const isText = cause instanceof SyntaxError;
    throw new UsageError(`${what} is not ${isText ? "JSON" : "UTF-8"}.`, "A body is sent as JSON in UTF-8.", { cause });
  }
}

function toFields(pairs: readonly (readonly [name: string, value: unknown])[]): Readonly<Record<string, unknown>> {
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`The field ${twice} is given twice.`, "Leave one of them out.");
  return Object.fromEntries(pairs);
}

function withQuery(path: string, fields: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return `${path}${path.includes("?") ? "&" : "?"}${query.toString()}`;
}

function asText(pair: string): [string, string] {
  const at = pair.indexOf("=");
  if (at < 1) throw new UsageError(`"${pair}" is not KEY=VALUE.`, "clickhelp api --help");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function asTyped(pair: string): [string, unknown] {
  const [name, text] = asText(pair);
  try {
    return [name, JSON.parse(text)];
  } catch {
    return [name, text];
  }
}

/** JSON without the byte-order mark that portals put in front of it, and with a line break at the end. */
async function toContent(response: Response): Promise<string | Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!(response.headers.get("content-type") ?? "").includes("json")) return bytes;
  const text = new TextDecoder().decode(bytes);
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** `read` for what is declared to change nothing: only that is sent in read-only mode, and repeated after any failure. */
async function declaredReading({ method, path }: ApiRequest): Promise<"read" | undefined> {
  const sent = pathAsSent(path);
  const known = (await knownEndpoints()).filter(
    (endpoint) => endpoint.method === method && sent !== undefined && fits(endpoint.path, sent),
  );
  return known.length > 0 && known.every(({ safety }) => safety === "read") ? "read" : undefined;
}

/**
 * Below /api/v1/, without the query, and where its dots lead: `storage/../tasks/x` is `tasks/x` by the time it is sent.
 * Nothing for what is not below it.
 */
function pathAsSent(path: string): string | undefined {
  const root = `https://portal.invalid/${PREFIX}`;
  const { origin, pathname } = URL.parse(path, root) ?? {};
  const address = `${origin ?? ""}${pathname ?? ""}`;
  return address.startsWith(root) ? address.slice(root.length) : undefined;
}

/** Whether a path can be that of an endpoint: segment by segment, `{name}` for any one and `{name+}` for any that follow. */
function fits(template: string, path: string): boolean {
  const given = path.split("/");
  const declared = (template.split("?")[0] ?? "").split("/");
  const isOpen = declared.at(-1)?.endsWith("+}") === true;
  if (isOpen ? given.length < declared.length : given.length !== declared.length) return false;
  return declared.every((segment, at) => segment.startsWith("{") || segment === given[at]);
}

async function knownEndpoints(): Promise<Endpoint[]> {
  const { listEndpoints } = await import("@clickhelp-js/protocol");
  return listEndpoints();
}

async function listOperations(): Promise<Result> {
  return listOf(
    (await knownEndpoints()).map(({ id, method, path, summary, safety, evidence }) => ({
      id,
      method,
      path,
      summary,
      safety,
      evidence,
    })),
    {
      columns: [
        { label: "operation", value: ({ id }) => id, whenNarrow: "leave-out" },
        { label: "method", value: ({ method }) => method },
        { label: "path", value: ({ path }) => path },
        { label: "evidence", value: ({ evidence }) => evidence, whenNarrow: "leave-out" },
        { label: "does", value: ({ summary }) => summary, whenNarrow: "cut" },
      ],
      bare: ({ method, path }) => `${method} ${path}`,
      empty: { message: "No operations are known.", suggestion: "" },
    },
  );
}
