/** A program of somebody who installs the layers from the registry, at the versions of their choice. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readPackageJson } from "../layers/workspace.ts";
import { run } from "../run-program.ts";
import type { Versions } from "./releases.ts";

export interface Consumer {
  readonly name: string;
  /** What its package.json asks for. */
  readonly dependencies: Versions;
}

export interface Installed {
  /** The versions that npm chose, of all packages. */
  readonly versions: Versions;
  /** The totals of its tests. */
  readonly tests: string;
}

/** Installs what the consumer asks for into an empty folder and runs its tests. Throws when they fail. */
export async function tryConsumer(
  { dependencies }: Consumer,
  folder: string,
  npmrc: string,
  signal: AbortSignal,
): Promise<Installed> {
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  await writeFile(join(folder, ".npmrc"), npmrc);
  await writeFile(join(folder, "consumer.test.js"), TESTS);
  const options = { cwd: folder, signal };
  await run("npm", ["install", "--no-audit", "--no-fund"], options);
  const report = await run(process.execPath, ["--test", "--test-reporter=tap"], options);
  const count = (what: string) => new RegExp(`^# ${what} (\\d+)$`, "m").exec(report)?.[1] ?? "?";
  return { versions: await installedVersions(folder), tests: `${count("pass")} passed, ${count("fail")} failed` };
}

/** Of every package in the folder's node_modules, scoped or not. */
async function installedVersions(folder: string): Promise<Versions> {
  const modules = join(folder, "node_modules");
  const entries = (await readdir(modules)).filter((name) => !name.startsWith("."));
  const scoped = await Promise.all(
    entries
      .filter((name) => name.startsWith("@"))
      .map(async (scope) => (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`)),
  );
  const names = [...entries.filter((name) => !name.startsWith("@")), ...scoped.flat()];
  return Object.fromEntries(names.map((name) => [name, readPackageJson(join(modules, name))?.version ?? ""]));
}

const TESTS = `
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { basicAuth, createClient, NotFoundError } from "@clickhelp-js/client";
import { Topic } from "@clickhelp-js/protocol";

const topic = {
  id: "intro", title: "Introduction", projectId: "manual", fullUrl: "https://docs.example.com/articles/manual/intro",
  createdOn: "2024-03-27T19:28:30", modifiedOn: "2024-03-27T19:28:30",
};
const server = createServer((request, response) => {
  const isKnown = request.url === "/api/v1/projects/manual/articles/intro";
  response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(isKnown ? topic : { Message: "There is none." }));
});
before(() => once(server.listen(0, "127.0.0.1"), "listening"));
after(() => server.close());
const connect = () =>
  createClient({
    portal: "http://127.0.0.1:" + server.address().port,
    auth: basicAuth({ login: "anna", apiKey: "not-a-key" }),
  });

test("the client reads a topic", async () => {
  const { createdOn } = await connect().topics.get({ projectId: "manual", topicId: "intro" });
  assert.deepEqual(createdOn, new Date("2024-03-27T19:28:30Z"));
});

test("errors are those of the installed core", async () => {
  await assert.rejects(connect().topics.get({ projectId: "manual", topicId: "lost" }), (error) => NotFoundError.isInstance(error));
});

test("protocol checks a body by itself", () => {
  assert.equal(Topic.safeParse({ ...topic, id: undefined }).success, false);
});
`;
