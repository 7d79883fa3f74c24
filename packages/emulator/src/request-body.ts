/** Reads the body of a request, within limits: JSON, a form, or bytes as they are. */
import type { Endpoint } from "@clickhelp-js/protocol";
import { ApiError, badRequest, wrongLetterCase } from "./api-error.js";
import { BrokenBodyError, type PortalRequest } from "./portal-request.js";

/** Most bytes of a body: what the API says of all requests. */
export const bodyLimit = 10 * 1024 * 1024;
/** A file of 10 MB in base64, with some room for the JSON around it. */
export const fileBodyLimit = 15 * 1024 * 1024;

/** Throws 400 for a file that is larger than what one request may bring, in whatever form it came. */
export function refuseLargeFile(content: Uint8Array): void {
  if (content.length <= bodyLimit) return;
  throw badRequest(`The file is too large: at most ${bodyLimit / 1024 / 1024} MB are accepted in one request.`);
}

/** A body: the fields of an object or a form, a JSON array, or bytes. */
export type Body = { readonly fields: Readonly<Record<string, unknown>> } | readonly unknown[] | Uint8Array;

export function isEmptyBody(body: Body): boolean {
  return "fields" in body ? Object.keys(body.fields).length === 0 : body.length === 0;
}

/**
 * So much of a body that is too large is read and thrown away: a client that is cut off while it is sending would not see
 * the answer.
 */
export const drainLimit = 100 * 1024 * 1024;

const compressed = /gzip|compress|deflate|br|zstd/i;
const nothing = new Uint8Array();
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the body in the form that the endpoints want. Throws 400, or 500 for `True` and its like. */
export async function readBody(request: PortalRequest, endpoints: readonly Endpoint[], limit: number): Promise<Body> {
  const bytes = await readBytes(request, limit);
  const forms = new Set(endpoints.map(({ bodyForm = "fields" }) => bodyForm));
  if (forms.has("bytes")) return bytes;
  if (forms.has("multipart")) return { fields: await readForm(request, bytes) };
  const value = readJson(bytes);
  if (Array.isArray(value) && forms.has("bare")) return value as unknown[];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { fields: { ...value } };
  throw badRequest(`The body must be a JSON object${forms.has("bare") ? " or array" : ""}.`);
}

/** The fields of an endpoint's body, whatever form they came in. Throws 400 when the form is that of another endpoint. */
export function toFields({ body = {}, bodyForm = "fields" }: Endpoint, given: Body): Readonly<Record<string, unknown>> {
  if ("fields" in given) return given.fields;
  const [name] = Object.keys(body);
  if (bodyForm === "fields" || name === undefined) throw badRequest("The body must be a JSON object.");
  return { [name]: given };
}

/** No form of this API has more than one; of the others, some are enough to name what is wrong. */
const mostParts = 10;

/** The parts of a form, as bytes. */
async function readForm(request: PortalRequest, bytes: Uint8Array<ArrayBuffer>): Promise<Record<string, unknown>> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) throw badRequest("The body must be multipart/form-data.");
  const parts = await parseForm(type, bytes).catch((error: unknown) => {
    throw error instanceof ApiError ? error : badRequest("The body is not a whole multipart/form-data form.");
  });
  return Object.fromEntries(parts);
}

async function parseForm(type: string, bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const { Busboy } = await import("@fastify/busboy");
  const names = new Set<string>();
  const parts = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    // Without a file name, too, a part may be bytes that must not be read as text.
    const options = { isPartAFile: () => true, limits: { files: mostParts } };
    const parser = new Busboy({ headers: { "content-type": type }, ...options });
    // The types promise a name that a part need not have.
    parser.on("file", (name: string | undefined, part) => {
      if (name === undefined) {
        reject(badRequest("The form has a part without a name. Name each part in its Content-Disposition."));
        return;
      }
      if (names.has(name)) reject(badRequest("The form has several parts of one name. Send each file by itself."));
      names.add(name);
      const pieces: Buffer[] = [];
      part.on("data", (piece: Buffer) => pieces.push(piece));
      part.on("end", () => parts.set(name, Buffer.concat(pieces)));
      part.on("error", reject);
    });
    parser.on("filesLimit", () => {
      reject(badRequest(`The form has more than ${mostParts} parts. Send each file by itself.`));
    });
    parser.on("error", reject);
    parser.on("finish", () => {
      resolve(parts);
    });
    parser.end(bytes);
  });
}

/** An empty body is an object without fields. */
function readJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw badRequest("The body is not UTF-8 text.");
  }
  if (text.trim() === "") return {};
  return parseJson(text);
}

async function readBytes(request: PortalRequest, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (request.method === "GET" || request.method === "HEAD") return nothing;
  const [coding] = compressed.exec(request.headers.get("Content-Encoding") ?? "") ?? [];
  if (coding !== undefined) throw badRequest(`The body is compressed (Content-Encoding: ${coding}). Send it as it is.`);
  const announced = Number(request.headers.get("Content-Length") ?? NaN);
  // Taken as a whole, which is far quicker, when it cannot be too large; a stream, when it has to be cut off.
  const reading = announced <= limit ? request.readBytes() : readPieces(request, limit);
  const bytes = await reading.catch((error: unknown): never => {
    throw error instanceof BrokenBodyError ? badRequest("The body broke off before its end.") : error;
  });
  if (bytes && bytes.length <= limit && !(announced > limit)) return bytes;
  throw badRequest(`The body is too large: at most ${Math.floor(limit / 1024 / 1024)} MB are accepted.`);
}

/** Undefined when there are more than the limit allows. */
async function readPieces(request: PortalRequest, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.readPieces()) {
    size += piece.length;
    if (size > drainLimit) break;
    if (size > limit) pieces.length = 0;
    else pieces.push(piece);
  }
  return size > limit ? undefined : Buffer.concat(pieces);
}

function parseJson(text: string): unknown {
  const value = parseAny(text);
  // The bytes are whole characters: only an escape can be half of one, and most bodies have none.
  if (/\\u[dD][89a-fA-F]/.test(text)) refuseHalfCharacters(value);
  return value;
}

/** Half of a surrogate pair is no text: it would be kept as another character than was sent. */
function refuseHalfCharacters(body: unknown): void {
  const kind = Array.isArray(body) ? "list item" : "field";
  // No recursion, because JSON may be nested as deep as it is long; nor longer names of places than are shown.
  const waiting = [{ place: "", value: body }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [key, value] of entriesOf(next.value)) {
      const isWhole = String(key).isWellFormed() && (typeof value !== "string" || value.isWellFormed());
      if (isWhole && (typeof value !== "object" || value === null)) continue;
      const place = `${next.place}${next.place && "."}${key}`.slice(0, 100).toWellFormed();
      if (isWhole) waiting.push({ place, value });
      else
        throw badRequest(`The ${kind} "${place}" is not valid: it has half a character, a surrogate without its pair.`);
    }
  }
}

function entriesOf(value: unknown): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return (value as unknown[]).entries();
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function parseAny(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { literal, mended } = mendLiterals(text);
    if (literal !== undefined && isJson(mended)) {
      throw wrongLetterCase(`Values are case-sensitive: write true, false and null, not ${literal}.`);
    }
    // V8's message quotes a piece of the body, which is the caller's own.
    throw badRequest(`The body is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`);
  }
}

/** Whole strings are not matched: a quote that nothing closes would be looked for again from every quote after it. */
const escapeQuoteOrLiteral = /\\.|"|\b(?:True|TRUE|False|FALSE|None|Null|NULL)\b/gs;

/** The text with literals outside of strings as JSON writes them, and the first that was not. */
function mendLiterals(text: string): { literal: string | undefined; mended: string } {
  let isInString = false;
  let literal: string | undefined;
  const mended = text.replace(escapeQuoteOrLiteral, (found) => {
    if (found === '"') isInString = !isInString;
    if (isInString || found === '"' || found.startsWith("\\")) return found;
    literal ??= found;
    return found === "None" ? "null" : found.toLowerCase();
  });
  return { literal, mended };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
