/**
 * The portal that the contract tests talk to over HTTPS: a live one when the variables below are set, otherwise a fresh
 * emulator. The project is written to; topics and files that the tests make are deleted again, one publication stays.
 */
import { readFile } from "node:fs/promises";
import { createNodeFetch } from "@clickhelp-js/core/node";
import { createEmulator } from "@clickhelp-js/emulator";
import { basicAuth, createClient, type Client, type TransportOptions } from "../../src/index.js";

const {
  CLICKHELP_CONTRACT_PORTAL_URL: liveUrl,
  CLICKHELP_CONTRACT_USERNAME: liveLogin,
  CLICKHELP_CONTRACT_API_KEY: liveKey,
  CLICKHELP_CONTRACT_PROJECT: liveProject,
} = process.env;

/** Whether the tests run against a live portal. */
export const isLive = liveUrl !== undefined;

/** Live portals take their time. */
export const TASK_TIMEOUT = 300_000;

/** The one publication that the tests make and leave behind, since it cannot be deleted with these calls. */
export const PUBLICATION_ID = "clickhelp-js-contract";

export interface ContractPortal {
  readonly client: Client;
  readonly login: string;
  /** A project that may be written to. */
  readonly projectId: string;
  /** Sends to the portal, for tests that stand in between. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Another client for the same portal. */
  readonly connect: (options: Partial<TransportOptions>) => Client;
  close(): Promise<void>;
}

/** Opens the portal. Its `close` ends everything that was started. */
export async function openPortal(): Promise<ContractPortal> {
  return liveUrl === undefined ? openEmulator() : openLivePortal(liveUrl);
}

async function openEmulator(): Promise<ContractPortal> {
  const emulator = await createEmulator({ seed: "sample" }).listen({ port: 0 });
  const { url, caFile, login, apiKey } = emulator;
  const fetch = createNodeFetch({ ca: await readFile(caFile), replaceCa: true });
  const portal = { portal: url, fetch, auth: basicAuth({ login, apiKey }) };
  const client = createClient(portal);
  const projectId = (await client.projects.list()).find(({ parentId }) => parentId === null)?.id;
  if (projectId === undefined) throw new Error("the sample portal has no project");
  return {
    client,
    login,
    projectId,
    fetch: (request) => fetch(request),
    connect: (options) => createClient({ ...portal, ...options }),
    async close() {
      await fetch.close();
      await emulator.close();
    },
  };
}

function openLivePortal(url: string): ContractPortal {
  if (liveLogin === undefined || liveKey === undefined || liveProject === undefined) {
    throw new Error(
      "CLICKHELP_CONTRACT_USERNAME, CLICKHELP_CONTRACT_API_KEY and CLICKHELP_CONTRACT_PROJECT are needed, too",
    );
  }
  const portal = { portal: url, auth: basicAuth({ login: liveLogin, apiKey: liveKey }) };
  return {
    client: createClient(portal),
    login: liveLogin,
    projectId: liveProject,
    fetch: (request) => fetch(request),
    connect: (options) => createClient({ ...portal, ...options }),
    close: () => Promise.resolve(),
  };
}

/** An id that no earlier run has used. */
export function newId(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

/** A portal may keep whole seconds only. */
export function isRecent(date: Date): boolean {
  return Math.abs(Date.now() - date.getTime()) < 10 * 60_000;
}
