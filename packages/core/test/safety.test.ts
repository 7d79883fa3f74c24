/** The table of failures: for each kind of endpoint, whether the call is repeated, and whether it may have been applied. */
import { tasks, topics, type Safety } from "@clickhelp-js/protocol";
import { describe, expect, it } from "vitest";
import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  basicAuth,
  type ClickHelpError,
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
/** For everything that does more than read; a call that only reads is never applied. */
type Applied = "certainly not" | "perhaps";

type Row = [failure: string, Answer, error: typeof ClickHelpError, Repeated, applied: Applied];

const fail = (code: string, message?: string, more?: object) => () => {
  throw systemFailure(code, message, more);
};
const severalAddresses =
  (...codes: string[]) =>
  () => {
    const errors = codes.map((code) =>
      systemFailure(code, code, { syscall: code === "ECONNRESET" ? "read" : "connect" }),
    );
    throw new TypeError("fetch failed", { cause: new AggregateError(errors) });
  };
const status = (code: number, headers?: Record<string, string>) => () => failure(code, "No.", headers);
const inAnHour = () => new Date(Date.now() + 3_600_000).toUTCString();
const aMomentAgo = () => new Date(Date.now() - 1000).toUTCString();

const [ALL, SAFE, NONE] = ["all", "read and idempotent", "none"] as const;
const [NOT, PERHAPS] = ["certainly not", "perhaps"] as const;
const away = (code: number) => () =>
  new Response(null, { status: code, headers: { location: "https://other.example/" } });

// prettier-ignore -- a table is read by its columns
const rows: readonly Row[] = [
  // Nothing arrived.
  ["unknown host", fail("ENOTFOUND"), ConnectionError, ALL, NOT],
  ["name server away", fail("EAI_AGAIN"), ConnectionError, ALL, NOT],
  ["connection refused", fail("ECONNREFUSED", "refused", { syscall: "connect" }), ConnectionError, ALL, NOT],
  ["connection refused at every address", severalAddresses("ECONNREFUSED", "ECONNREFUSED"), ConnectionError, ALL, NOT],
  ["host unreachable", fail("EHOSTUNREACH", "no route", { syscall: "connect" }), ConnectionError, ALL, NOT],
  ["no connection in time", fail("UND_ERR_CONNECT_TIMEOUT"), ConnectionError, ALL, NOT],
  [
    "closed before the handshake",
    fail("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
    ConnectionError,
    ALL,
    NOT,
  ],
  ["self-signed certificate", fail("DEPTH_ZERO_SELF_SIGNED_CERT"), ConnectionError, NONE, NOT],
  ["certificate of another host", fail("ERR_TLS_CERT_ALTNAME_INVALID"), ConnectionError, NONE, NOT],
  [
    "too old TLS",
    fail("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tlsv1 alert protocol version"),
    ConnectionError,
    NONE,
    NOT,
  ],
  [
    "no TLS at all",
    fail("EPROTO", "write EPROTO: wrong version number", { syscall: "write" }),
    ConnectionError,
    NONE,
    NOT,
  ],
  [
    "proxy that refuses",
    fail("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
    ConnectionError,
    NONE,
    NOT,
  ],
  // It may have arrived.
  ["reset", fail("ECONNRESET", "read ECONNRESET", { syscall: "read" }), ConnectionError, SAFE, PERHAPS],
  ["reset at one of several addresses", severalAddresses("ECONNREFUSED", "ECONNRESET"), ConnectionError, SAFE, PERHAPS],
  ["closed by the server", fail("UND_ERR_SOCKET", "other side closed"), ConnectionError, SAFE, PERHAPS],
  [
    "broken TLS in the middle",
    fail("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "bad record mac"),
    ConnectionError,
    SAFE,
    PERHAPS,
  ],
  ["a failure without a code", () => Promise.reject(new TypeError("Failed to fetch")), ConnectionError, SAFE, PERHAPS],
  ["reset in the middle of the answer", () => new Response(brokenBody('{"id":')), ConnectionError, SAFE, PERHAPS],
  [
    "refused in the middle of the answer of an error",
    () => new Response(brokenBody("{"), { status: 404 }),
    ConnectionError,
    SAFE,
    PERHAPS,
  ],
  ["stall before the answer", stall, TimeoutError, SAFE, PERHAPS],
  ["stall in the answer", stallInBody, TimeoutError, SAFE, PERHAPS],
  // Answers.
  ["400", status(400), BadRequestError, NONE, NOT],
  ["401", status(401), AuthenticationError, NONE, NOT],
  ["403", status(403), PermissionError, NONE, NOT],
  ["403 as HTML", () => html(403), PermissionError, NONE, NOT],
  ["404", status(404), NotFoundError, NONE, NOT],
  ["408", status(408), ApiError, SAFE, NOT],
  ["409", status(409), ConflictError, NONE, NOT],
  ["422", status(422), ApiError, NONE, NOT],
  ["429", status(429), RateLimitError, SAFE, NOT],
  ["429 with seconds", status(429, { "retry-after": "0" }), RateLimitError, ALL, NOT],
  ["429 with a date", () => status(429, { "retry-after": aMomentAgo() })(), RateLimitError, ALL, NOT],
  ["429 with a date too far away", () => status(429, { "retry-after": inAnHour() })(), RateLimitError, NONE, NOT],
  ["429 with a negative number", status(429, { "retry-after": "-1" }), RateLimitError, SAFE, NOT],
  ["429 with nonsense", status(429, { "retry-after": "soon" }), RateLimitError, SAFE, NOT],
  ["500", status(500), ServerError, SAFE, PERHAPS],
  ["501", status(501), NotImplementedError, NONE, NOT],
  ["502 as HTML", () => html(502), ServerError, SAFE, PERHAPS],
  ["503", status(503), ServerError, SAFE, PERHAPS],
  ["503 with seconds", status(503, { "retry-after": "0" }), ServerError, ALL, NOT],
  ["503 with too many seconds", status(503, { "retry-after": "3600" }), ServerError, NONE, NOT],
  ["504", status(504), ServerError, SAFE, PERHAPS],
  ["redirect to another origin", away(302), ApiError, NONE, PERHAPS],
  ["permanent redirect to another origin", away(308), ApiError, NONE, NOT],
  // Success that cannot be understood.
  ["200 as HTML", () => html(), ResponseValidationError, NONE, PERHAPS],
  ["empty 200", () => new Response(""), ResponseValidationError, NONE, PERHAPS],
  ["truncated JSON", () => new Response('{"id":"intro","ti'), ResponseValidationError, NONE, PERHAPS],
  [
    "a missing field",
    () => json({ ...topic, id: undefined, isWorking: "yes" }),
    ResponseValidationError,
    NONE,
    PERHAPS,
  ],
  ["too long an answer", () => json("x".repeat(5000)), ResponseValidationError, NONE, PERHAPS],
];

const isStall = (answer: Answer) => answer === stall || answer === stallInBody;
const isRepeated = (repeated: Repeated, safety: Safety) =>
  repeated === "all" || (repeated === "read and idempotent" && (safety === "read" || safety === "idempotent"));

describe.each(rows)("%s", (_failure, answer, error, repeated, applied) => {
  it.each(safeties)("on an endpoint that is %s", async (safety) => {
    const { fetch, sent } = script(answer);
    const transport = transportOn(fetch, { timeout: isStall(answer) ? 4 : 30_000, maxResponseBytes: 4096 });
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

  it.each([
    [503, 503, 401, 503],
    [401, 503, 503, 503],
  ])("is repeated twice in all, whenever new credentials are asked for: %i, %i, %i, %i", async (...statuses) => {
    let asked = 0;
    const auth = basicAuth(() => ({ login: "anna", apiKey: `key-${++asked}` }));
    const { fetch, sent } = script(...statuses.map((one) => status(one)), status(503));
    const call = transportOn(fetch, { auth }).request(topics.get, { projectId: "p", topicId: "t" });
    expect(await errorOf(call)).toMatchObject({ status: 503 });
    expect(sent).toHaveLength(4);
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
