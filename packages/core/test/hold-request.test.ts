/** Node.js forgets the signal of a Request that nobody holds: what was garbage is cleaned up here while calls are under way. */
import type { RequestListener } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { topics } from "@clickhelp-js/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basicAuth, createTransport } from "../src/index.js";
import { createNodeFetch, type NodeFetch } from "../src/node/index.js";
import { createAuthority, httpsServer, listen, type Authority } from "./servers.js";
import { API_KEY, errorOf, LOGIN } from "./support.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let authority: Authority;
let nodeFetch: NodeFetch;
beforeAll(async () => {
  authority = await createAuthority();
  nodeFetch = createNodeFetch({ ca: authority.ca });
});
afterAll(() => nodeFetch.destroy());

/** Two turns later, since what an async function has just let go of is held until then. */
async function cleanUp(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
}

describe.each([
  ["createNodeFetch", () => nodeFetch],
  ["a function around it", () => (request: Request) => nodeFetch(request)],
])("by %s, a signal ends what is under way", (_name, toFetch) => {
  /** A portal that says so much, and no more. */
  async function openPortal(answer: RequestListener) {
    const arrived = Promise.withResolvers<undefined>();
    const closed = Promise.withResolvers<undefined>();
    const server = await listen(
      httpsServer(authority, (request, response) => {
        request.socket.on("close", () => {
          closed.resolve(undefined);
        });
        answer(request, response);
        arrived.resolve(undefined);
      }),
    );
    const portal = `https://localhost:${server.port}`;
    const transport = createTransport({ portal, auth: basicAuth({ login: LOGIN, apiKey: API_KEY }), fetch: toFetch() });
    return {
      transport,
      arrived: arrived.promise,
      closed: closed.promise,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }

  it("before the answer", async () => {
    await using portal = await openPortal(() => undefined);
    const controller = new AbortController();
    const input = { projectId: "p", topicId: "t" };
    const failure = errorOf(portal.transport.request(topics.get, input, { signal: controller.signal }));
    await portal.arrived;
    await cleanUp();
    controller.abort();
    expect(await failure).toMatchObject({ name: "AbortError" });
    await portal.closed;
  });

  it("in a body that was handed on", async () => {
    await using portal = await openPortal((_request, response) => void response.writeHead(200).write("["));
    const controller = new AbortController();
    const response = await portal.transport.fetch("projects", { signal: controller.signal });
    const failure = errorOf(response.text());
    await cleanUp();
    controller.abort();
    expect(await failure).toMatchObject({ name: "AbortError" });
    await portal.closed;
  });
});
