/** What one operation of the REST API is, as plain data. */
import type * as z from "zod/mini";

/** Schemas by name. The keys are the wire names. */
export type Shape = Readonly<Record<string, z.core.$ZodType>>;

/**
 * What the fields of an input ask of each other: where `when` fits it, as it travels, `then` has to fit it, too. Both are
 * objects of the fields that they look at.
 */
export interface InputRule {
  /** Of the query or of the body. */
  readonly when: z.core.$ZodObject;
  /** Of the body. */
  readonly then: z.core.$ZodObject;
}

/** The places a value can travel in, declared apart; people give them as one flat object. */
export interface InputPlaces {
  /** Segments of the path, `{name}` or, for several segments, `{name+}`. */
  readonly params?: Shape;
  /** The query string. */
  readonly query?: Shape;
  /** Request headers, by their names in camel case: `contentRange` travels as `Content-Range`. */
  readonly headers?: Shape;
  /** Fields of the body. On `PATCH` these are the fields that can be updated. */
  readonly body?: Shape;
}

type Merged<T extends InputPlaces> = NonNullable<T["params"]> &
  NonNullable<T["query"]> &
  NonNullable<T["headers"]> &
  NonNullable<T["body"]>;
type FlatInput<T extends InputPlaces> = WithReadonlyLists<z.output<z.ZodMiniObject<Merged<T>, z.core.$strict>>>;
/** Lists that are given are only read. */
type WithReadonlyLists<T> = { [K in keyof T]: ReadonlyList<T[K]> };
type ReadonlyList<T> = T extends readonly (infer I)[] ? readonly I[] : T;

/** The flat input that people give for an endpoint or for places made with {@link defineInput}. */
export type InputOf<T extends { readonly inputType?: unknown }> = NonNullable<T["inputType"]>;

/**
 * How strong the evidence for an operation is: `doc` a ClickHelp reference page, `code` programs that talk to ClickHelp,
 * `sister` the same product under another brand, `inferred` a conclusion.
 */
export type Evidence = "doc" | "code" | "sister" | "inferred";

/** A part of an operation that can be known less well than the operation. */
export type Inferred = "status" | "answer" | "access";

/**
 * What a repeated request does: `read` changes nothing, `read-once` uses the answer up, `idempotent` ends in the same
 * state, `unsafe` may do the work twice. Decides about retries and about read-only mode.
 */
export type Safety = "read" | "read-once" | "idempotent" | "unsafe";

/** One operation, declared: all that sending, answering and documenting it takes. */
export interface Endpoint<TInput = unknown, TOutput = unknown> extends InputPlaces {
  /** `resource.verb`. Method and path are not unique in this API, the id is. */
  readonly id: string;
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to `https://{portal}/api/v1/`. May end in a constant query that belongs to the operation. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** More sentences, where one does not do. */
  readonly description?: string;
  /** Who may call: anybody where the publication is public, or only a contributor with a key. */
  readonly access: "basic" | "public";
  readonly safety: Safety;
  readonly evidence: Evidence;
  /** What of it is only concluded, while the rest is known better: the status of success, the answer's form, public access. */
  readonly inferred?: readonly Inferred[];
  /**
   * How the body travels: `fields` (a JSON object, the default), `bare` (the only field's value is the JSON body),
   * `bytes` (the only field's bytes are the body), `multipart` (the only field is a part of a form).
   */
  readonly bodyForm?: "fields" | "bare" | "bytes" | "multipart";
  /** Groups of fields of which at least one has to be given. */
  readonly requiresOneOf?: readonly (readonly string[])[];
  /** What the fields ask of each other, where nothing else is wrong. */
  readonly rules?: readonly InputRule[];
  /** The query or body field whose presence picks this endpoint among those that share method and path. */
  readonly pickedBy?: string;
  /** The status of success. Clients take any 2xx. */
  readonly success: 200 | 201 | 204;
  /** The schema of the answer's body; `NoContent` where there is none. On `HEAD` whether the resource exists. */
  readonly response: z.core.$ZodType<TOutput>;
  /** Carries the input type; never set. */
  readonly inputType?: TInput;
}

/** The header that a field of `headers` travels in: `contentRange` becomes `Content-Range`. */
export function toHeaderName(field: string): string {
  return field.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`);
}

/** Declares the places of an input, so that an interface can be made of them. */
export function defineInput<const T extends InputPlaces>(places: T): T & { readonly inputType?: FlatInput<T> } {
  return places;
}

/** Declares an endpoint. Returns its argument. */
export function defineEndpoint<TInput, TOutput>(endpoint: Endpoint<TInput, TOutput>): Endpoint<TInput, TOutput> {
  return endpoint;
}
