import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmulator, type Emulator, type ListeningEmulator } from "../src/index.js";
import { ListGoneError } from "../src/batches.js";
import { listen } from "../src/listen.js";
import { ContentGoneError } from "../src/store/contents.js";
import { basic, parse } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

let emulator: Emulator;
let server: ListeningEmulator;
/** What the portal told of failures of its own. */
const failures: unknown[] = [];
beforeAll(async () => {
  emulator = createEmulator({ seed: testSeed, onError: (error) => failures.push(error) });
  server = await emulator.listen();
});
afterAll(() => emulator.close());

async function open({ url, caFile }: ListeningEmulator = server): Promise<TLSSocket> {
  const { hostname, port } = new URL(url);
  const ca = readFileSync(caFile);
  const socket = connect({ port: Number(port), host: "127.0.0.1", servername: hostname, ca });
  await once(socket, "secureConnect");
  return socket;
}

const host = "Host: localhost";
const admin = `Authorization: ${basic("admin")}`;

/** Sends lines of a head, and then a body; gives all that comes until the connection ends. */
async function exchange(lines: readonly string[], body = ""): Promise<string> {
  const socket = await open();
  socket.write([...lines, "Connection: close", "", body].join("\r\n"));
  return text(socket);
}

test.each([
  ["no slash at its beginning", "api/v1/projects", host, "must begin with a slash"],
  ["only an asterisk", "*", host, "must begin with a slash"],
  ["a backslash", "/api\\v1/projects", host, "has a backslash"],
  ["a host with a user", "/api/v1/projects", "Host: admin@localhost", "Host header must be one name"],
  ["a host with a path", "/api/v1/projects", "Host: localhost/x", "Host header must be one name"],
  ["a host that is no address", "/api/v1/projects", "Host: 1.2.3.256", "Host header must be one name"],
  ["two hosts", "/api/v1/projects", `${host}\r\nHost: example.org`, "Host header must be one name"],
  ["credentials in its address", "https://anna:key@localhost/api/v1/projects", host, "has a login in it"],
  ["an address without a host", "https://:80/api/v1/projects", host, "is no address"],
  ["an address of plain HTTP", "http://localhost/api/v1/projects", host, "HTTPS only"],
])("a target with %s is answered with 400 and the error object", async (_what, target, hosts, words) => {
  const reply = await exchange([`GET ${target} HTTP/1.1`, hosts, admin]);
  expect(reply).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/json/i);
  expect(reply).toContain(words);
});

const longText = "x".repeat(100_000);

test.each([
  ["an address of 100 kB", [`GET /api/v1/projects?x=${longText} HTTP/1.1`, host], 431, "too long: at most 16 kB"],
  ["a header of 100 kB", ["GET / HTTP/1.1", host, `X-Long: ${longText}`], 431, "too long: at most 16 kB"],
  [
    "3000 headers",
    ["GET / HTTP/1.1", host, ...Array.from({ length: 3000 }, (_, number) => `X-${number}: x`)],
    431,
    "too long: at most 16 kB",
  ],
  ["what is no HTTP", ["HELLO", host], 400, "is no HTTP/1.1"],
  ["no Host header", ["GET / HTTP/1.1"], 400, "The Host header is missing"],
])("%s is answered with its cause, in the form of the API's other errors", async (_what, lines, status, words) => {
  const reply = await exchange(lines);
  expect(reply).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} [A-Z][^]*content-type: application/json; charset=utf-8\r\n`, "i"),
  );
  const body = reply.slice(reply.indexOf("\r\n\r\n") + 4);
  expect(body.startsWith("\uFEFF{")).toBe(true);
  expect(parse(body)).toMatchObject({ Message: expect.stringContaining(words) as string, StackTrace: null });
});

test("a whole address as target, and a host in capitals, are taken as they are meant", async () => {
  const replies = [
    await exchange(["GET https://localhost/api/v1/projects/manual HTTP/1.1", host, admin]),
    await exchange(["GET /api/v1/projects/manual HTTP/1.1", "Host: LOCALHOST", admin]),
  ];
  for (const reply of replies) {
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).toContain('"fullUrl":"https://localhost/articles/manual"');
  }
});

test("credentials that are given twice let nobody in", async () => {
  expect(await exchange(["GET /api/v1/projects HTTP/1.1", host, admin, admin])).toMatch(/^HTTP\/1\.1 401 /);
});

test.each([
  ["an operation", "/api/v1/users", 400, "is required"],
  ["the control API", "/__emulator/faults", 400, "does not fit"],
  ["a page", "/logout", 302, "location: /"],
])("%s answers a request that says nothing of a body", async (_what, path, status, words) => {
  const reply = await exchange([`POST ${path} HTTP/1.1`, host, admin, "Content-Type: application/json"]);
  expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(reply).toContain(words);
});

test.each([
  ["with its length", `Content-Length: 18`, '{"logins":["x"]}  '],
  ["in pieces", "Transfer-Encoding: chunked", '9\r\n{"logins"\r\n9\r\n:["x"]}  \r\n0\r\n\r\n'],
])("a body that comes %s is read", async (_what, header, body) => {
  const reply = await exchange(["POST /api/v1/users HTTP/1.1", host, admin, header], body);
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  expect(reply).toContain('Unknown field: \\"logins\\"');
});

test("a form that comes over a socket reaches its page", async () => {
  const form = "login=nobody&password=wrong";
  const type = "Content-Type: application/x-www-form-urlencoded";
  const reply = await exchange(["POST /login HTTP/1.1", host, type, `Content-Length: ${form.length}`], form);
  expect(reply).toMatch(/^HTTP\/1\.1 403 [^]*text\/html/);
});

test("a method that nothing has is answered, by the pages too", async () => {
  expect(await exchange(["TRACE /api/v1/projects HTTP/1.1", host, admin])).toMatch(/^HTTP\/1\.1 501 /);
  expect(await exchange(["TRACE /login HTTP/1.1", host])).toMatch(/^HTTP\/1\.1 404 /);
});

test("a body without an end is answered, and the rest of it thrown away", async () => {
  const socket = await open();
  const piece = Buffer.alloc(1024 * 1024, 32);
  const size = piece.length.toString(16);
  socket.write(["POST /api/v1/users HTTP/1.1", host, admin, "Transfer-Encoding: chunked", "", ""].join("\r\n"));
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  const send = async () => {
    socket.cork();
    socket.write(`${size}\r\n`);
    socket.write(piece);
    const isFlowing = socket.write("\r\n");
    socket.uncork();
    if (!isFlowing) await once(socket, "drain");
  };
  // Longer than what is read of any body.
  for (let sent = 0; sent < 400 && answer === ""; sent += 1) await send();
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*too large/);
  for (let more = 0; more < 20; more += 1) await send();
  socket.destroy();
});

test.each(["/api/v1/users", "/__emulator/faults", "/login"])(
  "a connection that breaks in the middle of a body for %s harms no other, and is no failure of the portal",
  async (path) => {
    const socket = await open();
    const head = [`POST ${path} HTTP/1.1`, host, admin, "Content-Type: application/json", "Content-Length: 1000"];
    socket.write([...head, "", "{"].join("\r\n"));
    socket.end();
    await text(socket);
    expect(await exchange(["GET /api/v1/projects HTTP/1.1", host, admin])).toMatch(/^HTTP\/1\.1 200 /);
    expect(failures.splice(0)).toEqual([]);
  },
);

test("a connection that a fault drops is no failure of the portal", async () => {
  emulator.faults.add({ match: { times: 1 }, effect: { kind: "drop", when: "after" } });
  const socket = (await open()).on("error", () => undefined);
  socket.write(["GET /api/v1/projects HTTP/1.1", host, admin, "", ""].join("\r\n"));
  await new Promise((resolve) => socket.resume().once("close", resolve));
  expect(failures.splice(0)).toEqual([]);
});

/** Serves one answer, and asks for it. Gives the client's end, and what is told of failures. */
async function serveOne(body: ReadableStream<Uint8Array>) {
  const told: unknown[] = [];
  const answer = () => Promise.resolve(new Response(body));
  const one = await listen(
    { emulator, answer, dataDir: null, wire: { byteOrderMark: true }, onError: (error) => told.push(error) },
    {},
  );
  const socket = (await open(one)).on("error", () => undefined).setEncoding("utf8");
  socket.write(["GET / HTTP/1.1", host, "", ""].join("\r\n"));
  return { one, socket, told };
}

/** Serves an answer that fails in the middle; gives what arrives, and what is told. */
async function serveHalf(failure: Error) {
  const pieces = [Buffer.from("the first half")].values();
  const { one, socket, told } = await serveOne(
    new ReadableStream({
      pull(stream) {
        const { done, value } = pieces.next();
        if (done === true) stream.error(failure);
        else stream.enqueue(value);
      },
    }),
  );
  let answer = "";
  socket.on("data", (piece: string) => (answer += piece));
  await new Promise((resolve) => socket.once("close", resolve));
  await one.close();
  return { answer, told };
}

test("an answer that fails in the middle is told, and its connection cut", async () => {
  const failure = new Error("the disk is gone");
  const { answer, told } = await serveHalf(failure);
  expect(answer).not.toMatch(/0\r\n\r\n$/);
  expect(told).toEqual([failure]);
});

test.each<[string, Error]>([
  ["list", new ListGoneError("the portal's content")],
  ["file", new ContentGoneError()],
])(
  "an answer that breaks off because its %s was replaced is cut, and no failure of the portal",
  async (_what, cause) => {
    const { answer, told } = await serveHalf(cause);
    expect(answer).not.toMatch(/0\r\n\r\n$/);
    expect(told).toEqual([]);
  },
);

test("a client that goes away in the middle of an answer is no failure of the portal", async () => {
  const { promise: cancelled, resolve: cancel } = Promise.withResolvers<unknown>();
  const { one, socket, told } = await serveOne(
    new ReadableStream({
      pull(stream) {
        stream.enqueue(Buffer.alloc(65_536));
      },
      cancel,
    }),
  );
  await once(socket, "data");
  socket.destroy();
  await cancelled;
  await one.close();
  expect(told).toEqual([]);
});

test.each([
  ["a target with a backslash", "POST /api\\v1/users HTTP/1.1", "X-Nothing: 1", 400],
  ["an expectation that nobody knows", "POST /api/v1/users HTTP/1.1", "Expect: magic", 400],
  ["nobody's key", "POST /api/v1/users HTTP/1.1", "Authorization: Basic eDp5", 401],
])("whoever sends a large body before reading sees the answer to %s", async (_what, target, header, status) => {
  const body = "x".repeat(8_000_000);
  const send = async (socket: TLSSocket, connection: string) => {
    const head = [target, host, header, `Content-Length: ${body.length}`, `Connection: ${connection}`, "", ""];
    socket.write(head.join("\r\n"));
    await new Promise((resolve) => socket.write(body, resolve));
  };
  const ending = await open();
  await send(ending, "close");
  expect((await text(ending)).match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
  const staying = await open();
  await send(staying, "keep-alive");
  await send(staying, "close");
  expect((await text(staying)).match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`, `HTTP/1.1 ${status}`]);
});

test.each([
  ["a target with a backslash", "POST /api\\v1/users HTTP/1.1", "X-Nothing: 1", 400],
  ["an expectation that nobody knows", "POST /api/v1/users HTTP/1.1", "Expect: magic", 400],
  ["nobody's key", "POST /api/v1/users HTTP/1.1", "Authorization: Basic eDp5", 401],
  ["a page that is not there", "POST /nothing HTTP/1.1", "X-Nothing: 1", 404],
  ["a page that leads to another", "POST /logout HTTP/1.1", "X-Nothing: 1", 302],
])("whoever waits for the answer to %s before sending a body sees it, and that it is the last", async (...row) => {
  const [, target, header, status] = row;
  expect(await exchange([target, host, header, "Content-Length: 8000000"])).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\n\r\n`),
  );
});

test("a status that a fault answers with has its length, and is not sent in pieces", async () => {
  emulator.faults.add({ match: { times: 1 }, effect: { kind: "status", status: 503 } });
  const reply = await exchange(["GET /api/v1/projects HTTP/1.1", host, admin]);
  expect(reply).toMatch(/^HTTP\/1\.1 503 [^]*^Content-Length: \d+\r$/m);
  expect(reply).not.toMatch(/^Transfer-Encoding/im);
});

test("a body that a fault leaves unread does not keep the next request waiting", async () => {
  emulator.faults.add({ match: { times: 1 }, effect: { kind: "status", status: 503 } });
  const socket = await open();
  const size = 4_000_000;
  socket.write([`POST /api/v1/users HTTP/1.1`, host, admin, `Content-Length: ${size}`, "", ""].join("\r\n"));
  socket.write("x".repeat(size));
  socket.write(["GET /api/v1/projects/manual HTTP/1.1", host, admin, "Connection: close", "", ""].join("\r\n"));
  expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 503", "HTTP/1.1 200"]);
});
