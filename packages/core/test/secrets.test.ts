/** No error, printed as fully as Node.js can, shows a credential. */
import { inspect } from "node:util";
import { projects, topics } from "@clickhelp-js/protocol";
import { expect, it } from "vitest";
import { createTransport } from "../src/index.js";
import { freePort } from "./servers.js";
import {
  API_KEY,
  AUTHORIZATION,
  errorOf,
  failure,
  html,
  LOGIN,
  script,
  stall,
  stallInBody,
  systemFailure,
  transportOn,
  type Answer,
} from "./support.js";
import { basicAuth } from "../src/auth.js";

const echo: Answer = (request) =>
  failure(401, `You sent ${request.headers.get("authorization") ?? ""}, that is ${LOGIN}:${API_KEY}`, {
    "set-cookie": "session=s3ssion",
  });

const answers: [string, Answer][] = [
  ["a connection that failed", () => Promise.reject(systemFailure("ECONNRESET"))],
  ["an unknown failure", () => Promise.reject(new Error("odd"))],
  ["an answer that never comes", stall],
  ["an answer that never ends", stallInBody],
  ["an error answer that repeats what was sent", echo],
  ["an error answer in plain text", (request) => new Response(request.headers.get("authorization"), { status: 500 })],
  ["an HTML page", () => html(403)],
  ["an answer that is not JSON", (request) => new Response(request.headers.get("authorization"))],
  ["a login token in an answer that is cut off", () => new Response('{"token":"s3ssion\\n-and-more')],
  ["a login token in an error that is cut off", () => new Response('{"Token" : "s3ssion', { status: 500 })],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://x.example/?t=s3ssion" } })],
];

function expectNoSecret(error: unknown): void {
  const shown = [inspect(error, { depth: 10, showHidden: true, getters: true }), JSON.stringify(error), String(error)];
  if (error instanceof Error) shown.push(error.stack ?? "");
  for (const text of shown) {
    for (const secret of [API_KEY, AUTHORIZATION.split(" ")[1] ?? "", "s3ssion"]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/authorization: '(?!\[hidden)/i);
  }
}

it.each(answers)("%s", async (_name, answer) => {
  const { fetch } = script(answer);
  const transport = transportOn(fetch, { timeout: 5, retry: { limit: 1, baseDelay: 0 } });
  expectNoSecret(await errorOf(transport.request(projects.list, {})));
  // Some of the answers are good ones for who does not read the body.
  expectNoSecret(await transport.fetch("projects", { safety: "read" }).catch((error: unknown) => error));
});

it("a connection that was refused", async () => {
  const auth = basicAuth({ login: LOGIN, apiKey: API_KEY });
  const transport = createTransport({ portal: `https://localhost:${await freePort()}`, auth, retry: 0 });
  expectNoSecret(await errorOf(transport.request(projects.list, {})));
});

it("an input that is not valid", async () => {
  const { fetch } = script(echo);
  const input = { projectId: "p", topicId: "t", title: 5, password: API_KEY };
  // @ts-expect-error -- the point is a wrong input
  expectNoSecret(await errorOf(transportOn(fetch).request(topics.update, input)));
});

it.each([401, 200])("an answer with the status %d that repeats the key with JSON escapes", async (status) => {
  const apiKey = 'k/e"y\\ü-1';
  const auth = basicAuth({ login: "anna??>>", apiKey });
  const { fetch } = script((request) => {
    const sent = request.headers.get("authorization") ?? "";
    const body = JSON.stringify({ Message: `${sent} is ${apiKey}, see https://h/x?t=s3ssion` }).replaceAll("/", "\\/");
    return new Response(body, { status, headers: { "content-type": "application/json", "x-echo": sent } });
  });
  const transport = createTransport({ portal: "docs.example.com", auth, fetch, retry: 0 });
  const shown = inspect(await errorOf(transport.request(projects.list, {})), { depth: 10 });
  for (const secret of [apiKey, "-1,", "s3ssion", "YW5uYT8"]) expect(shown).not.toContain(secret);
});
