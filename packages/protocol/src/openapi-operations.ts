/**
 * Operations of the OpenAPI document. Where several endpoints share a method and a path, they become one operation:
 * their constant queries one enumeration, their bodies alternatives.
 */
import { toHeaderName, type Endpoint, type Evidence } from "./endpoint.js";
import { statusCodes } from "./errors.js";
import type {
  DeclaredOperation,
  ExampleExchange,
  JsonSchema,
  OpenApiContent,
  OpenApiMedia,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
} from "./openapi-document.js";
import { errorResponsesOf } from "./openapi-errors.js";
import type { SchemaSet } from "./openapi-schemas.js";

const SEVERAL_SEGMENTS =
  "Several segments: each is percent-encoded by itself and the slashes between them stay, which OpenAPI cannot express";

function splitPath(endpoint: Endpoint): { template: string; constantQuery: Record<string, string> } {
  const [template = "", query = ""] = endpoint.path.split("?");
  return { template, constantQuery: Object.fromEntries(new URLSearchParams(query)) };
}

const mediaTypes = {
  fields: "application/json",
  bare: "application/json",
  bytes: "application/octet-stream",
  multipart: "multipart/form-data",
} as const;

function placeOf(endpoint: Endpoint, name: string): OpenApiParameter["in"] {
  if (name in (endpoint.params ?? {})) return "path";
  return name in (endpoint.headers ?? {}) ? "header" : "query";
}

/** Describes one endpoint as it was declared. */
export function toDeclaredOperation(
  endpoint: Endpoint,
  schemas: SchemaSet,
  example: ExampleExchange | undefined,
): DeclaredOperation {
  const { template, constantQuery } = splitPath(endpoint);
  const { properties = {}, required = [] } = schemas.parametersOf(endpoint);
  const constants = Object.entries(constantQuery).map(([name, value]): OpenApiParameter => ({
    name,
    in: "query",
    required: true,
    description: `Always ${value}`,
    schema: { type: "string", enum: [value] },
  }));
  const declared = Object.entries(properties).map(
    ([name, { description, deprecated, "x-evidence": evidence, ...schema }]): OpenApiParameter => {
      const place = placeOf(endpoint, name);
      const words = template.includes(`{${name}+}`) ? [description, SEVERAL_SEGMENTS] : [description];
      return {
        name: place === "header" ? toHeaderName(name) : name,
        in: place,
        required: place === "path" || required.includes(name),
        description: words.filter((part) => part !== undefined).join(". "),
        ...(deprecated && { deprecated }),
        schema,
        ...(evidence && { "x-evidence": evidence }),
      };
    },
  );
  const requestBody = schemas.requestBodyOf(endpoint);
  const isWhole = endpoint.bodyForm === "bare" || endpoint.bodyForm === "bytes";
  const [bodyField] = isWhole ? Object.keys(endpoint.body ?? {}) : [];
  const rules = schemas.rulesOf(endpoint);
  const response = schemas.responseOf(endpoint);
  return {
    id: endpoint.id,
    summary: endpoint.summary,
    ...(endpoint.description !== undefined && { description: endpoint.description }),
    method: endpoint.method,
    path: endpoint.path,
    access: endpoint.access,
    safety: endpoint.safety,
    evidence: endpoint.evidence,
    ...(endpoint.inferred && { inferred: endpoint.inferred }),
    constantQuery,
    ...(endpoint.pickedBy !== undefined && { pickedBy: endpoint.pickedBy }),
    parameters: [
      ...declared.filter((parameter) => parameter.in === "path"),
      ...constants,
      ...declared.filter((parameter) => parameter.in !== "path"),
    ],
    ...(requestBody && { requestBody, requestMediaType: mediaTypes[endpoint.bodyForm ?? "fields"] }),
    ...(mayLackBody(endpoint) && { requestBodyRequired: false as const }),
    ...(bodyField !== undefined && { bodyField }),
    ...(rules.length > 0 && { rules }),
    ...(response && { response }),
    success: endpoint.success,
    ...(example && { example }),
  };
}

/** A DELETE is sent without a body when none of its fields is given. */
function mayLackBody({ method, body }: Endpoint): boolean {
  return (
    method === "DELETE" && body !== undefined && Object.values(body).every(({ _zod }) => _zod.optin === "optional")
  );
}

/** `/projects/{}/articles`: the same for all templates that OpenAPI takes for one path. */
export function pathKey(operation: DeclaredOperation): string {
  return openApiPath(operation).replaceAll(/\{[^}]+\}/g, "{}");
}

/** The path as OpenAPI writes it: without the slash that the API's reference sometimes prints before the query. */
export function openApiPath(operation: DeclaredOperation): string {
  return `/${operation.path.replace(/\/?(?:\?.*)?$/, "").replaceAll("+}", "}")}`;
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** One schema for all: itself when they are equal, one enumeration of enumerations, otherwise alternatives. */
function anyOfSchemas(schemas: readonly JsonSchema[]): JsonSchema {
  const alternatives = distinct(schemas);
  const [only] = alternatives;
  if (only && alternatives.length === 1) return only;
  if (alternatives.every((schema) => schema.type === "string" && schema.enum)) {
    return { type: "string", enum: distinct(alternatives.flatMap((schema) => schema.enum ?? [])) };
  }
  return { anyOf: alternatives };
}

/** One endpoint's form of a parameter that several endpoints share. */
interface Variant {
  readonly operation: DeclaredOperation;
  readonly parameter: OpenApiParameter;
}

/** Joins the descriptions of one parameter; where they differ, each says which endpoints it is for. */
function joinDescriptions(variants: readonly Variant[]): string {
  const byText = Map.groupBy(variants, ({ parameter }) => parameter.description ?? "");
  if (byText.size === 1) return [...byText.keys()].join("");
  return [...byText]
    .map(([text, users]) => `${users.map(({ operation }) => operation.id).join(", ")}: ${text}.`)
    .join(" ");
}

function mergeParameters(
  operations: readonly DeclaredOperation[],
  pathNames: readonly string[],
): readonly OpenApiParameter[] {
  // Path parameters are told apart by position, since one path can have only one set of names.
  const occurrences = operations.flatMap((operation) => {
    const own = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    return operation.parameters.map((parameter) => {
      const name =
        parameter.in === "path" ? (pathNames[own.indexOf(parameter.name)] ?? parameter.name) : parameter.name;
      return { key: `${parameter.in} ${name}`, name, operation, parameter };
    });
  });
  return [...Map.groupBy(occurrences, ({ key }) => key).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const inAll = group.length === operations.length;
    const description = joinDescriptions(group);
    const only = inAll ? "" : ` Only for: ${group.map(({ operation }) => operation.id).join(", ")}.`;
    const deprecated = group.every(({ parameter }) => parameter.deprecated === true);
    return [
      {
        name: first.name,
        in: first.parameter.in,
        required: inAll && group.every(({ parameter }) => parameter.required),
        description: only === "" || description.endsWith(".") ? description + only : `${description}.${only}`,
        ...(deprecated && { deprecated }),
        schema: anyOfSchemas(group.map(({ parameter }) => parameter.schema)),
        ...sameEvidence(group.map(({ parameter }) => parameter["x-evidence"])),
      },
    ];
  });
}

/** Says how well something is known when all agree on it. */
function sameEvidence(marks: readonly (Evidence | undefined)[]): { readonly "x-evidence"?: Evidence } {
  const [mark, ...others] = distinct(marks);
  return mark === undefined || others.length > 0 ? {} : { "x-evidence": mark };
}

/** The JSON of several endpoints, with the recorded bodies as examples. */
function media(
  schemas: readonly JsonSchema[],
  operations: readonly DeclaredOperation[],
  bodyOf: (example: ExampleExchange) => unknown,
): OpenApiMedia {
  const examples = operations.flatMap(({ id, summary, example }) => {
    const value = example && bodyOf(example);
    return value === undefined ? [] : [[id, { summary, value }] as const];
  });
  return {
    schema: anyOfSchemas(schemas),
    ...(examples.length > 0 && { examples: Object.fromEntries(examples) }),
  };
}

/** The body of several endpoints, by the form in which each sends it. */
function requestContent(operations: readonly DeclaredOperation[]): OpenApiContent {
  const forms = Map.groupBy(operations, ({ requestMediaType = "application/json" }) => requestMediaType);
  return Object.fromEntries(
    [...forms].map(([mediaType, group]) => {
      const schemas = group.map(({ requestBody }) => requestBody).filter((schema) => schema !== undefined);
      return [mediaType, media(schemas, group, (example) => example.request.body)];
    }),
  );
}

function answerEvidence({ inferred = [] }: DeclaredOperation): Evidence | undefined {
  return inferred.includes("status") || inferred.includes("answer") ? "inferred" : undefined;
}

function successResponse(operations: readonly DeclaredOperation[], meaning: string): OpenApiResponse {
  const withBody = operations.filter((operation) => operation.response);
  const schemas = withBody.map(({ response }) => response).filter((schema) => schema !== undefined);
  return {
    description: meaning,
    ...(operations.some(({ method }) => method === "POST") && {
      headers: { Location: { $ref: "#/components/headers/Location" } },
    }),
    ...(schemas.length > 0 && {
      content: { "application/json": media(schemas, withBody, (example) => example.response.body) },
    }),
    ...sameEvidence(operations.map(answerEvidence)),
  };
}

/**
 * Makes one OpenAPI operation of the endpoints that share a method and a path.
 *
 * @param path the path as written in the document, which gives the names of the path parameters
 */
export function mergeOperations(path: string, operations: readonly DeclaredOperation[]): OpenApiOperation {
  const pathNames = [...path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
  const method = operations[0]?.method.toLowerCase() ?? "";
  const single = operations.length === 1 ? operations[0] : undefined;
  const withBody = operations.filter((operation) => operation.requestBody);
  const parameters = mergeParameters(operations, pathNames);
  const description =
    single?.description ??
    (single ? undefined : operations.map(({ id, summary }) => `- \`${id}\`: ${summary}`).join("\n"));
  const successes = Map.groupBy(operations, (operation) => operation.success);
  return {
    operationId: single?.id ?? [method, ...path.split(/[/{}]+/).filter((word) => word !== "")].join("_"),
    tags: distinct(operations.map(({ id }) => id.replace(/\..*/, ""))),
    summary: operations.map(({ summary }) => summary.replace(/\.$/, "")).join(" · "),
    ...(description !== undefined && { description }),
    security: operations.some(({ access }) => access === "public") ? [{ basic: [] }, {}] : [{ basic: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(withBody.length > 0 && {
      requestBody: {
        required: operations.every(({ requestBody, requestBodyRequired = true }) => requestBody && requestBodyRequired),
        content: requestContent(withBody),
      },
    }),
    responses: {
      ...Object.fromEntries(
        [...successes].map(([status, group]) => [String(status), successResponse(group, statusCodes[status])]),
      ),
      ...errorResponsesOf(operations),
    },
    ...sameEvidence(operations.map(({ evidence }) => evidence)),
    "x-clickhelp-operations": operations,
  };
}
