/** Markdown tables of parameters and fields. */
import { evidenceWords, resolveSchema, type JsonSchema, type OpenApiDocument } from "./operations.ts";

/** Text that is safe in a cell of a Markdown table. */
export function cell(text: string): string {
  return text
    .replaceAll("|", String.raw`\|`)
    .replaceAll("<", "&lt;")
    .replaceAll("*", String.raw`\*`)
    .replaceAll("\n", " ");
}

const code = (text: string) => `\`${text.replaceAll("|", String.raw`\|`)}\``;

/** A table, or the given words when it has no rows. Columns that `isNumeric` names are aligned as numbers. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { empty = "", isNumeric = () => false }: { empty?: string; isNumeric?: (column: string) => boolean } = {},
): string {
  if (rows.length === 0) return empty;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = columns.map((column) => (isNumeric(column) ? "---:" : "---"));
  return [columns, rule, ...rows].map(line).join("\n");
}

/** The type of a value on the wire, in words of JSON. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return code(schema.$ref.replace("#/components/schemas/", ""));
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  const known = schema["x-extensible-enum"];
  if (Array.isArray(known)) return `${known.map((value) => code(JSON.stringify(value))).join(", ")}, or others`;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  const types = [schema.type ?? "any value"].flat();
  return types.map((type) => (type === "array" ? `${typeOf(schema.items ?? {})}[]` : type)).join(" or ");
}

/** What a parameter or field is, as a cell; with the evidence for it where that is weaker than for the operation. */
export function describe({
  description = "",
  deprecated,
  "x-evidence": evidence,
}: Pick<JsonSchema, "description" | "deprecated" | "x-evidence">): string {
  const mark = evidence === undefined ? "" : ` *(${evidenceWords[evidence].label})*`;
  return `${deprecated === true ? "**Deprecated.** " : ""}${cell(description)}${mark}`;
}

/** A field of an object and, under dotted names, the fields of an object that is described in place. */
function rowsOf(schema: JsonSchema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [code(prefix + name), typeOf(field), schema.required?.includes(name) === true ? "yes" : "no", describe(field)],
    ...rowsOf(field, `${prefix}${name}.`),
  ]);
}

/** The fields of a request body, or of the items of one that is an array; of bytes what they are. */
export function requestTable(document: OpenApiDocument, body: JsonSchema): string {
  const { schema } = resolveSchema(document, body);
  if (schema.type === "string") return `${schema.description ?? "Bytes"}, as they are.`;
  const isArray = schema.type === "array";
  const rows = rowsOf(isArray ? (schema.items ?? {}) : schema, "");
  const fields = table(["Field", "Type", "Required", "What it is"], rows);
  return isArray ? `An array of objects:\n\n${fields}` : fields;
}

/** The fields of an answer, and of the named objects in it, each in a table of its own. */
export function responseTables(document: OpenApiDocument, response: JsonSchema): string {
  const { name, schema } = resolveSchema(document, response);
  if (schema.type === "array") {
    const item = schema.items ?? {};
    return [`An array of ${typeOf(item)}.`, responseTables(document, item)].join("\n\n");
  }
  const own = table(["Field", "Type", "Always", "What it is"], rowsOf(schema, ""));
  const nested = Object.values(schema.properties ?? {}).filter((field) => field.$ref !== undefined);
  return [
    ...(name === undefined ? [] : [`### ${name}`]),
    own,
    ...nested.map((field) => responseTables(document, { $ref: field.$ref ?? "" })),
  ].join("\n\n");
}
