/** The faults that a call has to survive, as data: what the portal does, and how the call ends. */
import type { RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Safety } from "@clickhelp-js/protocol";
import { vi } from "vitest";
import type { TransportOptions } from "../../src/index.js";
import { AUTHORIZATION, taskStatus, topic } from "../support.js";

/** Does one request's part of a fault. */
export type Part = RequestListener;

/** What stands at the portal's address. */
export type Portal =
  | { readonly is: "nobody" }
  /** Takes connections and does this with them. */
  | { readonly is: "socket"; readonly does: "close" | "wait" | "speak plain HTTP" }
  /** Answers requests in turn; the last part does all that follow. */
  | { readonly is: "server"; readonly parts: readonly Part[] };

export type Repeated = "whatever it does" | "if that is harmless" | "never";
export type Applied = "certainly not" | "perhaps";

export interface Fault {
  readonly name: string;
  readonly portal: Portal;
  /** The name of the error; `none` when the call ends well, `AbortError` when the caller ended it. */
  readonly error: string;
  readonly repeated: Repeated;
  /** For everything that does more than read. */
  readonly applied: Applied;
  readonly options?: Partial<TransportOptions>;
  /** When the caller ends the call. */
  readonly abort?: Moment;
  /** When the time of an attempt is over. */
  readonly timeout?: Moment;
}

/** How far a call has come. */
export type Moment =
  "before the call" | "in the queue" | "connecting" | "before the headers" | "in the body" | "in the pause";

const json = { "content-type": "application/json; charset=utf-8" };
/** Fits every operation that the faults are tried on. */
const good = { ...topic, ...taskStatus };

const answer =
  (status: number, body: string | Uint8Array, headers: Record<string, string> = json): Part =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
const fine = answer(200, JSON.stringify(good));
const refusal = (status: number, headers: Record<string, string> = {}) =>
  answer(status, JSON.stringify({ Message: "No.", ExceptionType: "ApiException" }), { ...json, ...headers });
const page = "<!DOCTYPE html><title>Sign in</title>";
const html = { "content-type": "text/html" };
const away = (location: string) => answer(302, "", { location });

const hangUp: Part = (request) => {
  request.socket.destroy();
};
const breakOff: Part = (request, response) => {
  response.writeHead(200, { ...json, "content-length": "1000" });
  response.write('{"id":', () => request.socket.destroy());
};
const sayNothing: Part = () => undefined;
const stopHalfway: Part = (_request, response) => {
  response.writeHead(200, json).write('{"id":');
};
const tooShort: Part = (request) => {
  const body = JSON.stringify(good);
  request.socket.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n${body}`);
};
const tooLong: Part = (request) => {
  const body = JSON.stringify(good);
  request.socket.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n${body}`);
};
const GIGABYTE = 2 ** 30;
const MEGABYTE = "x".repeat(2 ** 20);
const COMPRESSED = gzipSync(" ".repeat(2 ** 26));
const FOUR_MIB = { maxResponseBytes: 2 ** 22 };
const declareGigabyte: Part = (_request, response) => {
  response.writeHead(200, { ...json, "content-length": String(GIGABYTE) });
  pour(response, 0);
};
const pourGigabyte: Part = (_request, response) => {
  response.writeHead(200, json);
  pour(response, 0);
};
const pourWith503: Part = (_request, response) => {
  response.writeHead(503, json);
  pour(response, 0);
};
const pourCompressed: Part = answer(200, COMPRESSED, { ...json, "content-encoding": "gzip" });
const babble: Part = (request) => {
  request.socket.end("Hello there!\r\n\r\n");
};
/** Goes on until somebody hangs up. */
function pour(response: ServerResponse, sent: number): void {
  if (sent >= GIGABYTE) response.end();
  else
    response.write(MEGABYTE, (error) => {
      if (!error) pour(response, sent + MEGABYTE.length);
    });
}

const refuseOldKey: Part = (request, ...rest) => {
  (request.headers.authorization === AUTHORIZATION ? fine : refusal(401))(request, ...rest);
};
const DAY = 86_400_000;
const jump =
  (milliseconds: number): Part =>
  (...given) => {
    vi.setSystemTime(Date.now() + milliseconds);
    refusal(503, { "retry-after": "0" })(...given);
  };
/** The portal's clock is a day ahead, and it asks to wait no longer than now. */
const refuseTomorrow: Part = (...given) => {
  const date = new Date(Date.now() + DAY).toUTCString();
  refusal(429, { date, "retry-after": date })(...given);
};
const refuseWithDate: Part = (...given) => {
  refusal(429, { "retry-after": new Date(Date.now() - 1000).toUTCString() })(...given);
};

const server = (...parts: readonly Part[]): Portal => ({ is: "server", parts });
const [ALL, SAFE, NEVER] = ["whatever it does", "if that is harmless", "never"] as const;
const [NOT, PERHAPS] = ["certainly not", "perhaps"] as const;
const oneByOne = { concurrency: 1 };
const later = { "retry-after": "30" };

type Row = [name: string, Portal, error: string, Repeated, Applied, more?: Partial<Fault>];

// A table is read by its columns.
// prettier-ignore
const rows: readonly Row[] = [
  ["connection refused", { is: "nobody" }, "ConnectionError", ALL, NOT],
  ["reset before the request", { is: "socket", does: "close" }, "ConnectionError", ALL, NOT],
  ["TLS failure", { is: "socket", does: "speak plain HTTP" }, "ConnectionError", NEVER, NOT],
  ["reset after the request", server(hangUp), "ConnectionError", SAFE, PERHAPS],
  ["reset in the middle of the answer", server(breakOff), "ConnectionError", SAFE, PERHAPS],
  ["stall while connecting", { is: "socket", does: "wait" }, "TimeoutError", SAFE, PERHAPS, { timeout: "connecting" }],
  ["stall before the headers", server(sayNothing), "TimeoutError", SAFE, PERHAPS, { timeout: "before the headers" }],
  ["stall in the body", server(stopHalfway), "TimeoutError", SAFE, PERHAPS, { timeout: "in the body" }],
  ["401, then 200 with a new key", server(refuseOldKey), "none", ALL, NOT],
  ["429 with seconds", server(refusal(429, { "retry-after": "0" })), "RateLimitError", ALL, NOT],
  ["429 with a date", server(refuseWithDate), "RateLimitError", ALL, NOT],
  ["429 with a date, its clock a day ahead", server(refuseTomorrow), "RateLimitError", ALL, NOT],
  ["500", server(refusal(500)), "ServerError", SAFE, PERHAPS],
  ["502", server(refusal(502)), "ServerError", SAFE, PERHAPS],
  ["503", server(refusal(503)), "ServerError", SAFE, PERHAPS],
  ["503 with seconds, then 200", server(refusal(503, { "retry-after": "0" }), fine), "none", ALL, NOT],
  ["504", server(refusal(504)), "ServerError", SAFE, PERHAPS],
  ["403 as an HTML page", server(answer(403, page, html)), "PermissionError", NEVER, NOT],
  ["404 as an HTML page", server(answer(404, page, html)), "ApiError", NEVER, NOT],
  ["200 as an HTML page", server(answer(200, page, html)), "ResponseValidationError", NEVER, PERHAPS],
  ["empty 200", server(answer(200, "")), "ResponseValidationError", NEVER, PERHAPS],
  ["204 where a body was promised", server(answer(204, "", {})), "ResponseValidationError", NEVER, PERHAPS],
  ["truncated JSON", server(answer(200, JSON.stringify(good).slice(0, -9))), "ResponseValidationError", NEVER, PERHAPS],
  ["byte-order mark", server(answer(200, `\uFEFF${JSON.stringify(good)}`)), "none", NEVER, NOT],
  ["wrong content type", server(answer(200, JSON.stringify(good), { "content-type": "text/plain" })), "none", NEVER, NOT],
  ["1 GiB of JSON, declared", server(declareGigabyte), "ResponseValidationError", NEVER, PERHAPS],
  ["1 GiB of JSON, not declared", server(pourGigabyte), "ResponseValidationError", NEVER, PERHAPS, { options: FOUR_MIB }],
  ["64 MiB of JSON, compressed", server(pourCompressed), "ResponseValidationError", NEVER, PERHAPS, { options: FOUR_MIB }],
  ["1 GiB of JSON with a 503", server(pourWith503), "ServerError", SAFE, PERHAPS],
  ["an answer that is not HTTP", server(babble), "ConnectionError", SAFE, PERHAPS],
  ["unknown fields", server(answer(200, JSON.stringify({ ...good, readingTime: 3 }))), "none", NEVER, NOT],
  ["missing fields", server(answer(200, JSON.stringify({ isWorking: "yes" }))), "ResponseValidationError", NEVER, PERHAPS],
  ["redirect to another origin", server(away("https://other.example/")), "ApiError", NEVER, PERHAPS],
  ["redirect to http", server(away("http://localhost/api/v1/projects")), "ApiError", NEVER, PERHAPS],
  ["Content-Length that is too long", server(tooLong), "ConnectionError", SAFE, PERHAPS],
  ["Content-Length that is too short", server(tooShort), "ResponseValidationError", NEVER, PERHAPS],
  ["abort before the call", server(fine), "AbortError", NEVER, NOT, { abort: "before the call" }],
  ["abort in the queue", server(sayNothing), "AbortError", NEVER, NOT, { abort: "in the queue", options: oneByOne }],
  ["abort while connecting", { is: "socket", does: "wait" }, "AbortError", NEVER, NOT, { abort: "connecting" }],
  ["abort before the headers", server(sayNothing), "AbortError", NEVER, PERHAPS, { abort: "before the headers" }],
  ["abort in the body", server(stopHalfway), "AbortError", NEVER, PERHAPS, { abort: "in the body" }],
  ["abort in the pause", server(refusal(503, later)), "AbortError", NEVER, NOT, { abort: "in the pause" }],
  ["the clock jumps ahead a day, then 200", server(jump(DAY), fine), "none", ALL, NOT],
  ["the clock jumps back a day, then 200", server(jump(-DAY), fine), "none", ALL, NOT],
];

export const faults: readonly Fault[] = rows.map(([name, portal, error, repeated, applied, more]) => ({
  name,
  portal,
  error,
  repeated,
  applied,
  ...more,
}));

export const safeties = ["read", "idempotent", "read-once", "unsafe"] as const satisfies readonly Safety[];

/** Whether doing it twice comes to the same. */
export function isHarmless(safety: Safety): boolean {
  return safety === "read" || safety === "idempotent";
}

/** How many attempts a fault leads to. */
export function expectedAttempts({ repeated, error, abort }: Fault, safety: Safety): number {
  if (abort === "before the call" || abort === "in the queue") return 0;
  const isRepeated = repeated === ALL || (repeated === SAFE && isHarmless(safety));
  if (!isRepeated) return 1;
  return error === "none" ? 2 : 3;
}
