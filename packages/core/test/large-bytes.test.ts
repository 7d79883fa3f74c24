/** Bodies that are too large to be sent in one piece, over real connections. */
import { createServer, type RequestListener } from "node:http";
import { storage } from "@clickhelp-js/protocol";
import { expect, it } from "vitest";
import { basicAuth, createTransport } from "../src/index.js";
import { listen } from "./servers.js";
import { API_KEY, errorOf, LOGIN } from "./support.js";

const chunk = new Uint8Array(5_000_000).map((_, index) => index % 251);
const input = { filePath: "video.mp4", contentRange: { start: 0, end: chunk.length - 1, total: chunk.length }, chunk };

/** Sends the chunk to a server that answers so. Every credential has another key. */
async function sendTo(answer: RequestListener, signal?: AbortSignal): Promise<unknown> {
  let keys = 0;
  const auth = basicAuth(() => ({ login: LOGIN, apiKey: `${API_KEY}${(keys += 1)}` }));
  await using server = await listen(createServer(answer));
  const transport = createTransport({ portal: `http://127.0.0.1:${server.port}`, auth, retry: { baseDelay: 0 } });
  return await transport.request(storage.uploadChunk, input, { signal });
}

it("arrive whole, with their length, also in a second attempt and with new credentials", async () => {
  const statuses = [503, 401, 200];
  const taken: { length: string | undefined; content: Buffer }[] = [];
  const answer: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      response.writeHead(statuses[taken.length] ?? 500, { "retry-after": "0" }).end();
      taken.push({ length: request.headers["content-length"], content: Buffer.concat(parts) });
    });
  };
  expect(await sendTo(answer)).toBeUndefined();
  expect(taken.map(({ length }) => length)).toEqual(["5000000", "5000000", "5000000"]);
  expect(taken.every(({ content }) => content.equals(chunk))).toBe(true);
});

it("may have arrived when the portal breaks off while they come, and are not sent twice", async () => {
  let requests = 0;
  const answer: RequestListener = (request) => {
    requests += 1;
    request.once("data", () => request.socket.destroy());
  };
  const error = await errorOf(sendTo(answer));
  expect(error).toMatchObject({ name: "ConnectionError", maybeApplied: true });
  expect(requests).toBe(1);
});

it("end in the middle when the caller aborts", async () => {
  const controller = new AbortController();
  const { promise: isClosed, resolve } = Promise.withResolvers<undefined>();
  let length = 0;
  const answer: RequestListener = (request) => {
    request.on("data", (part: Buffer) => {
      length += part.length;
      request.pause();
      controller.abort();
    });
    request.on("error", () => undefined);
    request.on("close", () => {
      resolve(undefined);
    });
  };
  expect(await errorOf(sendTo(answer, controller.signal))).toBe(controller.signal.reason);
  await isClosed;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(chunk.length);
});

it("are refused with the portal's own words while they come", async () => {
  const answer: RequestListener = (_request, response) => {
    response.writeHead(413, { "content-type": "application/json" }).end('{"Message":"too large"}');
  };
  const error = await errorOf(sendTo(answer));
  expect(error).toMatchObject({ name: "ApiError", status: 413, serverMessage: "too large" });
});
