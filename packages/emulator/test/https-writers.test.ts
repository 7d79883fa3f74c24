import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator } from "../src/index.js";
import { createHttpsClient, type HttpsClient } from "./https-client.js";
import { fields, items } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

const writers = Array.from({ length: 32 }, (_, index) => `w${index}`);
const rounds = ["a", "b"];
const nodes = "projects/manual/toc/nodes";
const contentOf = (id: string) => Buffer.from(`written by ${id}`).toString("base64");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Serves the data directory for as long as it takes; gives what was found, and failures of the emulator. */
async function serve<T>(use: (client: HttpsClient) => Promise<T>): Promise<{ result: T; failures: unknown[] }> {
  const failures: unknown[] = [];
  const emulator = createEmulator({ seed: testSeed, dataDir: folder, onError: (error) => failures.push(error) });
  try {
    const client = createHttpsClient(await emulator.listen());
    const result = await use(client);
    client.close();
    return { result, failures };
  } finally {
    await emulator.close();
  }
}

/** Makes a TOC folder of one's own with topics in it and files; changes a topic and moves a node that all others do, too. */
async function write({ call }: HttpsClient, writer: string, sharedNode: string): Promise<unknown[]> {
  const made = await call(`POST ${nodes}`, { caption: writer });
  const own = fields(made.json).id;
  const answers = [made];
  for (const round of rounds) {
    const id = `${writer}-${round}`;
    const people = { statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
    const created = await call("POST projects/manual/articles", { id, ...people, tocNodeOrdinalNo: 0 });
    answers.push(
      created,
      ...(await Promise.all([
        call(`PATCH projects/manual/articles/${id}`, { updatedFields: "title", title: `Title of ${id}` }),
        call(`PATCH ${nodes}/${String(fields(created.json).tocNodeId)}`, {
          ...{ updatedFields: "parentId,ordinalNo", parentId: own, ordinalNo: 0 },
        }),
        call(`POST storage/together/${id}.txt?format=base64`, { content: contentOf(id) }),
        call(`PATCH ${nodes}/${sharedNode}`, { updatedFields: "parentId", parentId: own }),
        call("PATCH projects/manual/articles/welcome", { updatedFields: "title", title: `by ${writer}` }),
      ])),
    );
  }
  return answers.filter(({ status }) => status !== 200 && status !== 201);
}

/** Everything that the writers touch. */
async function readState({ call }: HttpsClient) {
  const list = async (path: string) => items((await call(`GET ${path}`)).json);
  const files = await list("storage/together?filter=*");
  const contents = await Promise.all(
    files.map(async ({ fileName }) => {
      const file = fields((await call(`GET storage/together/${String(fileName)}?format=base64`)).json);
      return [fileName, file.content] as const;
    }),
  );
  const topics = (await list("projects/manual/articles")).map(({ id, title }) => [id, title] as const);
  return { toc: await list(nodes), titles: new Map(topics), contents: new Map(contents) };
}

test("32 writers over HTTPS lose nothing, get no error, and find everything after the portal was started again", async () => {
  const { result: before, failures } = await serve(async (client) => {
    const engine = items((await client.call(`GET ${nodes}`)).json).find(({ topicId }) => topicId === "engine");
    const refused = await Promise.all(writers.map((writer) => write(client, writer, String(engine?.id))));
    expect(refused.flat()).toEqual([]);
    return readState(client);
  });
  expect(failures).toEqual([]);

  const ids = writers.flatMap((writer) => rounds.map((round) => `${writer}-${round}`));
  expect(before.contents).toEqual(new Map(ids.map((id) => [`${id}.txt`, contentOf(id)])));
  for (const id of ids) expect(before.titles.get(id)).toBe(`Title of ${id}`);
  expect(before.titles.get("welcome")).toMatch(/^by w\d+$/);

  const childrenOf = (parentId: unknown) => before.toc.filter((node) => node.parentId === parentId);
  for (const { id } of [{ id: null }, ...before.toc]) {
    const ordinals = childrenOf(id).map(({ ordinalNo }) => ordinalNo);
    expect(ordinals).toEqual(ordinals.map((_, index) => index));
  }
  const below = writers.map((writer) => childrenOf(before.toc.find(({ caption }) => caption === writer)?.id));
  const topicIds = below.map((children) => children.map(({ topicId }) => topicId));
  const latestFirst = writers.map((writer) => rounds.map((round) => `${writer}-${round}`).reverse());
  expect(topicIds.map((all) => all.filter((id) => id !== "engine"))).toEqual(latestFirst);
  expect(topicIds.flat().filter((id) => id === "engine")).toHaveLength(1);

  expect((await serve(readState)).result).toEqual(before);
});
