/** The operations of the OpenAPI document, one for each endpoint, and what their marks mean in words. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { DeclaredOperation, JsonSchema, OpenApiDocument } from "@clickhelp-js/protocol/openapi";

export type { DeclaredOperation, JsonSchema, OpenApiDocument };

/** The document as it is committed; the pages are made from it alone. */
export const openApiFile = createRequire(import.meta.url).resolve("@clickhelp-js/protocol/openapi.json");

export function readOpenApi(): OpenApiDocument {
  return JSON.parse(readFileSync(openApiFile, "utf8")) as OpenApiDocument;
}

/** All endpoints in the order of the document. */
export function operationsOf(document: OpenApiDocument): DeclaredOperation[] {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  return operations.flatMap((operation) => operation["x-clickhelp-operations"]);
}

/** `topics.get` as its two words. */
export function namesOf({ id }: DeclaredOperation): { resource: string; verb: string } {
  const [resource = "", verb = ""] = id.split(".");
  return { resource, verb };
}

/** The named schema that a reference leads to. */
export function resolveSchema(document: OpenApiDocument, schema: JsonSchema): { name?: string; schema: JsonSchema } {
  if (schema.$ref === undefined) return { schema };
  const name = schema.$ref.replace("#/components/schemas/", "");
  return { name, schema: document.components.schemas[name] ?? {} };
}

/** The resources in the order of the document. */
export function resourcesOf(document: OpenApiDocument): string[] {
  return [...new Set(operationsOf(document).map((operation) => namesOf(operation).resource))];
}

/** Titles of the resources, as menus and headings show them. */
export const resourceTitles: Readonly<Record<string, string>> = {
  projects: "Projects",
  publications: "Publications",
  topics: "Topics",
  toc: "Table of contents",
  users: "Users",
  storage: "Storage",
  search: "Search",
  reports: "Reports",
  tasks: "Tasks",
};

export const evidenceWords: Readonly<Record<DeclaredOperation["evidence"], { label: string; text: string }>> = {
  doc: { label: "documented", text: "A public reference page of ClickHelp describes this operation." },
  code: {
    label: "seen in use",
    text: "We know this operation from public programs that call it; its reference page was not available to us. Details may differ on your portal.",
  },
  sister: {
    label: "sister product",
    text: "We know this operation from Documenterra, which offers the same API under another brand. Try it once before you rely on it.",
  },
  inferred: {
    label: "inferred",
    text: "We concluded from the rest of the API that this operation exists. Expect surprises.",
  },
};

/** The parts of an operation that can be inferred while the rest is known better. */
export const inferredWords: Readonly<Record<NonNullable<DeclaredOperation["inferred"]>[number], string>> = {
  status: "the status of success",
  answer: "the form of the answer",
  access: "that it can be called without a key",
};

export const accessWords: Readonly<Record<DeclaredOperation["access"], { label: string; text: string }>> = {
  basic: { label: "with a key", text: "A contributor, with login and API key." },
  public: {
    label: "public",
    text: "Anybody where the publication is public; otherwise a contributor, with login and API key.",
  },
};

interface SafetyWords {
  /** Short, for tables. */
  readonly label: string;
  readonly changes: string;
  readonly retried: string;
  readonly readOnly: string;
}

const RETRIED = "Yes: when no answer came, and after 408, 429 and answers from 500 upwards except 501.";
const RETRIED_WITH_CARE =
  "when the request certainly did not arrive, or the portal answered 429 or 503 with `Retry-After`.";

export const safetyWords: Readonly<Record<DeclaredOperation["safety"], SafetyWords>> = {
  read: { label: "reads", changes: "No.", retried: RETRIED, readOnly: "Allowed." },
  "read-once": {
    label: "reads once",
    changes: "It only reads, but reading uses the answer up.",
    retried: `Only ${RETRIED_WITH_CARE} A second reading could find nothing.`,
    readOnly: "Refused before anything is sent, because it uses something up.",
  },
  idempotent: {
    label: "changes, repeatable",
    changes: "Yes. Doing it twice ends in the same state as doing it once.",
    retried: RETRIED,
    readOnly: "Refused before anything is sent.",
  },
  unsafe: {
    label: "changes",
    changes: "Yes. Doing it twice may do the work twice.",
    retried: `Only ${RETRIED_WITH_CARE} An error says \`maybeApplied\` when the change may have happened.`,
    readOnly: "Refused before anything is sent.",
  },
};

/** How the statuses of errors reach programs and scripts. */
export const errorWords: Readonly<Record<string, { className: string; exitCode: number }>> = {
  400: { className: "BadRequestError", exitCode: 2 },
  401: { className: "AuthenticationError", exitCode: 4 },
  403: { className: "PermissionError", exitCode: 5 },
  404: { className: "NotFoundError", exitCode: 6 },
  409: { className: "ConflictError", exitCode: 7 },
  500: { className: "ServerError", exitCode: 9 },
  501: { className: "NotImplementedError", exitCode: 1 },
};
