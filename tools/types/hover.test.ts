/** What an editor shows of the client and its fields, asked of the service that editors ask. */
import { fileURLToPath } from "node:url";
import type { Endpoint } from "@clickhelp-js/protocol";
import * as resources from "@clickhelp-js/protocol/endpoints";
import ts from "typescript";
import { expect, test } from "vitest";
import type * as z from "zod/mini";

/** A name in a program, and what an editor shows for it. */
interface Hovered {
  readonly place: string;
  readonly text: string;
}

const endpoints = Object.entries(resources).flatMap(([resource, verbs]) =>
  Object.entries<Endpoint>(verbs).map(([verb, endpoint]) => ({ method: `${resource}.${verb}`, endpoint })),
);

/** What an editor shows for the names in a program that `isAsked` picks. */
function hover(statements: readonly string[], isAsked: (name: ts.Identifier) => boolean): Hovered[] {
  const program = [
    'import { createClient } from "@clickhelp-js/client";',
    'import * as endpoints from "@clickhelp-js/protocol/endpoints";',
    'const client = createClient({ portal: "hedronlabs" });',
    "declare const none: never, isFirst: boolean;",
    ...statements,
  ].join("\n");
  // Below tools/, so that the packages are found.
  const file = fileURLToPath(new URL("hovered.mts", import.meta.url));
  const service = serviceFor(file, program);
  expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
  const source = service.getProgram()?.getSourceFile(file);
  if (source === undefined) throw new Error("the program was not read");
  return identifiersOf(source)
    .filter(isAsked)
    .map((name) => {
      const { documentation = [], tags = [] } = service.getQuickInfoAtPosition(file, name.getStart()) ?? {};
      const parts = [...documentation, ...tags.flatMap((tag) => tag.text ?? [])];
      return { place: `${name.text} in ${statementOf(name)}`, text: parts.map(({ text }) => text).join("") };
    });
}

const parsedOnce = ts.createDocumentRegistry();

function serviceFor(file: string, program: string): ts.LanguageService {
  const readFile = (name: string) => (name === file ? program : ts.sys.readFile(name));
  const host: ts.LanguageServiceHost = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    readFile,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    getScriptFileNames: () => [file],
    // Of what was parsed once, the program alone differs.
    getScriptVersion: (name) => (name === file ? program : "1"),
    getScriptSnapshot(name) {
      const text = readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, strict: true, types: ["node"] }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  };
  return ts.createLanguageService(host, parsedOnce);
}

function identifiersOf(node: ts.Node): ts.Identifier[] {
  const inner: ts.Identifier[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...identifiersOf(child));
  });
  return ts.isIdentifier(node) ? [node, ...inner] : inner;
}

function statementOf(node: ts.Node): string {
  return ts.isStatement(node) ? node.getText() : statementOf(node.parent);
}

/** A field of an object that is given. */
function isGiven(name: ts.Identifier): boolean {
  return ts.isPropertyAssignment(name.parent) && name.parent.name === name;
}

/** The last name of a statement like `client.topics;`. */
function isRead(name: ts.Identifier): boolean {
  const { parent } = name;
  return ts.isPropertyAccessExpression(parent) && parent.name === name && ts.isExpressionStatement(parent.parent);
}

function inputOf({ params, query, headers, body }: Endpoint): string {
  return objectOf({ ...params, ...query, ...headers, ...body });
}

function objectOf(shape: z.core.$ZodShape): string {
  return `{ ${Object.entries(shape)
    .map(([name, schema]) => `${name}: ${valueOf(schema)}`)
    .join(", ")} }`;
}

/** A value as a program gives it, with every field of every kind of object. */
function valueOf(schema: z.core.$ZodType): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return objectOf(def.shape);
  if (def.type === "optional" || def.type === "nullable") return valueOf(def.innerType);
  if (def.type === "array") return `[${valueOf(def.element)}]`;
  if (def.type === "pipe") return valueOf(def.out);
  if (def.type === "union") return def.options.map(valueOf).reduce((one, other) => `isFirst ? ${one} : ${other}`);
  return "none";
}

/** The ways to every field of an answer: `.title`, `[0]!.userInfo.email`. */
function pathsOf(schema: z.core.$ZodType): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional") return pathsOf(def.innerType).map((path) => `!${path}`);
  if (def.type === "array") return pathsOf(def.element).map((path) => `[0]!${path}`);
  if (def.type !== "object") return [];
  return Object.entries(def.shape).flatMap(([name, field]) => [
    `.${name}`,
    ...pathsOf(field).map((path) => `.${name}${path}`),
  ]);
}

function withoutText(hovered: readonly Hovered[]): string[] {
  return hovered.filter(({ text }) => text === "").map(({ place }) => place);
}

test("every field that a method takes says what it is", { timeout: 60_000 }, () => {
  const calls = endpoints.map(({ method, endpoint }) => `client.${method}(${inputOf(endpoint)});`);
  const hovered = hover(calls, isGiven);
  // TypeScript shows no text for this name, whatever stands there.
  expect(withoutText(hovered).filter((place) => !place.startsWith("__type "))).toEqual([]);
  const textOf = (start: string) => hovered.find(({ place }) => place.startsWith(start))?.text;
  expect(textOf("isShowInToc in client.topics.create")).toMatch(/not when absent\.$/);
  expect(textOf("hostName in client.publications.export")).toBe("Host to upload to.");
  expect(textOf("start in client.storage.uploadChunk")).toBe("First byte, from 0.");
  expect(textOf("projectUrls in client.search.portal")).toBe("Same as projectIds.");
});

test("every field of an answer says what it is", { timeout: 60_000 }, () => {
  const reads = endpoints.flatMap(({ method, endpoint }) =>
    pathsOf(endpoint.response).map((path) => `(await client.request(endpoints.${method}, none))${path};`),
  );
  const hovered = hover(reads, isRead);
  expect(hovered).toHaveLength(reads.length);
  expect(withoutText(hovered)).toEqual([]);
  const places = hovered.map(({ place }) => place.split(" ")[0]);
  expect(places).toEqual(expect.arrayContaining(["smartLink", "isWorking", "email", "taskKey", "fileFullName"]));
});

test("every resource of the client and every method says what it is", { timeout: 60_000 }, () => {
  const names = [...Object.keys(resources), ...endpoints.map(({ method }) => method)];
  const hovered = hover(
    names.map((name) => `client.${name};`),
    isRead,
  );
  expect(hovered).toHaveLength(names.length);
  expect(withoutText(hovered)).toEqual([]);
});

test("every field of the client's own types says what it is", { timeout: 60_000 }, () => {
  const file = fileURLToPath(import.meta.resolve("@clickhelp-js/client")).replace(/js$/, "d.ts");
  const program = serviceFor(file, ts.sys.readFile(file) ?? "").getProgram();
  const source = program?.getSourceFile(file);
  const checker = program?.getTypeChecker();
  const module = source && checker?.getSymbolAtLocation(source);
  if (!checker || !module) throw new Error("the client was not read");
  const isOurs = (symbol: ts.Symbol) =>
    /packages.(client|core)/.test(symbol.declarations?.[0]?.getSourceFile().fileName ?? "");
  const fields = checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter((symbol) => symbol.flags & ts.SymbolFlags.Interface)
    .flatMap((symbol) =>
      checker
        .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
        .filter(isOurs)
        .map((field) => ({
          place: `${symbol.name}.${field.name}`,
          text: ts.displayPartsToString(field.getDocumentationComment(checker)),
        })),
    );
  expect(fields.map(({ place }) => place)).toEqual(
    expect.arrayContaining(["MoveTocNodeInput.tocNodeId", "RateLimitOptions.limit"]),
  );
  expect(withoutText(fields)).toEqual([]);
});
