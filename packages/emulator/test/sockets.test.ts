import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmulator, type Emulator, type ListeningEmulator } from "../src/index.js";
import { basic } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

let emulator: Emulator;
let server: ListeningEmulator;
beforeAll(async () => {
  emulator = createEmulator({ seed: testSeed });
  server = await emulator.listen();
});
afterAll(() => emulator.close());

async function open(): Promise<TLSSocket> {
  const { hostname, port } = new URL(server.url);
  const ca = readFileSync(server.caFile);
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
  ["no slash at its beginning", "api/v1/projects", host, "malformed"],
  ["only an asterisk", "*", host, "malformed"],
  ["a backslash", "/api\\v1/projects", host, "malformed"],
  ["a host with a user", "/api/v1/projects", "Host: admin@localhost", "malformed"],
  ["a host with a path", "/api/v1/projects", "Host: localhost/x", "malformed"],
  ["two hosts", "/api/v1/projects", `${host}\r\nHost: example.org`, "malformed"],
  ["credentials in its address", "https://anna:key@localhost/api/v1/projects", host, "malformed"],
  ["an address of plain HTTP", "http://localhost/api/v1/projects", host, "HTTPS only"],
])("a target with %s is answered with 400 and the error object", async (_what, target, hosts, words) => {
  const reply = await exchange([`GET ${target} HTTP/1.1`, hosts, admin]);
  expect(reply).toMatch(/^HTTP\/1\.1 400 [^]*content-type: application\/json/i);
  expect(reply).toContain(words);
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

test("a connection that breaks in the middle of a body harms no other", async () => {
  const socket = await open();
  socket.write(["POST /api/v1/users HTTP/1.1", host, admin, "Content-Length: 1000", "", "{"].join("\r\n"));
  socket.end();
  await text(socket);
  expect(await exchange(["GET /api/v1/projects HTTP/1.1", host, admin])).toMatch(/^HTTP\/1\.1 200 /);
});

test("a body that a fault leaves unread does not keep the next request waiting", async () => {
  emulator.faults.add({ match: { times: 1 }, effect: { kind: "status", status: 503 } });
  const socket = await open();
  const size = 4_000_000;
  socket.write([`POST /api/v1/users HTTP/1.1`, host, admin, `Content-Length: ${size}`, "", ""].join("\r\n"));
  socket.write("x".repeat(size));
  socket.write(["GET /api/v1/projects/manual HTTP/1.1", host, admin, "Connection: close", "", ""].join("\r\n"));
  expect((await text(socket)).match(/^HTTP\/1\.1 \d+/gm)).toEqual(["HTTP/1.1 503", "HTTP/1.1 200"]);
});
