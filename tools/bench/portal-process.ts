/** The scripted server, in a process of its own: HTTPS, fixed answers, and a count of requests. */
import { createServer } from "node:https";
import { createAnswers } from "./answers.ts";
import { answerStorage } from "./files/storage.ts";
import { servePortal } from "./serve-portal.ts";

const answers = new Map([...createAnswers()].map(([path, text]) => [path, Buffer.from(text)]));
const STORAGE = "/api/v1/storage/";
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
    response.writeHead(body ? 200 : 404, headers).end(body);
  },
);

servePortal(server, () => requests);
