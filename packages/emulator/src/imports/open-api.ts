/** Reads what is needed of OpenAPI 3 and Swagger 2 definitions, whatever else is in them. */
import { tryDecode } from "../try-decode.js";
import { UnreadableFileError } from "./source.js";

export type JsonObject = Record<string, unknown>;

export interface ApiOperation {
  /** For ids: the operation's own, or its method and path. */
  readonly id: string;
  readonly title: string;
  /** Its first tag, or "Operations", or "Webhooks". */
  readonly tag: string;
  readonly method: string;
  /** Of a webhook its name. */
  readonly path: string;
  readonly fields: JsonObject;
  /** Those of the path and of the operation. */
  readonly parameters: readonly JsonObject[];
}

export interface ApiDefinition {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly servers: readonly string[];
  readonly tagDescriptions: ReadonlyMap<string, string>;
  /** Of the paths, then of the webhooks. */
  readonly operations: readonly ApiOperation[];
  /** What operations need that say nothing themselves. */
  readonly security: readonly unknown[];
  readonly securitySchemes: ReadonlyMap<string, JsonObject>;
  /** Follows a `$ref` within the file. Undefined for one that leads nowhere, or out of the file. */
  readonly resolve: (value: unknown) => JsonObject | undefined;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const mostOperations = 5000;
const longestChain = 20;

/** Throws an UnreadableFileError when it is no such definition. */
export function readDefinition(root: JsonObject): ApiDefinition {
  const version = asText(root.openapi) || asText(root.swagger);
  if (!/^(?:3\.\d|2\.0)/.test(version)) {
    throw new UnreadableFileError('This is no OpenAPI definition: it needs "openapi: 3.x" or "swagger: 2.0".');
  }
  const resolve = createRefResolver(root);
  const info = asRecord(root.info) ?? {};
  const operations = [
    ...readItems(root.paths, "Operations", resolve),
    ...readItems(root.webhooks, "Webhooks", resolve),
  ];
  if (operations.length > mostOperations) {
    throw new UnreadableFileError(
      `The definition has ${operations.length} operations; at most ${mostOperations} are taken.`,
    );
  }
  const order = asList(root.tags).flatMap((tag) => asText(asRecord(tag)?.name) || []);
  const place = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return {
    title: asText(info.title),
    version: asText(info.version),
    description: asText(info.description),
    servers: readServers(root),
    tagDescriptions: new Map(
      asList(root.tags).flatMap((tag) => {
        const { name, description } = asRecord(tag) ?? {};
        return [[asText(name), asText(description)] as const];
      }),
    ),
    operations: operations.sort((left, right) => place(left.tag) - place(right.tag)),
    security: asList(root.security),
    securitySchemes: readSchemes(root, resolve),
    resolve,
  };
}

function readSchemes(root: JsonObject, resolve: ApiDefinition["resolve"]): Map<string, JsonObject> {
  const schemes = asRecord(asRecord(root.components)?.securitySchemes) ?? asRecord(root.securityDefinitions) ?? {};
  return new Map(Object.entries(schemes).map(([name, scheme]) => [name, resolve(scheme) ?? {}]));
}

function readItems(items: unknown, usualTag: string, resolve: ApiDefinition["resolve"]): ApiOperation[] {
  return Object.entries(asRecord(items) ?? {}).flatMap(([path, item]) =>
    readOperations(path, resolve(item) ?? {}, usualTag, resolve),
  );
}

function readOperations(
  path: string,
  item: JsonObject,
  usualTag: string,
  resolve: ApiDefinition["resolve"],
): ApiOperation[] {
  const shared = readParameters(item, resolve);
  return methods.flatMap((method): ApiOperation[] => {
    const fields = asRecord(item[method]);
    if (!fields) return [];
    const own = readParameters(fields, resolve);
    const isOwn = (one: JsonObject) => own.some(({ name, in: place }) => name === one.name && place === one.in);
    const address = `${method.toUpperCase()} ${path}`;
    return [
      {
        ...{ method: method.toUpperCase(), path, fields },
        id: asText(fields.operationId) || address,
        title: asText(fields.summary) || address,
        tag: asText(asList(fields.tags)[0]) || usualTag,
        parameters: [...shared.filter((one) => !isOwn(one)), ...own],
      },
    ];
  });
}

function readParameters({ parameters }: JsonObject, resolve: ApiDefinition["resolve"]): JsonObject[] {
  return asList(parameters)
    .map(resolve)
    .filter((parameter) => parameter !== undefined);
}

function readServers(root: JsonObject): string[] {
  if (typeof root.host === "string") {
    const [scheme = "https"] = asList(root.schemes).map(asText);
    return [`${scheme}://${root.host}${asText(root.basePath)}`];
  }
  return asList(root.servers).flatMap((server) => asText(asRecord(server)?.url) || []);
}

function createRefResolver(root: JsonObject): ApiDefinition["resolve"] {
  return (value) => {
    let record = asRecord(value);
    for (let step = 0; record && typeof record.$ref === "string"; step += 1) {
      if (step > longestChain) return undefined;
      record = asRecord(follow(root, record.$ref));
    }
    return record;
  };
}

function follow(root: JsonObject, reference: string): unknown {
  if (!reference.startsWith("#/")) return undefined;
  return reference
    .slice(2)
    .split("/")
    .map((part) => (tryDecode(part) ?? part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, part) => {
      const record = asRecord(value);
      return record && Object.hasOwn(record, part) ? record[part] : asList(value)[Number(part)];
    }, root);
}

export function asRecord(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Numbers count as text: `version: 1.0` is a number in YAML. */
export function asText(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}
