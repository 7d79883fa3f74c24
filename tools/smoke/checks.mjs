/**
 * What has to work wherever the layers run. Plain JavaScript on nothing but the packages, so that any runtime can run it.
 *
 * @typedef {{ url: string, login: string, apiKey: string, publicId: string }} PortalAddress
 * @typedef {PortalAddress & { fetch?: import("@clickhelp-js/core").FetchFunction, closingUrl?: string }} Portal how it is reached, if not by the global fetch; and where kept connections are closed
 * @typedef {{ layer: string, check: string, problem?: string }} CheckResult
 */
import {
  basicAuth,
  ConnectionError,
  createClient,
  html,
  NotFoundError,
  RequestValidationError,
} from "@clickhelp-js/client";
import { createTransport } from "@clickhelp-js/core";
import { projects, tasks, Topic, topics } from "@clickhelp-js/protocol";

/** @type {(isRight: unknown, what: string) => asserts isRight} */
const expect = (isRight, what) => {
  if (!isRight) throw new Error(`expected ${what}`);
};

/**
 * @param {Promise<unknown>} promise
 * @returns {Promise<unknown>} what it is rejected with
 */
const errorOf = (promise) =>
  promise.then(
    () => undefined,
    (/** @type {unknown} */ error) => error,
  );

const wireTopic = {
  id: "intro",
  title: "Introduction",
  projectId: "manual",
  fullUrl: "https://docs.example.com/articles/manual/intro",
  createdOn: "2024-03-27T19:28:30",
  modifiedOn: "2024-03-27T19:28:30",
};

const projectId = "project-wren-user-guide";

/** @typedef {[layer: string, check: string, run: (portal: Portal) => Promise<void> | void]} Check */

/** @type {Check[]} */
const checks = [
  [
    "protocol",
    "checks a body",
    () => {
      expect(Topic.parse(wireTopic).createdOn.getTime() === Date.UTC(2024, 2, 27, 19, 28, 30), "a date");
      expect(!Topic.safeParse({ ...wireTopic, id: 5 }).success, "a number to be no id");
    },
  ],
  [
    "core",
    "makes a request",
    async (portal) => {
      const list = await transportTo(portal).request(projects.list, {});
      expect(list.length > 2, "projects");
    },
  ],
  [
    "core",
    "gives typed errors",
    async (portal) => {
      const error = await errorOf(transportTo(portal).request(topics.get, { projectId, topicId: "no-such-topic" }));
      expect(NotFoundError.isInstance(error) && error.status === 404, "a NotFoundError");
    },
  ],
  [
    "core",
    "repeats a call that did not arrive",
    async (portal) => {
      let attempts = 0;
      const transport = transportTo(portal, {
        fetch: (/** @type {Request} */ request) => {
          attempts += 1;
          return attempts === 1 ? Promise.reject(new TypeError("fetch failed")) : fetch(request);
        },
        retry: { baseDelay: 0 },
      });
      await transport.request(projects.list, {});
      expect(attempts === 2, "two attempts");
    },
  ],
  [
    "core",
    "can be aborted",
    async (portal) => {
      const controller = new AbortController();
      const call = transportTo(portal).request(projects.list, {}, { signal: controller.signal });
      controller.abort();
      const error = await errorOf(call);
      expect(error instanceof Error && error.name === "AbortError", "an AbortError");
    },
  ],
  [
    "core",
    "limits calls",
    async (portal) => {
      const transport = transportTo(portal, { concurrency: 2 });
      const lists = await Promise.all([1, 2, 3, 4].map(() => transport.request(projects.list, {})));
      expect(lists.length === 4, "four lists");
    },
  ],
  [
    "client",
    "reads and writes topics",
    async (portal) => {
      const client = clientOf(portal);
      const id = `smoke-${Math.random().toString(36).slice(2)}`;
      const whenCreated = { ownerUserName: portal.login, assigneeUserName: portal.login, statusName: "Draft" };
      const body = String(html`<p>${"1 < 2"}</p>`);
      const { outcome } = await client.topics.upsert({ projectId, id, title: "Smoke", body, whenCreated });
      expect(outcome === "created", "a new topic");
      const topic = await client.topics.get({ projectId, topicId: id });
      expect(topic.body?.includes("1 &lt; 2"), "the body");
      await client.topics.delete({ projectId, topicId: id });
    },
  ],
  [
    "client",
    "refuses bad input before it is sent",
    async (portal) => {
      // @ts-expect-error -- the letter case is wrong
      const error = await errorOf(clientOf(portal).topics.get({ projectId, topicid: "x" }));
      expect(RequestValidationError.isInstance(error), "a RequestValidationError");
    },
  ],
  [
    "client",
    "waits for a task",
    async (portal) => {
      const pubName = `Smoke ${Math.random().toString(36).slice(2)}`;
      const pubId = pubName.toLowerCase().replace(" ", "-");
      const task = await clientOf(portal).publications.create({ projectId, pubId, pubName, pubVisibility: "Private" });
      const status = await task.wait({ interval: 20 });
      expect(status.isSucceeded === true, "success");
    },
  ],
  [
    "client",
    "keeps files",
    async (portal) => {
      const client = clientOf(portal);
      const filePath = `smoke-${Math.random().toString(36).slice(2)}.bin`;
      const content = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      await client.storage.upload({ filePath, content });
      expect(await client.storage.exists({ filePath }), "the file to exist");
      const file = await client.storage.getFile({ filePath, format: "base64" });
      expect(file.size === 1000, "1000 bytes");
      await client.storage.delete({ filePath });
    },
  ],
];

/** @type {Check} */
const closingCheck = [
  "core",
  "sends a change once, though the connection closes without an answer",
  async ({ closingUrl = "", ...portal }) => {
    const transport = transportTo({ ...portal, url: closingUrl });
    const id = `once-${Math.random().toString(36).slice(2)}`;
    const people = { ownerUserName: portal.login, assigneeUserName: portal.login, statusName: "Draft" };
    const changes = [
      () => transport.request(topics.create, { projectId, id, ...people }),
      () => transport.request(tasks.get, { taskKey: id }),
    ];
    for (const change of changes) {
      await transport.request(projects.list, {});
      expect(ConnectionError.isInstance(await errorOf(change())), "a ConnectionError");
    }
    const arrived = /** @type {string[]} */ (await (await fetch(`${closingUrl}/arrived`)).json());
    const methods = arrived.filter((line) => line.includes(id)).map((line) => line.split(" ")[0]);
    expect(methods.join() === "POST,GET", `each to arrive once, not ${methods.join()}`);
  },
];

/**
 * @param {Portal} portal
 * @param {object} [options]
 */
function transportTo(portal, options) {
  return createTransport({ ...optionsFor(portal), ...options });
}

/** @param {Portal} portal */
function clientOf(portal) {
  return createClient(optionsFor(portal));
}

/** @param {Portal} portal */
function optionsFor({ url, login, apiKey, fetch }) {
  return { portal: url, auth: basicAuth({ login, apiKey }), fetch, dangerouslyAllowBrowser: true };
}

/**
 * @param {Portal} portal
 * @returns {Promise<CheckResult[]>}
 */
export async function runChecks(portal) {
  const results = [];
  const possible = portal.closingUrl === undefined ? checks : [...checks, closingCheck];
  for (const [layer, check, run] of possible) {
    try {
      await run(portal);
      results.push({ layer, check });
    } catch (error) {
      results.push({
        layer,
        check,
        problem: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    }
  }
  return results;
}

/**
 * What a page may do without a key, and that a key is refused there.
 *
 * @param {PortalAddress} portal
 * @returns {Promise<CheckResult[]>}
 */
export async function runPageChecks({ url, login, apiKey, publicId }) {
  const found = await createClient({ portal: url }).topics.list({ projectId: publicId });
  let refusal = "";
  try {
    createClient({ portal: url, auth: basicAuth({ login, apiKey }) });
  } catch (error) {
    refusal = error instanceof Error ? error.message : "";
  }
  const isRefused = refusal.includes("dangerouslyAllowBrowser");
  return [
    { layer: "client", check: "reads public topics without a key", ...(found.length === 0 && { problem: "none" }) },
    { layer: "client", check: "refuses a key in a page", ...(!isRefused && { problem: `said: ${refusal}` }) },
  ];
}
