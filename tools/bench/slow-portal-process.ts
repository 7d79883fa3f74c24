/**
 * A server that takes its time, in a process of its own. HTTPS on bare sockets, with answers that lie ready: what a server
 * does itself would make its latency longer, and count as the client's.
 */
import { createServer, type TLSSocket } from "node:tls";
import { createAnswers } from "./answers.ts";
import { servePortal } from "./serve-portal.ts";

const END_OF_HEAD = "\r\n\r\n";
const latency = Number(process.argv[2]);
const answers = new Map([...createAnswers()].map(([path, text]) => [path, answerWith(text)]));
let requests = 0;

const server = createServer({ key: process.env.BENCH_KEY, cert: process.env.BENCH_CERTIFICATE }, (socket) => {
  let head = "";
  socket.setNoDelay();
  socket.on("error", () => undefined); // Clients are ended with their connections open.
  socket.on("data", (part: Buffer) => {
    const arrived = performance.now();
    head += part.toString("latin1");
    if (!head.endsWith(END_OF_HEAD)) return;
    answerAt(arrived + latency, socket, head);
    head = "";
  });
});

/** Timers are up to two milliseconds late, a tenth of the latency: the rest is waited for turn by turn. */
function answerAt(due: number, socket: TLSSocket, head: string): void {
  requests += 1;
  const [, path = ""] = head.split(/[ ?]/, 2);
  const answer = answers.get(path);
  const wait = () => {
    if (performance.now() < due) setImmediate(wait);
    else if (answer) socket.write(answer);
    else socket.destroy();
  };
  setTimeout(wait, due - performance.now() - 2);
}

function answerWith(body: string): Buffer {
  const head = ["HTTP/1.1 200 OK", "content-type: application/json; charset=utf-8", `content-length: ${body.length}`];
  return Buffer.from(head.join("\r\n") + END_OF_HEAD + body);
}

servePortal(server, () => requests);
