import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { connect as connectTls } from "node:tls";
import { text as readText } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { basic, createTestPortal, fields, items, message, type TestPortal } from "../../test/test-portal.js";
import {
  createVirtualClock,
  EmulatorError,
  type FaultEffect,
  type JournalEntry,
  type ListeningEmulator,
} from "../index.js";
import { guardControl } from "./guards.js";

const start = Date.UTC(2026, 0, 2, 3, 4, 5);
let clock = createVirtualClock({ start });
let portal: TestPortal;
beforeEach(() => {
  clock = createVirtualClock({ start });
  portal = createTestPortal({ clock });
});
afterEach(() => portal.emulator.close());

const json = { "Content-Type": "application/json" };
const control = (request: string, body?: unknown, headers: Record<string, string> = json) => {
  const [method = "", path = ""] = request.split(" ");
  return portal.call(`${method} /__emulator/${path}`, { as: null, body, headers });
};
const fail = (effect: FaultEffect, match = {}) => portal.emulator.faults.add({ match, effect });

describe("a fault", () => {
  test("answers with a status and Retry-After as often as its rule says, after as many as it says", async () => {
    fail({ kind: "status", status: 503, retryAfter: "7" }, { endpoint: "projects.list", times: 1, after: 1 });
    const replies = [];
    for (let count = 0; count < 3; count++) replies.push(await portal.call("GET projects"));
    expect(replies.map(({ status }) => status)).toEqual([200, 503, 200]);
    expect(replies[1]?.headers.get("Retry-After")).toBe("7");
    expect(Object.keys(fields(replies[1]?.json))).toEqual([
      "Message",
      "ExceptionType",
      "ExceptionDetail",
      "StackTrace",
    ]);
  });

  test.each([
    [{}, "GET projects", 500, "POST projects?action=nothing"],
    [{}, "GET projects", 401, "GET users/admin"],
    [{}, "HEAD storage/none", 501, "HEAD projects"],
    [{}, "GET search?q=x", 400, "GET search"],
    [{ byteOrderMark: false }, "GET projects", 404, "GET projects/none"],
  ])(
    "with a status is answered as an error of the portal is: with %j, %s and %i",
    async (options, request, status, other) => {
      const own = createTestPortal(options);
      const real = await own.call(other, status === 401 ? { as: null } : {});
      own.emulator.faults.add({ effect: { kind: "status", status } });
      const injected = await own.call(request);
      expect(injected.status).toBe(status);
      expect([...injected.headers]).toEqual([...real.headers]);
      expect(injected.text.slice(0, 11)).toBe(real.text.slice(0, 11));
    },
  );

  test("fits by method and path pattern", async () => {
    fail({ kind: "htmlPage" }, { method: "get", path: "/api/v1/projects/*" });
    expect((await portal.call("GET projects/manual")).headers.get("Content-Type")).toContain("text/html");
    expect((await portal.call("GET projects")).status).toBe(200);
  });

  test("drops the connection before or after the change was committed", async () => {
    fail({ kind: "drop", when: "before" }, { endpoint: "topics.create", times: 1 });
    await expect(portal.createTopic("lost")).rejects.toThrow(TypeError);
    expect((await portal.call("GET projects/manual/articles/lost")).status).toBe(404);
    fail({ kind: "drop", when: "after" }, { endpoint: "topics.create", times: 1 });
    await expect(portal.createTopic("kept")).rejects.toThrow(TypeError);
    expect((await portal.call("GET projects/manual/articles/kept")).status).toBe(200);
    expect(portal.emulator.journal().map(({ status }) => status)).toEqual([null, 404, null, 200]);
  });

  test("cuts the JSON, and puts the byte-order mark there or takes it away", async () => {
    fail({ kind: "truncatedJson" }, { times: 1 });
    expect((await portal.call("GET projects")).json).toBeUndefined();
    fail({ kind: "byteOrderMark", isPresent: false }, { times: 1 });
    expect((await portal.call("GET projects")).text.startsWith("[")).toBe(true);
    expect((await portal.call("GET projects")).text.startsWith("\uFEFF[")).toBe(true);
  });

  test("writes HTML in another way when it is saved", async () => {
    fail({ kind: "rewriteHtml" });
    await portal.createTopic("rewritten", { body: "<p>a<br>b</p><p>c</p>" });
    const reply = await portal.call("GET projects/manual/articles/rewritten");
    expect(fields(reply.json).body).toBe("<p>a<br />b</p>\n<p>c</p>");
  });

  test("fails the task that a request starts", async () => {
    fail({ kind: "failTask", reason: "No." });
    const end = await portal.run("POST projects/manual?action=publish", { pubId: "out", pubName: "Out" });
    expect(end).toMatchObject({ isSucceeded: false, statusText: "No." });
  });

  test("keeps a task running until the clock is moved", async () => {
    fail({ kind: "slowTask", ms: 1000 }, { times: 1 });
    const started = await portal.call("POST projects/manual?action=publish", {
      body: { pubId: "out", pubName: "Out" },
    });
    const key = String(fields(started.json).taskKey);
    for (let count = 0; count < 5; count++) {
      expect(fields((await portal.call(`GET tasks/${key}`)).json).isWorking).toBe(true);
    }
    clock.advance(1000);
    expect((await portal.finish(key)).isSucceeded).toBe(true);
  });

  test("lets a request wait until the clock is moved", async () => {
    fail({ kind: "latency", ms: 5000, by: "virtual" });
    let isAnswered = false;
    const answered = portal.call("GET projects").then(({ status }) => {
      isAnswered = true;
      return status;
    });
    clock.advance(4999);
    await portal.emulator.fetch(new Request("https://portal.example/__emulator/health"));
    expect(isAnswered).toBe(false);
    clock.advance(1);
    expect(await answered).toBe(200);
  });
});

describe("the control API", () => {
  test("moves the clock that the portal goes by", async () => {
    const moved = await control("POST clock", { advance: 1000 });
    expect(moved.json).toEqual({ now: "2026-01-02T03:04:06.000Z", isFrozen: true });
  });

  test.each([
    { advance: 0.5 },
    { advance: -1 },
    { advance: 1e15, isFrozen: false },
    { set: "2026-01-02T03:04:05Z", advance: 252_000_000_000_000 },
    { set: "9999-12-31T23:59:59Z", isFrozen: false },
    { set: "2027-02-30T00:00:00Z" },
  ])("moves the clock to nowhere that the portal cannot go on from: %j", async (body) => {
    const before = (await control("GET clock")).json;
    expect((await control("POST clock", body)).status).toBe(400);
    expect((await control("GET clock")).json).toEqual(before);
    expect((await portal.createTopic("made")).status).toBe(201);
  });

  test.each<[request: string, body: unknown, sentence: string]>([
    ["POST clock", { forward: 1 }, 'The body is not valid: unknown field "forward".'],
    ["POST clock", { advance: "1" }, 'The field "advance" is not valid: must be a number.'],
    ["POST clock", { set: "now" }, 'The field "set" is not valid: must be a moment such as 2026-01-01T00:00:00Z.'],
    ["POST clock", undefined, "The body is required."],
    ["POST restore", { content: "?" }, 'The field "content" is not valid: must be base64.'],
    ["POST faults", {}, 'The fault rule does not fit. The field "effect" is required.'],
    [
      "POST faults",
      { effect: { kind: "no" } },
      'The field "effect.kind" is not valid: must be one of: status, latency,',
    ],
    [
      "POST faults",
      { match: { times: 0 }, effect: { kind: "status", status: 503 } },
      'The field "match.times" is not valid: must be at least 1.',
    ],
    [
      "POST faults",
      { match: { path: "users" }, effect: { kind: "status", status: 503 } },
      'The field "match.path" is not valid: must begin with "/" or "*"',
    ],
    [
      "POST faults",
      { match: { path: "/api/v1/projects?types=Project" }, effect: { kind: "status", status: 503 } },
      'The field "match.path" is not valid: must begin with "/" or "*" and have no query',
    ],
    ["POST faults", { effect: { kind: "status", status: 200 } }, '"effect.status" is not valid: must be at least 400.'],
    ["POST faults", { effect: { kind: "latency", ms: 1e9 } }, '"effect.ms" is not valid: must be at most 86400000.'],
  ])("says what is wrong with %s of %j in the portal's own words", async (request, body, sentence) => {
    const reply = await control(request, body);
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining(sentence)]);
    expect(message(reply)).not.toMatch(/✖|→|Invalid|expected/);
  });

  test("answers HEAD where it answers GET, without a body", async () => {
    const healthy = await control("HEAD health");
    expect([healthy.status, healthy.text]).toEqual([200, ""]);
    expect(healthy.headers.get("Content-Type")).toBe("application/json");
    expect((await control("HEAD reset")).status).toBe(501);
    const unknown = await control("HEAD nothing");
    expect([unknown.status, unknown.text]).toEqual([404, ""]);
  });

  test("leaves the clock as it is when it resets", async () => {
    await control("POST clock", { advance: 1000 });
    await control("POST reset");
    expect((await control("GET clock")).json).toEqual({ now: "2026-01-02T03:04:06.000Z", isFrozen: true });
  });

  test("adds, lists and removes faults, and says what is wrong with a rule", async () => {
    const added = fields((await control("POST faults", { effect: { kind: "status", status: 429 } })).json);
    expect((await portal.call("GET projects")).status).toBe(429);
    expect(items((await control("GET faults")).json)).toMatchObject([{ id: added.id, seen: 1 }]);
    expect((await control(`DELETE faults/${String(added.id)}`)).status).toBe(204);
    expect((await control(`DELETE faults/${String(added.id)}`)).status).toBe(404);
    expect(message(await control("POST faults", { effect: { kind: "status" } }))).toContain("effect.status");
    expect((await control("POST faults", "status")).status).toBe(400);
  });

  test("adds no fault of an operation that the API does not have, whoever asks for it", async () => {
    const problem = 'there is no operation "topics.gett".';
    const effect = { kind: "status", status: 503 } as const;
    expect(message(await control("POST faults", { match: { endpoint: "topics.gett" }, effect }))).toContain(problem);
    expect(() => fail(effect, { endpoint: "topics.gett" })).toThrow(problem);
    expect(portal.emulator.faults.list()).toEqual([]);
  });

  test("takes a snapshot, restores it, and resets", async () => {
    const snapshot = (await control("GET snapshot")).json;
    await portal.createTopic("later");
    expect((await control("POST restore", snapshot)).status).toBe(204);
    expect((await portal.call("GET projects/manual/articles/later")).status).toBe(404);
    expect((await control("POST restore", { content: "AAAA" })).status).toBe(400);
    await portal.createTopic("later");
    expect((await control("POST reset")).status).toBe(204);
    expect((await portal.call("GET projects/manual/articles/later")).status).toBe(404);
  });

  test("tells mails, and the access groups of a publication", async () => {
    await portal.run("POST projects/manual?action=publish", {
      pubId: "out",
      pubName: "Out",
      pubVisibility: "Restricted",
    });
    expect((await control("PUT publications/out/groups", { groups: ["Partners"] })).status).toBe(200);
    expect((await control("GET publications/out/groups")).json).toEqual({ groups: ["Partners"] });
    expect((await control("GET publications/manual/groups")).status).toBe(404);
    expect((await control("GET outbox")).json).toEqual([]);
  });

  test("tells the mails that a portal would have sent, as `outbox` does in the same process", async () => {
    const userInfo = { email: "ravi@portal.example" };
    await portal.call("POST users", { body: { userName: "ravi", userInfo } });
    const mails = portal.emulator.outbox();
    const body = expect.stringMatching(/^Login: ravi\nPassword: \w+$/m) as string;
    expect(mails).toMatchObject([{ recipient: "ravi@portal.example", body, sentOn: new Date(start) }]);
    expect((await control("GET outbox")).text).toBe(JSON.stringify(mails));
    await portal.emulator.close();
    expect(() => portal.emulator.outbox()).toThrow(EmulatorError);
  });

  test("keeps a journal without credentials", async () => {
    await portal.call("GET /?t=secret-token");
    await portal.call("GET projects", { headers: { Authorization: basic("emulator-admin-key", "x") } });
    const text = (await control("GET journal")).text;
    expect(text).not.toMatch(/secret-token|emulator-admin-key/);
    expect(JSON.parse(text)).toMatchObject([
      { method: "GET", path: "/?t=%28removed%29", login: "admin", time: "2026-01-02T03:04:05.000Z" },
      { path: "/api/v1/projects", status: 401, login: null },
    ]);
  });

  test("tells of each request at once, and answers whatever becomes of that", async () => {
    const told: unknown[] = [];
    const listener = (request: JournalEntry) => {
      told.push(request);
      throw new Error("a listener");
    };
    const errors: unknown[] = [];
    const own = createTestPortal({ onRequest: listener, onError: (error) => errors.push(error) });
    expect((await own.call("GET projects")).status).toBe(200);
    expect((await own.call("GET projects/none")).status).toBe(404);
    expect(told).toEqual(own.emulator.journal());
    expect(errors).toEqual([new Error("a listener"), new Error("a listener")]);
  });

  test("the journal knows a login whose letters were sent in one byte each", async () => {
    const userInfo = { email: "jose@portal.example" };
    await portal.call("POST users", { body: { userName: "josé", userType: "Contributor", userInfo } });
    const Authorization = `Basic ${Buffer.from("josé:x", "latin1").toString("base64")}`;
    await portal.call("GET projects", { headers: { Authorization } });
    expect(portal.emulator.journal().at(-1)).toMatchObject({ status: 401, login: "josé" });
  });

  test("refuses pages of other sites, and writes that are no JSON", async () => {
    expect((await control("GET health", undefined, { Origin: "https://evil.example" })).status).toBe(403);
    expect((await control("GET health", undefined, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await control("POST reset", "{}", { "Content-Type": "text/plain" })).status).toBe(400);
    expect((await control("GET health")).json).toEqual({ status: "ok" });
  });

  test("refuses callers from other machines", () => {
    const request = new Request("https://localhost/__emulator/health");
    const from = (peer: string) => () => {
      guardControl(request, { peer, isPortal: () => false });
    };
    for (const peer of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) expect(from(peer)).not.toThrow();
    for (const peer of ["10.0.0.1", "::ffff:10.0.0.1", "127.evil", ""]) expect(from(peer)).toThrow("own machine");
  });
});

describe("over a socket", () => {
  let server: ListeningEmulator;
  beforeEach(async () => {
    server = await portal.emulator.listen();
  });

  async function health(host: string): Promise<string> {
    const socket = connectTls({ port: Number(new URL(server.url).port), ca: readFileSync(server.caFile) });
    socket.write(`GET /__emulator/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    return readText(socket);
  }

  test("the control API refuses the name of another host", async () => {
    expect(await health("localhost")).toContain("HTTP/1.1 200");
    expect(await health("evil.example")).toContain("HTTP/1.1 403");
    expect(await health("localhost.example")).toContain("HTTP/1.1 403");
    expect(await health("10.0.0.1")).toContain("HTTP/1.1 403");
  });

  test.each(["127.1", "[0:0:0:0:0:0:0:1]", "2130706433:8080", "LOCALHOST", "docs.localhost", "127.0.0.2"])(
    "the control API answers to %s, which is this machine",
    async (host) => {
      expect(await health(host)).toContain("HTTP/1.1 200");
    },
  );

  test("the control API refuses a name that is no host", async () => {
    for (const host of ["localhost/x", "localhost?x", "localhost#x", "x@localhost", "localhost, evil.example", ""])
      expect(await health(host)).toMatch(/HTTP\/1\.1 400[^]*Host header/);
  });

  test("a drop breaks the connection after the change was committed", async () => {
    fail({ kind: "drop", when: "after" }, { method: "DELETE" });
    const { port } = new URL(server.url);
    await portal.createTopic("gone");
    const outgoing = httpsRequest(`https://localhost:${port}/api/v1/projects/manual/articles/gone`, {
      method: "DELETE",
      headers: { Authorization: basic("admin") },
      ca: readFileSync(server.caFile),
    });
    outgoing.end();
    await expect(once(outgoing, "response")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await portal.call("GET projects/manual/articles/gone")).status).toBe(404);
  });
});
