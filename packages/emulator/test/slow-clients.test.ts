import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type ListeningEmulator } from "../src/index.js";
import { listen } from "../src/listen.js";
import { testSeed } from "./test-seed.js";

const emulator = createEmulator({ seed: testSeed });
let server: ListeningEmulator;
beforeEach(async () => {
  server = await listen(
    emulator,
    (request) => emulator.fetch(request.toRequest()),
    null,
    {},
    { headers: 100, request: 200, idle: 50, check: 10, linger: 50 },
  );
});
afterEach(async () => {
  await server.close();
});

afterAll(() => emulator.close());

/** A client that does not end when the server does. */
async function open(): Promise<TLSSocket> {
  const { hostname, port } = new URL(server.url);
  const ca = readFileSync(server.caFile);
  const plain = connectPlain({ host: "127.0.0.1", port: Number(port), allowHalfOpen: true });
  const socket = connect({ socket: plain, servername: hostname, ca });
  await once(socket, "secureConnect");
  return socket;
}

test.each([
  ["headers", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
  ["body", "POST /api/v1/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"],
])("a client that drips its %s for ever is cut off, even when it ignores the end", async (_what, beginning) => {
  const socket = await open();
  socket.on("error", () => undefined).resume();
  socket.write(beginning);
  const drip = setInterval(() => socket.write("x"), 5);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(drip);
  expect(socket.destroyed).toBe(true);
});

test("a connection that is idle after its answer is ended", async () => {
  const socket = await open();
  let answer = "";
  socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
  socket.write("GET /api/v1/projects HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "end");
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
});
