/** The reference page of one operation, as Markdown. */
import {
  accessWords,
  errorWords,
  evidenceWords,
  inferredWords,
  namesOf,
  safetyWords,
  type DeclaredOperation,
  type OpenApiDocument,
} from "./operations.ts";
import { commandSnippet, curlSnippet, exampleBlocks, typescriptSnippet } from "./snippets.ts";
import { cell, describe, requestTable, responseTables, table, typeOf } from "./tables.ts";

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

function frontMatter(operation: DeclaredOperation, order: number): string {
  const variants: Readonly<Record<string, string>> = { GET: "note", HEAD: "note", DELETE: "danger", POST: "success" };
  const { verb } = namesOf(operation);
  return [
    "---",
    `title: ${JSON.stringify(operation.id)}`,
    `description: ${JSON.stringify(operation.summary)}`,
    "sidebar:",
    `  label: ${JSON.stringify(verb)}`,
    `  order: ${order}`,
    "  badge:",
    `    text: ${operation.method}`,
    `    variant: ${variants[operation.method] ?? "caution"}`,
    "---",
  ].join("\n");
}

function facts({ access, safety }: DeclaredOperation): string {
  const words = safetyWords[safety];
  const rows = [
    ["Who may call it", accessWords[access].text],
    ["Changes anything?", words.changes],
    ["Retried by the client?", words.retried],
    ["In read-only mode", words.readOnly],
  ];
  return table(
    ["", ""],
    rows.map(([question = "", answer = ""]) => [`**${question}**`, cell(answer)]),
  );
}

function parameters(operation: DeclaredOperation): string {
  const rows = operation.parameters.map((parameter) => [
    `\`${parameter.name}\``,
    parameter.in,
    typeOf(parameter.schema),
    parameter.required ? "yes" : "no",
    describe(parameter),
  ]);
  return table(["Name", "In", "Type", "Required", "What it is"], rows, { empty: "None." });
}

function body(document: OpenApiDocument, operation: DeclaredOperation): string[] {
  if (!operation.requestBody) return [];
  const note =
    operation.method === "PATCH"
      ? [
          "The client writes `updatedFields` by itself, from the fields that you give. An absent field is left as it is.",
        ]
      : [];
  const { requestMediaType = "application/json" } = operation;
  const form = requestMediaType === "application/json" ? [] : [`The body is \`${requestMediaType}\`.`];
  return ["## Request body", ...form, ...note, requestTable(document, operation.requestBody)];
}

function answer(document: OpenApiDocument, operation: DeclaredOperation): string[] {
  const location = operation.method === "POST" ? " The `Location` header names the resource." : "";
  const lead = `Status **${operation.success}**.${location}`;
  if (operation.method === "HEAD") return ["## Answer", `${lead} 404 when it does not exist. There is no body.`];
  if (!operation.response) return ["## Answer", `${lead} There is no body.`];
  return ["## Answer", lead, responseTables(document, operation.response)];
}

function exchange(operation: DeclaredOperation): string[] {
  const blocks = exampleBlocks(operation);
  if (!blocks) return [];
  return [
    "## Example",
    "Recorded from the emulator. Long texts and lists are cut.",
    fence("http", blocks.request),
    fence("http", blocks.response),
  ];
}

function errors(document: OpenApiDocument, operation: DeclaredOperation): string {
  const found = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find((one) => one["x-clickhelp-operations"].some(({ id }) => id === operation.id));
  const rows = Object.entries(found?.responses ?? {}).flatMap(([status, response]) => {
    const words = errorWords[status];
    if (!words || !("$ref" in response)) return [];
    const shared = document.components.responses[response.$ref.replace("#/components/responses/", "")];
    return [[status, `\`${words.className}\``, String(words.exitCode), cell(shared?.description ?? "")]];
  });
  return table(["Status", "Error class", "Exit code", "When"], rows);
}

function inferred(operation: DeclaredOperation): string {
  if (!operation.inferred) return "";
  return ` Only inferred: ${operation.inferred.map((part) => inferredWords[part]).join(", ")}.`;
}

/** The page of an operation. It lies two folders below the root of the site. */
export function operationPage(document: OpenApiDocument, operation: DeclaredOperation, order: number): string {
  const evidence = evidenceWords[operation.evidence];
  const command = commandSnippet(document, operation);
  const parts = [
    frontMatter(operation, order),
    operation.summary,
    ...(operation.description === undefined ? [] : [operation.description]),
    fence("http", `${operation.method} /api/v1/${operation.path}`),
    `:::${operation.evidence === "doc" ? "tip" : "caution"}[Evidence: ${evidence.label}]\n${evidence.text}${inferred(operation)}\n:::`,
    facts(operation),
    "## Call it",
    "From a program, with the [client](../../../guides/layers/):",
    fence("ts", typescriptSnippet(document, operation)),
    ...(command === undefined ? [] : ["From a terminal:", fence("sh", command)]),
    "With curl, which asks for the API key:",
    fence("sh", curlSnippet(document, operation)),
    "## Parameters",
    parameters(operation),
    ...body(document, operation),
    ...answer(document, operation),
    ...exchange(operation),
    "## Errors",
    "Every error answer has a JSON body with `Message` and `ExceptionType`. See [errors and exit codes](../../../guides/errors-and-exit-codes/).",
    errors(document, operation),
  ];
  return `${parts.join("\n\n")}\n`;
}
