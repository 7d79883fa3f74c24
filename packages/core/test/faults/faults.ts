/** The faults that a call has to survive, as data: what the portal does, and how the call ends. */
import type { RequestListener, ServerResponse } from "node:http";
import type { Safety } from "@clickhelp-js/protocol";
import { vi } from "vitest";
import type { TransportOptions } from "../../src/index.js";
import { AUTHORIZATION, taskStatus, topic } from "../support.js";

/** Does one request's part of a fault. `abort` ends the call from the caller's side. */
export type Part = (...given: [...Parameters<RequestListener>, abort: () => void]) => void;

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
  /** When the caller ends the call, where the portal does not decide that. */
  readonly abort?: "before" | "in the queue" | "in the pause" | "while connecting";
}

const json = { "content-type": "application/json; charset=utf-8" };
/** Fits every operation that the faults are tried on. */
const good = { ...topic, ...taskStatus };

const answer =
  (status: number, body: string, headers: Record<string, string> = json): Part =>
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
const declareGigabyte: Part = (_request, response) => {
  response.writeHead(200, { ...json, "content-length": String(GIGABYTE) });
  pour(response, 0);
};
const pourGigabyte: Part = (_request, response) => {
  response.writeHead(200, json);
  pour(response, 0);
};
/** Goes on until somebody hangs up. */
function pour(response: ServerResponse, sent: number): void {
  if (sent >= GIGABYTE || response.destroyed) response.end();
  else
    response.write(MEGABYTE, () => {
      pour(response, sent + MEGABYTE.length);
    });
}

const refuseOldKey: Part = (request, ...rest) => {
  (request.headers.authorization === AUTHORIZATION ? fine : refusal(401))(request, ...rest);
};
const jumpADay: Part = (...given) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
  refusal(503, { "retry-after": "0" })(...given);
};
const refuseWithDate: Part = (...given) => {
  refusal(429, { "retry-after": new Date(Date.now() - 1000).toUTCString() })(...given);
};
const abortBefore: Part = (_request, _response, abort) => {
  abort();
};
const abortWithin: Part = (_request, response, abort) => {
  response.writeHead(200, json).write('{"id":', abort);
};

const server = (...parts: readonly Part[]): Portal => ({ is: "server", parts });
const [ALL, SAFE, NEVER] = ["whatever it does", "if that is harmless", "never"] as const;
const [NOT, PERHAPS] = ["certainly not", "perhaps"] as const;
const quick = { timeout: 60 };

type Row = [name: string, Portal, error: string, Repeated, Applied, more?: Pick<Fault, "options" | "abort">];

// prettier-ignore -- a table is read by its columns
const rows: readonly Row[] = [
  ["connection refused", { is: "nobody" }, "ConnectionError", ALL, NOT],
  ["reset before the request", { is: "socket", does: "close" }, "ConnectionError", ALL, NOT],
  ["TLS failure", { is: "socket", does: "speak plain HTTP" }, "ConnectionError", NEVER, NOT],
  ["reset after the request", server(hangUp), "ConnectionError", SAFE, PERHAPS],
  ["reset in the middle of the answer", server(breakOff), "ConnectionError", SAFE, PERHAPS],
  ["stall before the headers", server(sayNothing), "TimeoutError", SAFE, PERHAPS, { options: quick }],
  ["stall in the body", server(stopHalfway), "TimeoutError", SAFE, PERHAPS, { options: quick }],
  ["401, then 200 with a new key", server(refuseOldKey), "none", ALL, NOT],
  ["429 with seconds", server(refusal(429, { "retry-after": "0" })), "RateLimitError", ALL, NOT],
  ["429 with a date", server(refuseWithDate), "RateLimitError", ALL, NOT],
  ["500", server(refusal(500)), "ServerError", SAFE, PERHAPS],
  ["502", server(refusal(502)), "ServerError", SAFE, PERHAPS],
  ["503", server(refusal(503)), "ServerError", SAFE, PERHAPS],
  ["503 with seconds, then 200", server(refusal(503, { "retry-after": "0" }), fine), "none", ALL, NOT],
  ["504", server(refusal(504)), "ServerError", SAFE, PERHAPS],
  ["403 as an HTML page", server(answer(403, page, html)), "PermissionError", NEVER, NOT],
  ["200 as an HTML page", server(answer(200, page, html)), "ResponseValidationError", NEVER, PERHAPS],
  ["empty 200", server(answer(200, "")), "ResponseValidationError", NEVER, PERHAPS],
  ["204 where a body was promised", server(answer(204, "", {})), "ResponseValidationError", NEVER, PERHAPS],
  ["truncated JSON", server(answer(200, JSON.stringify(good).slice(0, -9))), "ResponseValidationError", NEVER, PERHAPS],
  ["byte-order mark", server(answer(200, `\uFEFF${JSON.stringify(good)}`)), "none", NEVER, NOT],
  [
    "wrong content type",
    server(answer(200, JSON.stringify(good), { "content-type": "text/plain" })),
    "none",
    NEVER,
    NOT,
  ],
  ["1 GiB of JSON, declared", server(declareGigabyte), "ResponseValidationError", NEVER, PERHAPS],
  [
    "1 GiB of JSON, not declared",
    server(pourGigabyte),
    "ResponseValidationError",
    NEVER,
    PERHAPS,
    { options: { maxResponseBytes: 4 * 2 ** 20 } },
  ],
  ["unknown fields", server(answer(200, JSON.stringify({ ...good, readingTime: 3 }))), "none", NEVER, NOT],
  [
    "missing fields",
    server(answer(200, JSON.stringify({ isWorking: "yes" }))),
    "ResponseValidationError",
    NEVER,
    PERHAPS,
  ],
  ["redirect to another origin", server(away("https://other.example/")), "ApiError", NEVER, PERHAPS],
  ["redirect to http", server(away("http://localhost/api/v1/projects")), "ApiError", NEVER, PERHAPS],
  ["Content-Length that is too long", server(tooLong), "ConnectionError", SAFE, PERHAPS],
  ["Content-Length that is too short", server(tooShort), "ResponseValidationError", NEVER, PERHAPS],
  ["abort before the call", server(fine), "AbortError", NEVER, NOT, { abort: "before" }],
  [
    "abort in the queue",
    server(sayNothing),
    "AbortError",
    NEVER,
    NOT,
    { abort: "in the queue", options: { concurrency: 1 } },
  ],
  ["abort while connecting", { is: "socket", does: "wait" }, "AbortError", NEVER, NOT, { abort: "while connecting" }],
  ["abort before the headers", server(abortBefore), "AbortError", NEVER, PERHAPS],
  ["abort in the body", server(abortWithin), "AbortError", NEVER, PERHAPS],
  [
    "abort in the pause",
    server(refusal(503, { "retry-after": "30" })),
    "AbortError",
    NEVER,
    NOT,
    { abort: "in the pause" },
  ],
  ["the clock jumps ahead a day, then 200", server(jumpADay, fine), "none", ALL, NOT],
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

/** How many attempts a fault leads to. */
export function expectedAttempts({ repeated, error, abort }: Fault, safety: Safety): number {
  if (abort === "before" || abort === "in the queue") return 0;
  const isHarmless = safety === "read" || safety === "idempotent";
  const isRepeated = repeated === ALL || (repeated === SAFE && isHarmless);
  if (!isRepeated) return 1;
  return error === "none" ? 2 : 3;
}
