import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { basicAuth, createClient } from "@clickhelp-js/client";
import { createNodeFetch } from "@clickhelp-js/core/node";
import { afterEach, beforeEach, expect, it } from "vitest";
import { apiKey, login } from "./credentials.ts";
import { measureFiles } from "./files.ts";
import { block, storagePath } from "./files/storage.ts";
import { startPortal } from "./portal.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clickhelp-bench-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

it("moves a file with every program that is there", async () => {
  const { rows, targets } = await measureFiles({ rounds: 1, onProgress: () => undefined }, 500_001);
  expect(rows.length).toBeGreaterThanOrEqual(4);
  expect(targets).toHaveLength(4);
});

it("sends as many bytes as were asked for, and takes them back", async () => {
  await using portal = await startPortal();
  const size = 3 * block.length + 2;
  const content = Buffer.concat(Array<Buffer>(4).fill(block)).subarray(0, size);
  const fetch = createNodeFetch({ ca: await readFile(portal.caFile) });
  const { storage } = createClient({ portal: portal.origin, auth: basicAuth({ login, apiKey }), fetch });
  const file = join(folder, "file.bin");
  const sha256 = createHash("sha256").update(content).digest("hex");

  expect(await storage.downloadToFile({ filePath: storagePath(size), file })).toMatchObject({ size, sha256 });
  await writeFile(file, content);
  expect(await storage.uploadLargeFile({ filePath: storagePath(size), file })).toMatchObject({ size, sha256 });
  await fetch.close();
});
