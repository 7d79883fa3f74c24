/** Describes one operation of an API in HTML: address, parameters, request and responses, each as a table. */
import { escapeHtml } from "../escape-html.js";
import { toHtml } from "./markdown.js";
import { limitsOf, schemaTable, table, typeOf } from "./open-api-schema.js";
import { describeSecurity } from "./open-api-security.js";
import { asRecord, asText, type ApiDefinition, type ApiOperation, type JsonObject } from "./open-api.js";

export function describeOperation(definition: ApiDefinition, operation: ApiOperation, level: number): string {
  const { method, path, fields } = operation;
  return [
    `<p><code><strong>${method}</strong> ${escapeHtml(path)}</code></p>`,
    fields.deprecated === true ? "<p><strong>Deprecated.</strong></p>" : "",
    toHtml(asText(fields.description)),
    describeSecurity(definition, fields),
    section("Parameters", level, parameterTable(definition, operation)),
    section("Request body", level, requestBody(definition, operation)),
    section("Responses", level, responses(definition, operation, level + 1)),
  ].join("\n");
}

function section(title: string, level: number, content: string): string {
  return content === "" ? "" : `<h${level}>${title}</h${level}>\n${content}`;
}

function parameterTable(definition: ApiDefinition, { parameters }: ApiOperation): string {
  const rows = parameters
    .filter((parameter) => parameter.in !== "body" && parameter.in !== "formData")
    .map((parameter) => {
      // Swagger 2 has the type in the parameter itself.
      const schema = parameter.schema ?? parameter;
      const limits = limitsOf({ ...definition.resolve(schema), ...parameter });
      return [
        `<code>${escapeHtml(asText(parameter.name))}</code>`,
        escapeHtml(asText(parameter.in)),
        typeOf(definition, schema),
        parameter.required === true ? "yes" : "no",
        toHtml(asText(parameter.description)) + limits,
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
      const media = asRecord(value) ?? {};
      const samples = samplesOf(definition, media).map(
        (sample) => `<pre><code>${escapeHtml(toSample(sample))}</code></pre>`,
      );
      return `<p><code>${escapeHtml(type)}</code></p>\n${schemaTable(definition, media.schema)}${samples.join("\n")}`;
    })
    .join("\n");
}

function samplesOf(definition: ApiDefinition, { example, examples }: JsonObject): unknown[] {
  const named = Object.values(asRecord(examples) ?? {}).map((one) => definition.resolve(one)?.value);
  return [example, ...named].filter((sample) => sample !== undefined);
}

function toSample(example: unknown): string {
  return (typeof example === "string" ? example : JSON.stringify(example, undefined, 2)).slice(0, 20_000);
}
