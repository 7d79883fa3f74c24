import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as connectPlain, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, afterEach, expect, test } from "vitest";
import { createEmulator, type ListeningEmulator } from "../src/index.js";
import type { Answer } from "../src/control/exchange.js";
import { listen, type Timeouts } from "../src/listen.js";
import { basic } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

const emulator = createEmulator({ seed: testSeed });
const servers: ListeningEmulator[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => emulator.close());

/** Longer than any test: what is cut off is cut off by the limit that a test sets. */
const never = 3_600_000;

async function serve(limits: Partial<Timeouts>): Promise<ListeningEmulator> {
  const rest = { headers: never, request: never, idle: never, linger: never, check: 10 };
  const answer: Answer = (request) => emulator.fetch(request.toRequest());
  const served = { emulator, answer, dataDir: null, wire: { byteOrderMark: true }, onError: () => undefined };
  const server = await listen(served, {}, { ...rest, ...limits });
  servers.push(server);
  return server;
}

/** A client that does not end when the server does. */
function openPlain({ url }: ListeningEmulator): Socket {
  const socket = connectPlain({ host: "127.0.0.1", port: Number(new URL(url).port), allowHalfOpen: true });
  return socket.on("error", () => undefined);
}

async function open(server: ListeningEmulator): Promise<TLSSocket> {
  const { hostname } = new URL(server.url);
  const socket = connect({ socket: openPlain(server), servername: hostname, ca: readFileSync(server.caFile) });
  await once(socket, "secureConnect");
  return socket;
}

/** Sends a beginning, goes on with a letter now and then, and gives what was answered until the connection was destroyed. */
async function drip(socket: TLSSocket, beginning: string): Promise<string> {
  let answer = "";
  socket.on("error", () => undefined).on("data", (piece: Buffer) => (answer += piece.toString()));
  socket.write(beginning);
  const dripping = setInterval(() => socket.write("x"), 5);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(dripping);
  return answer;
}

const post =
  "POST /api/v1/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n";
const tooSlow = /^HTTP\/1\.1 408 .*took too long/s;

test.each<[what: string, limits: Partial<Timeouts>, beginning: string, answer: RegExp]>([
  ["its headers", { headers: 100 }, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", tooSlow],
  [
    "a body that is waited for",
    { headers: 200, request: 200 },
    `${post}Authorization: ${basic("admin")}\r\n\r\n{"`,
    tooSlow,
  ],
  ["a body that was refused already", { headers: 200, request: 200 }, `${post}\r\n`, /^HTTP\/1\.1 401 /],
  [
    "a body for a target that was refused already",
    { headers: 200, request: 200 },
    `${post.replace("/v1", "\\v1")}\r\n`,
    /^HTTP\/1\.1 400 .*has a backslash/s,
  ],
  [
    "a body that was refused already, on a connection that ends with the answer",
    { headers: 200, request: 200 },
    `${post}Connection: close\r\n\r\n`,
    /^HTTP\/1\.1 401 /,
  ],
])(
  "a client that drips %s for ever is answered and cut off, even when it ignores the end",
  async (_what, limits, beginning, answer) => {
    const server = await serve({ linger: 50, ...limits });
    expect(await drip(await open(server), beginning)).toMatch(answer);
  },
);

test("a client that sends much that is no HTTP before it reads sees the answer", async () => {
  const socket = await open(await serve({}));
  await new Promise((resolve) => socket.write(`HELLO\r\n${"x".repeat(8_000_000)}`, resolve));
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 .*malformed/s);
  socket.destroy();
});

test("a client that never begins its handshake is cut off", async () => {
  const socket = openPlain(await serve({ headers: 100 })).resume();
  await once(socket, "end");
  socket.destroy();
});

test("a connection that is idle after its answer is told for how long it may be, and then ended", async () => {
  const socket = await open(await serve({ idle: 1000 }));
  let answer = "";
  socket.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
  socket.write("GET /api/v1/projects HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "end");
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 401 .*^Keep-Alive: timeout=1\r$/ms);
});
