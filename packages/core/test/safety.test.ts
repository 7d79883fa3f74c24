/** The table of failures: for each kind of endpoint, whether the call is repeated, and whether it may have been applied. */
import { tasks, topics, type Safety } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ClickHelpError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  NotImplementedError,
  PermissionError,
  RateLimitError,
  ResponseValidationError,
  ServerError,
  TimeoutError,
} from "../src/index.js";
import {
  brokenBody,
  errorOf,
  failure,
  html,
  json,
  script,
  stall,
  stallInBody,
  systemFailure,
  topic,
  transportOn,
  type Answer,
} from "./support.js";
import type { Transport } from "../src/index.js";

const callBySafety: Readonly<Record<Safety, (transport: Transport) => Promise<unknown>>> = {
  read: (transport) => transport.request(topics.get, { projectId: "manual", topicId: "intro" }),
  idempotent: (transport) => transport.request(topics.update, { projectId: "manual", topicId: "intro", title: "New" }),
  "read-once": (transport) => transport.request(tasks.get, { taskKey: "8de60eb4ad8757c5a2b533afae6251aa" }),
  unsafe: (transport) =>
    transport.request(topics.create, {
      projectId: "manual",
      id: "intro",
      assigneeUserName: "anna",
      ownerUserName: "anna",
      statusName: "Draft",
    }),
};
const safeties = ["read", "idempotent", "read-once", "unsafe"] as const;

type Repeated = "all" | "read and idempotent" | "none";
type Applied = "certainly not" | "perhaps";

interface Row {
  readonly failure: string;
  readonly answer: Answer;
  readonly error: typeof ClickHelpError;
  readonly repeated: Repeated;
  /** For everything that does more than read. */
  readonly applied: Applied;
}

const fail = (code: string, message?: string, more?: object) => () => {
  throw systemFailure(code, message, more);
};
const severalAddresses =
  (...codes: string[]) =>
  () => {
    const errors = codes.map((code) => Object.assign(new Error(code), { code, syscall: "connect" }));
    throw new TypeError("fetch failed", { cause: new AggregateError(errors) });
  };
const status = (code: number, headers?: Record<string, string>) => () => failure(code, "No.", headers);
const inAnHour = () => new Date(Date.now() + 3_600_000).toUTCString();
const aMomentAgo = () => new Date(Date.now() - 1000).toUTCString();

const rows: readonly Row[] = [
  // Nothing arrived.
  {
    failure: "unknown host",
    answer: fail("ENOTFOUND"),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "name server away",
    answer: fail("EAI_AGAIN"),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "connection refused",
    answer: fail("ECONNREFUSED", "refused", { syscall: "connect" }),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "connection refused at every address",
    answer: severalAddresses("ECONNREFUSED", "ECONNREFUSED"),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "host unreachable",
    answer: fail("EHOSTUNREACH", "no route", { syscall: "connect" }),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "no connection in time",
    answer: fail("UND_ERR_CONNECT_TIMEOUT"),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "closed before the handshake",
    answer: fail("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
    error: ConnectionError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "self-signed certificate",
    answer: fail("DEPTH_ZERO_SELF_SIGNED_CERT"),
    error: ConnectionError,
    repeated: "none",
    applied: "certainly not",
  },
  {
    failure: "certificate of another host",
    answer: fail("ERR_TLS_CERT_ALTNAME_INVALID"),
    error: ConnectionError,
    repeated: "none",
    applied: "certainly not",
  },
  {
    failure: "too old TLS",
    answer: fail("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version"),
    error: ConnectionError,
    repeated: "none",
    applied: "certainly not",
  },
  {
    failure: "no TLS at all",
    answer: fail("EPROTO", "write EPROTO: wrong version number", { syscall: "write" }),
    error: ConnectionError,
    repeated: "none",
    applied: "certainly not",
  },
  {
    failure: "proxy that refuses",
    answer: fail("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
    error: ConnectionError,
    repeated: "none",
    applied: "certainly not",
  },
  // It may have arrived.
  {
    failure: "reset",
    answer: fail("ECONNRESET", "read ECONNRESET", { syscall: "read" }),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "closed by the server",
    answer: fail("UND_ERR_SOCKET", "other side closed"),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "broken TLS in the middle",
    answer: fail("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "bad record mac"),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "a failure without a code",
    answer: () => Promise.reject(new TypeError("Failed to fetch")),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "reset in the middle of the answer",
    answer: () => new Response(brokenBody('{"id":')),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "refused in the middle of the answer of an error",
    answer: () => new Response(brokenBody("{"), { status: 404 }),
    error: ConnectionError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "stall before the answer",
    answer: stall,
    error: TimeoutError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  {
    failure: "stall in the answer",
    answer: stallInBody,
    error: TimeoutError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  // Answers.
  { failure: "400", answer: status(400), error: BadRequestError, repeated: "none", applied: "certainly not" },
  { failure: "401", answer: status(401), error: AuthenticationError, repeated: "none", applied: "certainly not" },
  { failure: "403", answer: status(403), error: PermissionError, repeated: "none", applied: "certainly not" },
  {
    failure: "403 as HTML",
    answer: () => html(403),
    error: PermissionError,
    repeated: "none",
    applied: "certainly not",
  },
  { failure: "404", answer: status(404), error: NotFoundError, repeated: "none", applied: "certainly not" },
  { failure: "408", answer: status(408), error: ApiError, repeated: "read and idempotent", applied: "certainly not" },
  { failure: "409", answer: status(409), error: ConflictError, repeated: "none", applied: "certainly not" },
  { failure: "422", answer: status(422), error: ApiError, repeated: "none", applied: "certainly not" },
  {
    failure: "429",
    answer: status(429),
    error: RateLimitError,
    repeated: "read and idempotent",
    applied: "certainly not",
  },
  {
    failure: "429 with seconds",
    answer: status(429, { "retry-after": "0" }),
    error: RateLimitError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "429 with a date",
    answer: (request) => status(429, { "retry-after": aMomentAgo() })(),
    error: RateLimitError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "429 with a date too far away",
    answer: () => status(429, { "retry-after": inAnHour() })(),
    error: RateLimitError,
    repeated: "none",
    applied: "certainly not",
  },
  {
    failure: "429 with nonsense",
    answer: status(429, { "retry-after": "soon" }),
    error: RateLimitError,
    repeated: "read and idempotent",
    applied: "certainly not",
  },
  { failure: "500", answer: status(500), error: ServerError, repeated: "read and idempotent", applied: "perhaps" },
  { failure: "501", answer: status(501), error: NotImplementedError, repeated: "none", applied: "certainly not" },
  {
    failure: "502 as HTML",
    answer: () => html(502),
    error: ServerError,
    repeated: "read and idempotent",
    applied: "perhaps",
  },
  { failure: "503", answer: status(503), error: ServerError, repeated: "read and idempotent", applied: "perhaps" },
  {
    failure: "503 with seconds",
    answer: status(503, { "retry-after": "0" }),
    error: ServerError,
    repeated: "all",
    applied: "certainly not",
  },
  {
    failure: "503 with too many seconds",
    answer: status(503, { "retry-after": "3600" }),
    error: ServerError,
    repeated: "none",
    applied: "certainly not",
  },
  { failure: "504", answer: status(504), error: ServerError, repeated: "read and idempotent", applied: "perhaps" },
  {
    failure: "redirect to another origin",
    answer: () => new Response(null, { status: 302, headers: { location: "https://other.example.com/" } }),
    error: ApiError,
    repeated: "none",
    applied: "perhaps",
  },
  {
    failure: "permanent redirect to another origin",
    answer: () => new Response(null, { status: 308, headers: { location: "https://other.example.com/" } }),
    error: ApiError,
    repeated: "none",
    applied: "certainly not",
  },
  // Success that cannot be understood.
  {
    failure: "200 as HTML",
    answer: () => html(),
    error: ResponseValidationError,
    repeated: "none",
    applied: "perhaps",
  },
  {
    failure: "empty 200",
    answer: () => new Response(""),
    error: ResponseValidationError,
    repeated: "none",
    applied: "perhaps",
  },
  {
    failure: "truncated JSON",
    answer: () => new Response('{"id":"intro","ti'),
    error: ResponseValidationError,
    repeated: "none",
    applied: "perhaps",
  },
  {
    failure: "a missing field",
    answer: () => json({ ...topic, id: undefined, isWorking: "yes" }),
    error: ResponseValidationError,
    repeated: "none",
    applied: "perhaps",
  },
  {
    failure: "too long an answer",
    answer: () => json("x".repeat(5000)),
    error: ResponseValidationError,
    repeated: "none",
    applied: "perhaps",
  },
];

const isRepeated = (repeated: Repeated, safety: Safety) =>
  repeated === "all" || (repeated === "read and idempotent" && (safety === "read" || safety === "idempotent"));

describe.each(rows)("$failure", ({ answer, error, repeated, applied }) => {
  it.each(safeties)("on an endpoint that is %s", async (safety) => {
    const { fetch, sent } = script(answer);
    const transport = transportOn(fetch, { timeout: 4, maxResponseBytes: 4096 });
    const thrown = await errorOf(callBySafety[safety](transport));

    expect(thrown).toBeInstanceOf(error);
    expect(thrown).toHaveProperty("maybeApplied", safety !== "read" && applied === "perhaps");
    expect(sent).toHaveLength(isRepeated(repeated, safety) ? 3 : 1);
  });
});

describe("what an earlier attempt left open", () => {
  it("stays open when a later attempt certainly did not arrive", async () => {
    const { fetch } = script(fail("ECONNRESET"), fail("ENOTFOUND"));
    const error = await errorOf(callBySafety.idempotent(transportOn(fetch)));
    expect(error).toMatchObject({ name: "ConnectionError", reason: "dns", maybeApplied: true });
  });

  it("stays open when a later attempt is answered with 404", async () => {
    const { fetch } = script(fail("ECONNRESET"), status(404));
    const error = await errorOf(transportOn(fetch).request(topics.delete, { projectId: "manual", topicId: "intro" }));
    expect(error).toMatchObject({ name: "NotFoundError", maybeApplied: true });
  });

  it("is settled when nothing arrived and the last attempt was refused", async () => {
    const { fetch } = script(fail("ECONNREFUSED"), status(409));
    const error = await errorOf(callBySafety.unsafe(transportOn(fetch)));
    expect(error).toMatchObject({ name: "ConflictError", maybeApplied: false });
  });
});

describe("a repeated call", () => {
  it.each(safeties)("that is %s ends well when a later attempt does", async (safety) => {
    const answer = safety === "read-once" ? { isWorking: true } : topic;
    const { fetch, sent } = script(fail("ECONNREFUSED"), fail("ENOTFOUND"), () => json(answer));
    await callBySafety[safety](transportOn(fetch));
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ method, url, body }) => `${method} ${url} ${body}`)).size).toBe(1);
  });

  it("is repeated as often as the call asks", async () => {
    const { fetch, sent } = script(status(503));
    await errorOf(transportOn(fetch).request(topics.get, { projectId: "p", topicId: "t" }, { retry: 4 }));
    expect(sent).toHaveLength(5);
  });

  it("is not repeated at all with retry 0", async () => {
    const { fetch, sent } = script(status(503));
    await errorOf(transportOn(fetch, { retry: 0 }).request(topics.get, { projectId: "p", topicId: "t" }));
    expect(sent).toHaveLength(1);
  });

  it("is not waited for when the wait is longer than the call has left", async () => {
    const { fetch, sent } = script(status(503, { "retry-after": "30" }));
    const transport = transportOn(fetch, { totalTimeout: 20_000 });
    const error = await errorOf(transport.request(topics.get, { projectId: "p", topicId: "t" }));
    expect(error).toMatchObject({ name: "ServerError", retryAfter: 30_000 });
    expect(sent).toHaveLength(1);
  });

  it("stops when the time of the whole call is over", async () => {
    const { fetch } = script(stall);
    const transport = transportOn(fetch, { timeout: 4, totalTimeout: 10, retry: { limit: 1000, baseDelay: 0 } });
    const error = await errorOf(transport.request(topics.get, { projectId: "p", topicId: "t" }));
    expect(error).toMatchObject({ name: "TimeoutError", code: "timeout" });
  });
});
