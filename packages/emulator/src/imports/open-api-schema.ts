/** Describes schemas of an API definition in HTML: the fields of an object as a table, a type and its limits in words. */
import { escapeHtml } from "../escape-html.js";
import { toHtml } from "./markdown.js";
import { asList, asRecord, asText, type ApiDefinition, type JsonObject } from "./open-api.js";

/** Objects within objects are described so deep, and tables made so long. */
const deepest = 6;
const mostRows = 400;
/** So many schemas are read for one table: those made of each other lead to ever more without any field. */
const mostRead = 4000;

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = headings.map((heading) => `<th>${heading}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

export function schemaTable(definition: ApiDefinition, schema: unknown): string {
  const rows = rowsOf(definition, schema);
  const object = definition.resolve(schema);
  // The table has the fields of all choices.
  const isNamed = object && (rows.length === 0 || choicesOf(object).length > 0);
  const type = isNamed ? `<p>${typeOf(definition, schema)}</p>${limitsOf(object)}` : "";
  return type + table(["Field", "Type", "Required", "Description"], rows);
}

function rowsOf(definition: ApiDefinition, whole: unknown): string[][] {
  const rows: string[][] = [];
  let read = 0;
  const isEnough = () => rows.length >= mostRows || read >= mostRead;

  /** `above` holds the objects that this one is in: one that is in itself is not described again. */
  function add(schema: unknown, prefix: string, above: readonly JsonObject[]): void {
    if (isEnough()) return;
    read += 1;
    const object = definition.resolve(schema);
    if (!object || above.includes(object) || above.length > deepest) return;
    const inside = [...above, object];
    if (object.items !== undefined) add(object.items, `${prefix}[]`, inside);
    for (const part of [...asList(object.allOf), ...choicesOf(object)]) add(part, prefix, inside);
    const required = new Set(asList(object.required));
    for (const [name, property] of Object.entries(asRecord(object.properties) ?? {})) {
      if (isEnough()) return;
      const path = prefix === "" ? name : `${prefix}.${name}`;
      const field = definition.resolve(property) ?? {};
      rows.push([
        `<code>${escapeHtml(path)}</code>`,
        typeOf(definition, property),
        required.has(name) ? "yes" : "no",
        toHtml(asText(field.description)) + limitsOf(field),
      ]);
      add(property, path, inside);
    }
  }

  add(whole, "", []);
  return rows;
}

/** `string (date-time)`, `array of Pet`, `Cat or Dog`, `string - one of "a", "b"`, as HTML. */
export function typeOf(definition: ApiDefinition, schema: unknown, depth = 0): string {
  const object = definition.resolve(schema);
  if (!object || depth > deepest) return "any";
  const values = asList(object.enum).slice(0, 50).map(toCode);
  const base = baseTypeOf(definition, schema, object, depth);
  const type = object.nullable === true && base !== "" ? `${base} or null` : base;
  const choice = values.length === 0 ? "" : `one of ${values.join(", ")}`;
  return [type, choice].filter(Boolean).join(" - ") || "any";
}

function baseTypeOf(definition: ApiDefinition, schema: unknown, object: JsonObject, depth: number): string {
  const types = (Array.isArray(object.type) ? asList(object.type) : [object.type]).map(asText).filter(Boolean);
  const isList = types[0] === "array";
  const named = nameOfRef(schema);
  const describe = (parts: readonly unknown[]) => parts.map((part) => typeOf(definition, part, depth + 1));
  const choices = choicesOf(object);
  const parts = asList(object.allOf);
  // Written out within something else, a few schemas made of each other would fill pages.
  if (named !== "" && depth > 0 && (isList || choices.length + parts.length > 0)) return named;
  if (isList) return `array of ${typeOf(definition, object.items, depth + 1)}`;
  if (choices.length > 0) return describe(choices).join(" or ");
  if (named !== "" && (object.properties || types.length === 0)) return named;
  if (types.length === 0 && parts.length > 0) return describe(parts).join(" and ");
  const type = types.join(" or ") || (object.properties ? "object" : "");
  const format = asText(object.format);
  return escapeHtml([type, format && `(${format})`].filter(Boolean).join(" "));
}

function choicesOf({ oneOf, anyOf }: JsonObject): readonly unknown[] {
  return [...asList(oneOf), ...asList(anyOf)];
}

function nameOfRef(schema: unknown): string {
  const reference = asText(asRecord(schema)?.$ref);
  return escapeHtml(reference.slice(reference.lastIndexOf("/") + 1));
}

const valueWords = {
  const: "Always",
  default: "Default:",
  minimum: "At least",
  exclusiveMinimum: "More than",
  maximum: "At most",
  exclusiveMaximum: "Less than",
  multipleOf: "A multiple of",
  minLength: "Length at least",
  maxLength: "Length at most",
  pattern: "Pattern:",
  minItems: "Items at least",
  maxItems: "Items at most",
  example: "Example:",
};
const flagWords = {
  uniqueItems: "No item twice",
  readOnly: "In answers only",
  writeOnly: "In requests only",
  deprecated: "Deprecated",
};

/** What a value is bound to besides its type, as a paragraph; empty where nothing is said. */
export function limitsOf(schema: JsonObject): string {
  const said = withLimitsAsNumbers(schema);
  const sentences = [
    ...Object.entries(valueWords)
      .filter(([name]) => said[name] !== undefined)
      .map(([name, words]) => `${words} ${toCode(said[name])}`),
    ...Object.entries(flagWords)
      .filter(([name]) => said[name] === true)
      .map(([, words]) => words),
  ];
  return sentences.length === 0 ? "" : `<p>${sentences.join(". ")}.</p>`;
}

/** Up to OpenAPI 3.0 `exclusiveMinimum` was a word about `minimum`, since then it is a limit of its own. */
function withLimitsAsNumbers(schema: JsonObject): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  return {
    ...rest,
    ...(exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum, ...numberOf({ exclusiveMinimum }) }),
    ...(exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum, ...numberOf({ exclusiveMaximum }) }),
  };
}

function numberOf(limits: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => typeof value === "number"));
}

function toCode(value: unknown): string {
  return `<code>${escapeHtml(JSON.stringify(value).slice(0, 200))}</code>`;
}
