/** JSON Schemas of all endpoints, made by zod: named ones for entities and request bodies, plain ones for parameters. */
import * as z from "zod/mini";
import type { Endpoint, InputRule } from "./endpoint.js";
import { ErrorBody } from "./errors.js";
import type { JsonSchema } from "./openapi-document.js";
import { placeRules } from "./openapi-rules.js";
import { described, withMeta } from "./schema.js";
import { NoContent } from "./schemas/common.js";
import { ImportOptions } from "./schemas/import-options.js";
import { LoginToken } from "./schemas/login-token.js";
import { Project } from "./schemas/project.js";
import { SearchQueryEvent, TopicViewEvent } from "./schemas/report-event.js";
import { StorageFile } from "./schemas/storage-file.js";
import { TaskStart, TaskStatus } from "./schemas/task.js";
import { TocNode } from "./schemas/toc-node.js";
import { Topic } from "./schemas/topic.js";
import { User, UserInfo } from "./schemas/user.js";

const entities = {
  ErrorBody,
  ImportOptions,
  LoginToken,
  Project,
  SearchQueryEvent,
  StorageFile,
  TaskStart,
  TaskStatus,
  TocNode,
  Topic,
  TopicViewEvent,
  User,
  UserInfo,
};

const ENDPOINT_PARAMETERS = "parameters:";
const ENDPOINT_RESPONSE = "response:";

/** The JSON Schemas that the document is made of. */
export interface SchemaSet {
  /** Schemas for `components`, by name. */
  readonly named: Readonly<Record<string, JsonSchema>>;
  /** An object schema whose properties are the path, query and header parameters of an endpoint. */
  parametersOf(endpoint: Endpoint): JsonSchema;
  /** A reference to the schema of the request body, `undefined` when nothing is sent. */
  requestBodyOf(endpoint: Endpoint): { readonly $ref: string } | undefined;
  /** What the query asks of the body, as schemas of both as one object; what the body asks of itself is in its own schema. */
  rulesOf(endpoint: Endpoint): readonly JsonSchema[];
  /** The schema of the answer's body, `undefined` when there is none. */
  responseOf(endpoint: Endpoint): JsonSchema | undefined;
}

/** `topics.create` becomes `TopicsCreateRequest`. */
function requestName(endpoint: Endpoint): string {
  const words = endpoint.id.split(".").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}Request`;
}

// What JSON cannot hold, such as bytes, says itself what it is.
const jsonSchema = { io: "input", target: "draft-2020-12", unrepresentable: "any" } as const;

/** A rule as JSON Schema has it. */
function toJsonRule({ when, then }: InputRule): JsonSchema {
  return { if: toPartialSchema(when), then: toPartialSchema(then) };
}

/** A schema of some fields of an object. Says that there can be more: Redocly would take it for all fields there are. */
function toPartialSchema(schema: z.core.$ZodType): JsonSchema {
  const partial = z.toJSONSchema(schema, {
    ...jsonSchema,
    override({ jsonSchema: written }) {
      if (written.properties) written.unevaluatedProperties = true;
    },
  });
  return tidy(partial);
}

/** Says in JSON Schema what the fields of a body ask of each other: what is needed of several, and the rules. */
function bodyRules(endpoint: Endpoint): JsonSchema {
  // What is required is named as a property, too: some readers do not look for it outside the alternative.
  const given = (name: string) => ({ properties: { [name]: {} }, required: [name] });
  const groups = (endpoint.requiresOneOf ?? []).map((names) => ({ anyOf: names.map(given) }));
  const { ofBody, ofQuery } = placeRules(endpoint);
  const alternatives = ofQuery.length > 0 ? [{ anyOf: ofQuery.map(({ then }) => toPartialSchema(then)) }] : [];
  const allOf = [...groups, ...alternatives, ...ofBody.map(toJsonRule)];
  return allOf.length > 0 ? { allOf } : {};
}

/** The body as it travels: the declared fields, on `PATCH` with the list of those that are given; or a field bare. */
function requestBody(endpoint: Endpoint): z.core.$ZodType | undefined {
  if (endpoint.body === undefined) return undefined;
  if (endpoint.bodyForm === "bare" || endpoint.bodyForm === "bytes") return Object.values(endpoint.body)[0];
  if (endpoint.method !== "PATCH") return withMeta(z.strictObject(endpoint.body), bodyRules(endpoint));
  const updatedFields = described(
    z.string(),
    `Comma-separated names of the fields to change, of: ${Object.keys(endpoint.body).join(", ")}. A field that is not named here is not changed`,
  );
  return z.strictObject({ updatedFields, ...endpoint.body });
}

function hasBody({ method, response }: Endpoint): boolean {
  return response !== NoContent && method !== "HEAD";
}

/** Drops what zod writes for its own use, and bounds that only say "fits a JavaScript number". */
function tidy(schema: object): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === "$schema" || key === "$id") return undefined;
    if (key === "minimum" && value === Number.MIN_SAFE_INTEGER) return undefined;
    if (key === "maximum" && value === Number.MAX_SAFE_INTEGER) return undefined;
    return value;
  });
  return JSON.parse(text) as JsonSchema;
}

/** Turns the schemas of all endpoints into JSON Schemas that refer to each other by name. */
export function createSchemaSet(endpoints: readonly Endpoint[]): SchemaSet {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(entities)) registry.add(schema, { id });
  const entityNames = new Map<z.core.$ZodType, string>(
    Object.entries(entities).map(([name, schema]) => [schema, name]),
  );

  for (const endpoint of endpoints) {
    const body = requestBody(endpoint);
    if (body) registry.add(body, { id: requestName(endpoint) });
    const parameters = z.strictObject({ ...endpoint.params, ...endpoint.query, ...endpoint.headers });
    registry.add(parameters, { id: ENDPOINT_PARAMETERS + endpoint.id });
    if (hasBody(endpoint) && !entityNames.has(endpoint.response)) {
      registry.add(endpoint.response, { id: ENDPOINT_RESPONSE + endpoint.id });
    }
  }

  const reference = (id: string) => `#/components/schemas/${id}`;
  const { schemas } = z.toJSONSchema(registry, { ...jsonSchema, uri: reference });
  const all = new Map(Object.entries(schemas).map(([name, schema]) => [name, tidy(schema)]));
  const named = [...all].filter(([name]) => !name.includes(":")).sort(([left], [right]) => (left < right ? -1 : 1));

  return {
    named: Object.fromEntries(named),
    parametersOf: (endpoint) => all.get(ENDPOINT_PARAMETERS + endpoint.id) ?? {},
    requestBodyOf: (endpoint) => (endpoint.body ? { $ref: reference(requestName(endpoint)) } : undefined),
    rulesOf: (endpoint) => placeRules(endpoint).ofQuery.map(toJsonRule),
    responseOf(endpoint) {
      if (!hasBody(endpoint)) return undefined;
      const name = entityNames.get(endpoint.response);
      return name === undefined ? all.get(ENDPOINT_RESPONSE + endpoint.id) : { $ref: reference(name) };
    },
  };
}
