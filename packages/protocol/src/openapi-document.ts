/** The parts of an OpenAPI 3.1 document that this package writes, as types. */
import type { Endpoint, Evidence, Inferred, Safety } from "./endpoint.js";

/** A JSON Schema 2020-12, or a reference to a named one. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
  /** How well it is known, where that is less than what it belongs to. */
  readonly "x-evidence"?: Evidence;
  readonly [keyword: string]: unknown;
}

/** A reference to a part under `components`. */
export type Reference = Readonly<Record<"$ref", string>>;

/** A value that travels in the path, in the query or in a header. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: JsonSchema;
  /** How well it is known, where that is less than the operation. */
  readonly "x-evidence"?: Evidence;
}

/** What a body travels as. */
export type MediaType = "application/json" | "application/octet-stream" | "multipart/form-data";

/** One request with its answer, as recorded. Headers hold no credentials. */
export interface ExampleExchange {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
}

/**
 * One endpoint as it was declared, under `x-clickhelp-operations` of an operation. OpenAPI can hold one operation for a
 * method and a path, while this API tells some operations apart by their query or their body.
 */
export interface DeclaredOperation {
  /** `resource.verb`. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly method: Endpoint["method"];
  /** As declared: with `{name+}` for several segments, and with the constant query. */
  readonly path: string;
  readonly access: Endpoint["access"];
  readonly safety: Safety;
  readonly evidence: Evidence;
  /** What of it is only concluded; absent when nothing. */
  readonly inferred?: readonly Inferred[];
  readonly constantQuery: Readonly<Record<string, string>>;
  readonly pickedBy?: string;
  readonly parameters: readonly OpenApiParameter[];
  /** Absent when nothing is sent. */
  readonly requestBody?: JsonSchema;
  /** What the body travels as; there when something is sent. */
  readonly requestMediaType?: MediaType;
  /** False where the request may be sent without a body, too. */
  readonly requestBodyRequired?: false;
  /** The field of the flat input that is the whole body; absent when the body is an object of fields. */
  readonly bodyField?: string;
  /**
   * What the query asks of the body: JSON Schemas of the parameters and the fields of the body as one object. Absent when
   * nothing; what the fields of the body ask of each other is in `requestBody`.
   */
  readonly rules?: readonly JsonSchema[];
  /** Absent when the answer has no body. */
  readonly response?: JsonSchema;
  readonly success: Endpoint["success"];
  readonly example?: ExampleExchange;
}

/** A body, for each form that it can travel in. */
export type OpenApiContent = Readonly<Partial<Record<MediaType, OpenApiMedia>>>;

/** A body in one form. */
export interface OpenApiMedia {
  readonly schema: JsonSchema;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
}

/** One answer: what it means, its headers and its body. */
export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content?: OpenApiContent;
  /** There when the status or the form of the answer is only concluded. */
  readonly "x-evidence"?: Evidence;
}

/** What can be done with one method on one path. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: OpenApiContent };
  readonly responses: Readonly<Record<string, OpenApiResponse | Reference>>;
  /** How well it is known; absent where endpoints that are known differently well are one operation. */
  readonly "x-evidence"?: Evidence;
  readonly "x-clickhelp-operations": readonly DeclaredOperation[];
}

/** The OpenAPI 3.1 document of the REST API. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly Readonly<Record<string, unknown>>[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, OpenApiResponse>>;
    readonly headers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}
