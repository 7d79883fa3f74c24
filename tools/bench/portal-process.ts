/** The scripted server, in a process of its own: HTTPS, fixed answers, a latency on command, and a count of requests. */
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAnswers } from "./answers.ts";
import { answerStorage } from "./files/storage.ts";
import type { PortalCommand, PortalReply } from "./portal.ts";
import { serveCommands } from "./worker.ts";

const answers = new Map([...createAnswers()].map(([path, text]) => [path, Buffer.from(text)]));
const STORAGE = "/api/v1/storage/";
let latency = 0;
let requests = 0;

const server = createServer(
  { key: process.env.BENCH_KEY, cert: process.env.BENCH_CERTIFICATE, keepAliveTimeout: 120_000 },
  (request, response) => {
    requests += 1;
    if (request.url?.startsWith(STORAGE) === true) {
      answerStorage(request, response);
      return;
    }
    const [path = ""] = (request.url ?? "").split("?");
    const body = answers.get(path);
    const headers = { "content-type": "application/json; charset=utf-8", "content-length": body?.length ?? 0 };
    const answer = () => response.writeHead(body ? 200 : 404, headers).end(body);
    if (latency > 0) answerAfter(latency, answer);
    else answer();
  },
);

/** Timers are up to two milliseconds late, a tenth of the latency: the rest is waited for turn by turn. */
function answerAfter(milliseconds: number, answer: () => void): void {
  const due = performance.now() + milliseconds;
  const wait = () => {
    if (performance.now() >= due) answer();
    else setImmediate(wait);
  };
  setTimeout(wait, milliseconds - 2);
}

serveCommands(async (command: PortalCommand): Promise<PortalReply> => {
  if (command.latency !== undefined) latency = command.latency;
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return { port: (server.address() as AddressInfo).port, requests };
});
