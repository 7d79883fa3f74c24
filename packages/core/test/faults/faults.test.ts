/** Every fault, over real connections, on every kind of operation. `pnpm faults` prints what came of it as a table. */
import { projects, tasks, topics, type Safety } from "@clickhelp-js/protocol";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { basicAuth, ClickHelpError, createTransport, type SendFunction, type Transport } from "../../src/index.js";
import { createNodeFetch } from "../../src/node/index.js";
import { createAuthority, freePort, httpsServer, listen, tcpServer, type Authority } from "../servers.js";
import { API_KEY, LOGIN } from "../support.js";
import { expectedAttempts, faults, isHarmless, safeties, type Fault, type Moment, type Portal } from "./faults.js";
import type { Outcome } from "./outcome.js";

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});
// Time goes on, and jumps to the end of an attempt where a fault says so: no test waits for it.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(faults)("$name", (fault) => {
  it.for(safeties)("on a call that is %s", async (safety, { task }) => {
    const attempts = expectedAttempts(fault, safety);
    const isError = fault.error !== "none" && fault.error !== "AbortError";
    for (const way of ways) {
      const outcome = await meet(fault, safety, way);
      task.meta.outcome = outcome;
      expect(outcome, way).toEqual({
        error: fault.error,
        attempts,
        // Every attempt is one request at most, so what may have arrived was not sent again.
        arrived: fault.portal.is === "server" ? attempts : 0,
        maybeApplied: isError ? safety !== "read" && fault.applied === "perhaps" : undefined,
      });
      // Whatever a row may say: what may have made a change is not sent again unless that is harmless.
      if (fault.applied === "perhaps" && !isHarmless(safety)) expect(outcome.arrived, way).toBeLessThanOrEqual(1);
    }
  });
});

/** The ways that requests go: as any `fetch` sends them, the shorter one of `createNodeFetch`, and that in the time of ky. */
const ways = ["by fetch", "by sendToRead", "by sendToRead, without limitTime"] as const;
type Way = (typeof ways)[number];

/** The longest that an attempt may take, in milliseconds. */
const TIMEOUT = 20_000;

const calls: Readonly<Record<Safety, (transport: Transport, signal: AbortSignal) => Promise<unknown>>> = {
  read: (transport, signal) => transport.request(topics.get, { projectId: "p", topicId: "t" }, { signal }),
  idempotent: (transport, signal) =>
    transport.request(topics.update, { projectId: "p", topicId: "t", title: "New" }, { signal }),
  "read-once": (transport, signal) => transport.request(tasks.get, { taskKey: "8de60eb4ad8757c5" }, { signal }),
  unsafe: (transport, signal) =>
    transport.request(
      topics.create,
      { projectId: "p", id: "t", assigneeUserName: "a", ownerUserName: "a", statusName: "Draft" },
      { signal },
    ),
};

async function meet(fault: Fault, safety: Safety, way: Way): Promise<Outcome> {
  const controller = new AbortController();
  const reach = (moment: Moment) => {
    if (fault.abort === moment) controller.abort();
    if (fault.timeout === moment) vi.advanceTimersByTime(TIMEOUT);
  };
  await using portal = await openPortal(fault.portal, reach);
  const nodeFetch = createNodeFetch({ ca: authority.ca });
  let attempts = 0;
  let asked = 0;
  const count = async (answering: Promise<Response>) => {
    attempts += 1;
    const response = await answering;
    setImmediate(reach, "in the body");
    return response;
  };
  const fetch = (request: Request) => count(nodeFetch(request));
  const send: SendFunction = (url, request) => count(nodeFetch.sendToRead(url, request));
  const sendToReadOf: Readonly<Record<Way, SendFunction | undefined>> = {
    "by fetch": undefined,
    "by sendToRead": Object.assign(send.bind(undefined), { limitTime: nodeFetch.sendToRead.limitTime }),
    "by sendToRead, without limitTime": send,
  };
  const transport = createTransport({
    portal: portal.address,
    auth: basicAuth(() => ({ login: LOGIN, apiKey: (asked += 1) === 1 ? "old" : API_KEY })),
    fetch: Object.assign(fetch, { sendToRead: sendToReadOf[way] }),
    logger: {
      debug: () => undefined,
      warn: () => {
        reach("in the pause");
      },
    },
    timeout: TIMEOUT,
    retry: { baseDelay: 0 },
    ...fault.options,
  });
  try {
    reach("before the call");
    const before = fault.abort === "in the queue" ? await occupy(transport, portal.reached) : 0;
    const call = calls[safety](transport, controller.signal);
    reach("in the queue");
    const error: unknown = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return {
      error: error instanceof Error ? error.name : "none",
      attempts: attempts - before,
      arrived: portal.arrived() - before,
      maybeApplied: error instanceof ClickHelpError && "maybeApplied" in error ? error.maybeApplied : undefined,
    };
  } finally {
    await nodeFetch.destroy();
  }
}

/** Makes a call that nobody answers, so that the next one has to wait for its turn. Gives how many calls that were. */
async function occupy(transport: Transport, reached: Promise<undefined>): Promise<number> {
  transport.request(projects.list, {}).catch(() => undefined);
  await reached;
  return 1;
}

interface OpenPortal {
  readonly address: string;
  /** How many requests arrived. */
  arrived(): number;
  /** Settled with the first request. */
  readonly reached: Promise<undefined>;
  [Symbol.asyncDispose](): Promise<void>;
}

async function openPortal(portal: Portal, reach: (moment: Moment) => void): Promise<OpenPortal> {
  let arrived = 0;
  const { promise: reached, resolve } = Promise.withResolvers<undefined>();
  const common = { arrived: () => arrived, reached };
  if (portal.is === "nobody") {
    const address = `https://localhost:${await freePort()}`;
    return { ...common, address, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const server =
    portal.is === "socket"
      ? tcpServer((socket) => {
          if (portal.does === "wait") reach("connecting");
          else if (portal.does === "close") socket.destroy();
          else socket.end("HTTP/1.1 200 OK\r\n\r\n");
        })
      : httpsServer(authority, (request, response) => {
          const part = portal.parts[Math.min(arrived, portal.parts.length - 1)];
          arrived += 1;
          resolve(undefined);
          part?.(request, response);
          reach("before the headers");
        });
  const listening = await listen(server);
  return {
    ...common,
    address: `https://localhost:${listening.port}`,
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}
