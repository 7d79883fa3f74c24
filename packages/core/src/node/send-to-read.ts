/** Sends with undici's `request`, which does less than `fetch`, and keeps the time without a Request. */
import { pipeline, type Duplex, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip } from "node:zlib";
import type { Dispatcher } from "undici";
import type { AttemptRequest, SendFunction } from "../options.js";
import { limitTime } from "./limit-time.js";

/** @param fetch sends what goes no shorter way: forms and streams */
export function createSendToRead(dispatcher: Dispatcher, fetch: SendFunction): SendFunction {
  const sendToRead: SendFunction = async (url, request) => {
    const { method = "GET", body = null, signal } = request;
    signal.throwIfAborted();
    if (body !== null && typeof body !== "string" && !(body instanceof Uint8Array)) return fetch(url, request);
    const { origin, pathname, search } = new URL(url);
    const headers = toSent(request.headers);
    const sending = dispatcher.request({ origin, path: pathname + search, method, headers, body, signal });
    const answer = await sending.catch((cause: unknown) => {
      // As `fetch` tells what goes wrong on the way; an abort tells its reason alone.
      throw signal.aborted ? cause : new TypeError("fetch failed", { cause });
    });
    return toResponse(url, method, answer);
  };
  return Object.assign(sendToRead, { limitTime });
}

/** As `fetch` sends them: values without the line break at the end of a file, and no host but the address's. */
function toSent(given: AttemptRequest["headers"]): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "gzip, br" };
  // Programs without types give numbers, too.
  for (const [name, value] of Object.entries<unknown>(given)) {
    if (name !== "host") headers[name] = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  }
  return headers;
}

function toResponse(url: string, method: string, answer: Dispatcher.ResponseData): Response {
  const { statusCode: status, statusText, body } = answer;
  const headers = toHeaders(answer.headers);
  const isEmpty = method === "HEAD" || WITHOUT_BODY.has(status);
  // Only at its end can the connection be used again.
  if (isEmpty) void body.dump();
  const stream = isEmpty ? null : toStream(decompress(body, headers.get("content-encoding")));
  const response = new Response(stream, { status: Math.min(status, HIGHEST_STATUS), headers });
  // What `new Response` refuses or has no option for: a url, a status such as 999, a reason beyond Latin-1.
  const given = { url: { value: url }, status: { value: status }, statusText: { value: statusText } };
  return Object.defineProperties(response, given);
}

/** That `new Response` takes. */
const HIGHEST_STATUS = 599;

/** The statuses to which `Response` takes no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function toHeaders(answered: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answered)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  return headers;
}

/** As forgiving as browsers: the end of what is compressed may be missing. */
const gzip = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const decompressors = new Map<string, () => Duplex>([
  ["gzip", () => createGunzip(gzip)],
  ["x-gzip", () => createGunzip(gzip)],
  ["br", () => createBrotliDecompress(brotli)],
]);

function decompress(body: Readable, coding: string | null): Readable {
  const decompressor = decompressors.get(coding?.trim().toLowerCase() ?? "")?.();
  // A failure comes out at the other end.
  return decompressor ? pipeline(body, decompressor, () => undefined) : body;
}

/** In place of `Readable.toWeb`, which ends the process when its stream is cancelled before the first part. */
function toStream(body: Readable): ReadableStream<Uint8Array> {
  const parts = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  // Who reads is told; before that nobody listens.
  body.on("error", () => undefined);
  const pull = async (stream: ReadableStreamDefaultController<Uint8Array>) => {
    const { value } = await parts.next();
    if (value) stream.enqueue(value);
    else stream.close();
  };
  const cancel = () => void body.destroy();
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}
