import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator, type ListeningEmulator } from "../src/index.js";
import { createHttpsClient, type HttpsClient } from "./https-client.js";
import { fields, items } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

interface Running {
  readonly name: string;
  readonly emulator: Emulator;
  readonly server: ListeningEmulator;
  readonly client: HttpsClient;
}

const names = Array.from({ length: 12 }, (_, index) => `portal-${index}`);
let folder = "";
let running: Running[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  running = await startAll();
});
afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

function startAll(): Promise<Running[]> {
  return Promise.all(
    names.map(async (name) => {
      const emulator = createEmulator({ seed: testSeed, dataDir: join(folder, name) });
      const server = await emulator.listen();
      return { name, emulator, server, client: createHttpsClient(server) };
    }),
  );
}

async function stopAll(): Promise<void> {
  for (const { client } of running) client.close();
  await Promise.all(running.map(({ server }) => server.close()));
}

/** Puts something of its own into everything that a portal has; gives what was refused. */
async function fill({ name, client: { call } }: Running): Promise<unknown[]> {
  const people = { statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
  const answers = await Promise.all([
    call("POST projects/manual/articles", { id: name, ...people }),
    call("PATCH projects/manual/articles/welcome", { updatedFields: "title", title: `Welcome to ${name}` }),
    call("POST projects/manual/toc/nodes", { caption: `Folder of ${name}` }),
    call(`POST storage/${name}.txt?format=base64`, { content: Buffer.from(name).toString("base64") }),
    call("POST storage/shared.txt?format=base64", { content: Buffer.from(name).toString("base64") }),
    call("POST projects/manual?action=publish", { pubId: `${name}-pub`, pubName: name }),
  ]);
  const task = String(fields(answers.at(-1)?.json).taskKey);
  while (fields((await call(`GET tasks/${task}`)).json).isSucceeded === null);
  return answers.filter(({ status }) => status !== 200 && status !== 201);
}

/** What the portals have that they did not begin with. */
async function readOwn({ client: { call } }: Running) {
  const list = async (path: string) => items((await call(`GET ${path}`)).json);
  const topics = await list("projects/manual/articles");
  const content = fields((await call("GET storage/shared.txt?format=base64")).json).content;
  return {
    projects: (await list("projects")).map(({ id }) => String(id)).filter((id) => !id.startsWith("manual")),
    topics: topics.map(({ id }) => String(id)).filter((id) => id.startsWith("portal-")),
    welcome: topics.find(({ id }) => id === "welcome")?.title,
    folders: (await list("projects/manual/toc/nodes"))
      .map(({ caption }) => caption)
      .filter((caption) => caption !== ""),
    files: (await list("storage?filter=*.txt")).map(({ fileName }) => fileName),
    shared: Buffer.from(String(content), "base64").toString(),
  };
}

const expectedOf = (name: string) => ({
  ...{ projects: [`${name}-pub`], topics: [name], welcome: `Welcome to ${name}` },
  ...{ folders: ["Parts", `Folder of ${name}`], files: [`${name}.txt`, "shared.txt"], shared: name },
});

test("twelve portals in one process that are written to at once have each its own, also after all were started again", async () => {
  expect((await Promise.all(running.map(fill))).flat()).toEqual([]);
  expect(await Promise.all(running.map(readOwn))).toEqual(names.map(expectedOf));
  await stopAll();
  running = await startAll();
  expect(await Promise.all(running.map(readOwn))).toEqual(names.map(expectedOf));
});

test("a client that trusts one portal trusts none of the others", async () => {
  const [first, ...others] = running;
  if (!first) throw new Error("no portal is running");
  for (const { server } of others) {
    const client = createHttpsClient({ url: server.url, caFile: first.server.caFile });
    await expect(client.call("GET projects")).rejects.toMatchObject({
      code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/) as string,
    });
    client.close();
  }
});

test("faults, journals, resetting and closing are a matter of one portal", async () => {
  const [faulty, emptied, closed, ...others] = running;
  if (!faulty || !emptied || !closed) throw new Error("too few portals are running");
  await Promise.all(running.map(fill));
  const journals = others.map(({ emulator }) => emulator.journal().length);

  emptied.emulator.reset();
  expect((await readOwn(emptied)).topics).toEqual([]);
  await closed.server.close();
  await expect(closed.client.call("GET projects")).rejects.toThrow();
  faulty.emulator.faults.add({ effect: { kind: "status", status: 503 } });
  expect((await faulty.client.call("GET projects")).status).toBe(503);

  expect(others.map(({ emulator }) => emulator.journal().length)).toEqual(journals);
  expect(await Promise.all(others.map(readOwn))).toEqual(others.map(({ name }) => expectedOf(name)));
});
