/** Describes one operation of an API in HTML: address, parameters, request and responses, each as a table. */
import { escapeHtml } from "../escape-html.js";
import { toHtml } from "./markdown.js";
import { asList, asRecord, asText, type ApiDefinition, type ApiOperation, type JsonObject } from "./open-api.js";

/** Objects within objects are described so deep, and tables made so long. */
const deepest = 6;
const mostRows = 400;

export function describeOperation(definition: ApiDefinition, operation: ApiOperation, level: number): string {
  const { method, path, fields } = operation;
  return [
    `<p><code><strong>${method}</strong> ${escapeHtml(path)}</code></p>`,
    fields.deprecated === true ? "<p><strong>Deprecated.</strong></p>" : "",
    toHtml(asText(fields.description)),
    section("Parameters", level, parameterTable(definition, operation)),
    section("Request body", level, requestBody(definition, operation)),
    section("Responses", level, responses(definition, operation, level + 1)),
  ].join("\n");
}

function section(title: string, level: number, content: string): string {
  return content === "" ? "" : `<h${level}>${title}</h${level}>\n${content}`;
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = headings.map((heading) => `<th>${heading}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function parameterTable(definition: ApiDefinition, { parameters }: ApiOperation): string {
  const rows = parameters
    .filter((parameter) => parameter.in !== "body" && parameter.in !== "formData")
    .map((parameter) => {
      // Swagger 2 has the type in the parameter itself.
      const type = typeOf(definition, parameter.schema ?? parameter);
      const words = [asText(parameter.description), parameter.deprecated === true ? "Deprecated." : ""];
      return [
        `<code>${escapeHtml(asText(parameter.name))}</code>`,
        escapeHtml(asText(parameter.in)),
        type,
        parameter.required === true ? "yes" : "no",
        toHtml(words.join(" ").trim()),
      ];
    });
  return table(["Name", "In", "Type", "Required", "Description"], rows);
}

function requestBody(definition: ApiDefinition, { fields, parameters }: ApiOperation): string {
  const body = definition.resolve(fields.requestBody);
  if (body) return toHtml(asText(body.description)) + contentTables(definition, body);
  const whole = parameters.find((parameter) => parameter.in === "body");
  if (whole) return toHtml(asText(whole.description)) + schemaTable(definition, whole.schema);
  const form = parameters.filter((parameter) => parameter.in === "formData");
  const properties = Object.fromEntries(form.map((field) => [asText(field.name), field]));
  const required = form.flatMap((field) => (field.required === true ? [asText(field.name)] : []));
  return form.length === 0 ? "" : schemaTable(definition, { type: "object", properties, required });
}

function responses(definition: ApiDefinition, { fields }: ApiOperation, level: number): string {
  return Object.entries(asRecord(fields.responses) ?? {})
    .map(([status, value]) => {
      const response = definition.resolve(value) ?? {};
      const content = response.schema ? schemaTable(definition, response.schema) : contentTables(definition, response);
      return `<h${Math.min(level, 6)}>${escapeHtml(status)}</h${Math.min(level, 6)}>\n${toHtml(asText(response.description))}${content}`;
    })
    .join("\n");
}

/** One table for each media type. */
function contentTables(definition: ApiDefinition, { content }: JsonObject): string {
  return Object.entries(asRecord(content) ?? {})
    .map(([type, value]) => {
      const { schema, example } = asRecord(value) ?? {};
      const sample = example === undefined ? "" : `<pre><code>${escapeHtml(toSample(example))}</code></pre>`;
      return `<p><code>${escapeHtml(type)}</code></p>\n${schemaTable(definition, schema)}${sample}`;
    })
    .join("\n");
}

function toSample(example: unknown): string {
  return (typeof example === "string" ? example : JSON.stringify(example, undefined, 2)).slice(0, 20_000);
}

function schemaTable(definition: ApiDefinition, schema: unknown): string {
  const rows: string[][] = [];
  addRows(definition, schema, "", rows, []);
  if (rows.length > 0) return table(["Field", "Type", "Required", "Description"], rows);
  const resolved = definition.resolve(schema);
  return resolved ? `<p>${typeOf(definition, schema)}</p>` : "";
}

/** `above` holds the objects that this one is in: one that is in itself is not described again. */
function addRows(
  definition: ApiDefinition,
  schema: unknown,
  prefix: string,
  rows: string[][],
  above: readonly JsonObject[],
): void {
  const object = definition.resolve(schema);
  if (!object || above.includes(object) || above.length > deepest) return;
  const inside = [...above, object];
  if (object.items !== undefined) addRows(definition, object.items, `${prefix}[]`, rows, inside);
  for (const part of partsOf(object)) addRows(definition, part, prefix, rows, inside);
  const required = new Set(asList(object.required));
  for (const [name, property] of Object.entries(asRecord(object.properties) ?? {})) {
    if (rows.length >= mostRows) return;
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const description = toHtml(asText(definition.resolve(property)?.description));
    rows.push([
      `<code>${escapeHtml(path)}</code>`,
      typeOf(definition, property),
      required.has(name) ? "yes" : "no",
      description,
    ]);
    addRows(definition, property, path, rows, inside);
  }
}

function partsOf({ allOf, oneOf, anyOf }: JsonObject): readonly unknown[] {
  return [...asList(allOf), ...asList(oneOf), ...asList(anyOf)];
}

/** `string (date-time)`, `array of Pet`, `one of "a", "b"`, as HTML. */
function typeOf(definition: ApiDefinition, schema: unknown, depth = 0): string {
  const object = definition.resolve(schema);
  if (!object || depth > deepest) return "any";
  const values = asList(object.enum).slice(0, 50);
  const list = values.map((value) => `<code>${escapeHtml(JSON.stringify(value))}</code>`).join(", ");
  const types = (Array.isArray(object.type) ? asList(object.type) : [object.type]).map(asText).filter(Boolean);
  const [type = object.properties ? "object" : ""] = types;
  if (type === "array") return `array of ${typeOf(definition, object.items, depth + 1)}`;
  const named = nameOfRef(schema);
  const format = asText(object.format);
  const base =
    named !== "" && object.properties
      ? named
      : [escapeHtml(types.join(" or ") || type), format && `(${escapeHtml(format)})`].filter(Boolean).join(" ");
  if (list !== "") return `${base} ${base === "" ? "" : "- "}one of ${list}`;
  return base === "" ? named || "any" : base;
}

function nameOfRef(schema: unknown): string {
  const reference = asText(asRecord(schema)?.$ref);
  return escapeHtml(reference.slice(reference.lastIndexOf("/") + 1));
}
