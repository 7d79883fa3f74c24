import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  compileConsumer,
  installPacked,
  lintPackage,
  pack,
  packAll,
  type PackedPackage,
  publishedPackages,
  tryPackage,
} from "./check.ts";

let folder: string;
let packed: PackedPackage[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packages-"));
  packed = await packAll(folder);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a package without its types and its code is refused", { timeout: 60_000 }, async () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  const exports = { ".": { types: "./index.d.ts", default: "./index.js" } };
  writeFileSync(
    join(broken, "package.json"),
    JSON.stringify({ name: "broken", version: "1.0.0", type: "module", exports }),
  );
  const found = await lintPackage({ folder: broken, tarball: await pack(broken, folder) });
  expect(found.join("\n")).toContain("index.js");
  expect(found.length).toBeGreaterThan(1);
});

describe.each(publishedPackages())("$name", (published) => {
  test("has no faults that publint or attw know", { timeout: 60_000 }, async () => {
    const found = packed.find(({ name }) => name === published.name);
    if (found === undefined) throw new Error("it was not packed");
    expect(await lintPackage(found)).toEqual([]);
  });

  test("can be installed and used alone", { timeout: 120_000 }, async () => {
    await tryPackage(published, packed, join(folder, published.folder));
  });
});

describe("a program with the client alone, and the types of all that comes with it", () => {
  const program = `
    import { createClient, type Topic } from "@clickhelp-js/client";
    const client = createClient({ portal: "hedronlabs" });
    const topic: Topic = await client.topics.get({ projectId: "space", topicId: "launch" });
    await client.fetch("projects", { method: "POST", body: topic.title, headers: new Headers({ "X-Note": "one" }) });
    await client.fetch("projects", { headers: [["X-Note", "one"]] });
  `;
  let project: string;
  beforeAll(async () => {
    project = join(folder, "client-alone");
    await installPacked(["@clickhelp-js/client"], packed, project);
  }, 120_000);

  test.each([{ lib: ["es2023"] }, { lib: ["es2023", "dom", "dom.iterable"] }])(
    "compiles with $lib",
    { timeout: 120_000 },
    async ({ lib }) => {
      expect(await compileConsumer(program, lib, project)).toBe("");
    },
  );

  test("compiles with declarations where it imports what names their inputs", { timeout: 120_000 }, async () => {
    const exported = `
      import { createClient, defineEndpoint, type CallOptions } from "@clickhelp-js/client";
      import type { projects, search, topics } from "@clickhelp-js/client";
      export const client = createClient({ portal: "hedronlabs" });
      export const { list } = client.projects;
      export const { get, create, watch, upsert } = client.topics;
      export const find = client.search.portal;
      export const { toc, users, tasks, reports, storage, publications } = client;
      export const withHeaders = (headers: NonNullable<CallOptions["headers"]>) => headers;
      export const endpoint = defineEndpoint;
    `;
    expect(await compileConsumer(exported, ["es2023"], project)).toBe("");
  });

  test("does not compile where something is wrong with it", { timeout: 120_000 }, async () => {
    expect(await compileConsumer(`${program} topic.titel;`, ["es2023"], project)).toContain("titel");
  });
});
