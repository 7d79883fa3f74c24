/** Calls a portal over HTTPS, by connections that are kept, trusting nothing but the CA that it is given. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { text } from "node:stream/consumers";
import type { ListeningEmulator } from "../src/index.js";
import { basic, parse } from "./test-portal.js";

export interface HttpsAnswer {
  readonly status: number | undefined;
  /** The parsed body; undefined when it is empty or no JSON. */
  readonly json: unknown;
}

export interface HttpsClient {
  /** Calls the API: `call("GET projects")`; the body is sent as JSON. */
  readonly call: (request: string, body?: unknown) => Promise<HttpsAnswer>;
  /** Ends its connections. */
  readonly close: () => void;
}

/** A handshake takes longer than many calls. */
const mostConnections = 32;

/** A client of the administrator. */
export function createHttpsClient({ url, caFile }: Pick<ListeningEmulator, "url" | "caFile">): HttpsClient {
  const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true, maxSockets: mostConnections });
  const headers = { Authorization: basic("admin") };
  return {
    async call(wanted, body) {
      const [method, path = ""] = wanted.split(" ");
      const outgoing = request(`${url}/api/v1/${path}`, { agent, method, headers });
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      return { status: incoming.statusCode, json: parse(await text(incoming)) };
    },
    close() {
      agent.destroy();
    },
  };
}
