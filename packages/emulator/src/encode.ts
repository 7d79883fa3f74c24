/** Turns what a handler gives into an answer, with the schemas that clients read it with. */
import { setImmediate as turn } from "node:timers/promises";
import type { Endpoint } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { ApiError, type ErrorBody } from "./api-error.js";
import { toSingleBytes, type Reply, type WholeReply } from "./reply.js";

export interface WireOptions {
  /** Whether JSON answers begin with a byte-order mark. */
  readonly byteOrderMark: boolean;
  /** Whether pages of any other site may read the answer. */
  readonly isForAnySite?: boolean | undefined;
}

/** What a handler answers with. */
export interface WholeAnswer<T> {
  readonly value: T;
  /** The endpoint's own success status when absent. */
  readonly status?: 200 | 201;
  /** Absolute address of the resource in question. */
  readonly location?: string;
  /** The fields in the order of this answer, where it is not that of the entity elsewhere. */
  readonly order?: readonly string[];
}

/** A list that is read batch by batch while it is sent, so that its length does not matter. */
export interface BatchedAnswer<T> {
  readonly batches: Iterable<T>;
}

/**
 * An entity with a field of base64 whose bytes are read piece by piece while it is sent, so that their size does not
 * matter.
 */
export interface PiecedAnswer<T> {
  /** With null in that field. */
  readonly value: T;
  readonly field: keyof T & string;
  readonly pieces: Iterable<Uint8Array>;
}

export type Answer<T> = WholeAnswer<T> | BatchedAnswer<T> | PiecedAnswer<T>;

const jsonHeaders = {
  "Content-Type": "application/json; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
};

/** Of entities that nobody can change, and that are given again. */
const encoded = new WeakMap<object, { readonly response: unknown; readonly text: string }>();

function toJson<T>({ response }: Endpoint<unknown, T>, { value, order }: WholeAnswer<T>): string | undefined {
  const isKept = typeof value === "object" && value !== null && Object.isFrozen(value);
  const known = isKept ? encoded.get(value) : undefined;
  if (known?.response === response) return known.text;
  // There is none where the schema is that of nothing.
  const text = JSON.stringify(z.encode(response, value), order && [...order]) as string | undefined;
  if (isKept && text !== undefined) encoded.set(value, { response, text });
  return text;
}

function startHeaders({ isForAnySite }: WireOptions): Record<string, string> {
  return isForAnySite === true ? { "Access-Control-Allow-Origin": "*" } : {};
}

function mark({ byteOrderMark }: WireOptions): string {
  return byteOrderMark ? "\uFEFF" : "";
}

/** The mark is put before single bytes: a text with it in front is one of wide characters, which takes many times as long. */
function jsonText(status: number, text: string, options: WireOptions, headers: Record<string, string>): WholeReply {
  const content = toSingleBytes(mark(options)) + toSingleBytes(text);
  return { status, headers: { ...jsonHeaders, ...headers }, content };
}

function jsonStream(status: number, texts: Generator<string, void>, headers: Record<string, string>): Response {
  return new Response(streamText(texts), { status, headers: { ...jsonHeaders, ...headers } });
}

/** Encodes the answer of a handler. */
export function toReply<T>(endpoint: Endpoint<unknown, T>, answer: Answer<T>, options: WireOptions): Reply {
  const headers = startHeaders(options);
  if ("batches" in answer) return toBatchedReply(endpoint, answer.batches, options, headers);
  if ("pieces" in answer) return jsonStream(endpoint.success, encodePieces(endpoint, answer, options), headers);
  if (answer.location !== undefined) headers.Location = answer.location;
  if (endpoint.success === 204) return { status: 204, headers, content: null };
  const text = toJson(endpoint, answer);
  const status = answer.status ?? endpoint.success;
  if (endpoint.method === "HEAD") return { status: text === "true" ? status : 404, headers, content: null };
  return text === undefined ? { status, headers, content: null } : jsonText(status, text, options, headers);
}

/** What fits into one batch is sent as a whole; otherwise the next batch is read when the caller has taken the last. */
function toBatchedReply<T>(
  endpoint: Endpoint<unknown, T>,
  batches: Iterable<T>,
  options: WireOptions,
  headers: Record<string, string>,
): Reply {
  const encoded = encodeBatches(endpoint, batches);
  const { value: first = "" } = encoded.next();
  const second = encoded.next();
  if (second.done === true) return jsonText(endpoint.success, `[${first}]`, options, headers);
  const start = `${mark(options)}[${first}${second.value}`;
  return jsonStream(endpoint.success, joinBatches(start, encoded), headers);
}

function* joinBatches(start: string, rest: Iterable<string>): Generator<string, void> {
  yield start;
  yield* rest;
  yield "]";
}

/**
 * Each text is made when the caller has taken the one before, and other requests have had their turn: also where a batch had
 * nothing to tell, as one of many users of whom few are asked for.
 */
function streamText(texts: Generator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let text: IteratorResult<string, void>;
      do {
        await turn();
        text = texts.next();
      } while (text.value === "");
      if (text.done === true) controller.close();
      else controller.enqueue(encoder.encode(text.value));
    },
  });
}

function* encodePieces<T>(
  endpoint: Endpoint<unknown, T>,
  { value, field, pieces }: PiecedAnswer<T>,
  options: WireOptions,
): Generator<string, void> {
  // Within strings, quotation marks are escaped: this is found nowhere but at the field itself.
  const [before = "", after = ""] = JSON.stringify(z.encode(endpoint.response, value)).split(`"${field}":null`);
  yield `${mark(options)}${before}"${field}":"`;
  // Three bytes become four letters; what is left of a piece goes before the next one.
  let rest = Buffer.alloc(0);
  for (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    rest = bytes.subarray(bytes.length - (bytes.length % 3));
    yield bytes.toString("base64", 0, bytes.length - rest.length);
  }
  yield `${rest.toString("base64")}"${after}`;
}

/** The items of each batch as JSON, without the brackets of an array; those after the first begin with a comma. */
function* encodeBatches<T>(endpoint: Endpoint<unknown, T>, batches: Iterable<T>): Generator<string, undefined> {
  let separator = "";
  for (const batch of batches) {
    const items = JSON.stringify(z.encode(endpoint.response, batch)).slice(1, -1);
    yield items === "" ? "" : separator + items;
    if (items !== "") separator = ",";
  }
  return undefined;
}

/** Encodes anything thrown. What is not an API error is answered without its text, which may name files. */
export function toErrorReply(error: unknown, options: WireOptions): WholeReply {
  const apiError =
    error instanceof ApiError ? error : new ApiError(500, "The emulator failed to answer this. Please report it.");
  return toRefusal(apiError.status, apiError.toBody(), options);
}

/** Encodes the body of an error with any status, also with one that the API itself does not have. */
export function toRefusal(status: number, body: ErrorBody, options: WireOptions): WholeReply {
  const headers = startHeaders(options);
  if (status === 401) headers["WWW-Authenticate"] = 'Basic realm="ClickHelp API", charset="UTF-8"';
  return jsonText(status, JSON.stringify(body), options, headers);
}
