import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmulator, type Emulator, type ListeningEmulator } from "../src/index.js";
import { basic } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

const hasCurl = spawnSync("curl", ["--version"]).error === undefined;
if (!hasCurl) process.stderr.write("No tests of a client that is quicker than Node.js: there is no curl.\n");

/** So many bytes Node.js lets wait before it takes no more of a connection. */
const brim = 65_536;
const rounds = 60;
const allTaken = Array.from({ length: rounds }, () => "200");

describe.skipIf(!hasCurl)("of requests right after each other on one connection", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  let emulator: Emulator;
  let server: ListeningEmulator;
  beforeAll(async () => {
    emulator = createEmulator({ seed: testSeed });
    server = await emulator.listen();
  });
  afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  /** Saves a topic again and again; gives the statuses, and the sizes of the answers in bytes. */
  async function save({ body, keyword = "" }: { body: string; keyword?: string }, times = rounds) {
    const file = join(folder, "body.json");
    writeFileSync(file, JSON.stringify({ updatedFields: "body,indexKeywords", body, indexKeywords: [keyword] }));
    const request = [
      `url = "${server.url}/api/v1/projects/manual/articles/welcome"`,
      "request = PATCH",
      `header = "Authorization: ${basic("admin")}"`,
      `data-binary = "@${file}"`,
      `cacert = "${server.caFile}"`,
      'output = "/dev/null"',
      'write-out = "%{http_code} %{size_header} %{size_download}\\n"',
    ].join("\n");
    const curl = spawn("curl", ["--silent", "--noproxy", "*", "--config", "-"], { stdio: ["pipe", "pipe", "inherit"] });
    curl.stdin.end(Array.from({ length: times }, () => request).join("\nnext\n"));
    const answers = (await text(curl.stdout)).trim().split("\n");
    const numbers = answers.map((line) => line.split(" "));
    return {
      statuses: numbers.map(([status]) => status),
      sizes: numbers.map(([, head, body]) => Number(head) + Number(body)),
    };
  }

  test("long ones after long answers are taken as they are", async () => {
    expect((await save({ body: "a word ".repeat(20_000) })).statuses).toEqual(allTaken);
  });

  test("those after an answer whose last byte fills what may wait are taken as they are", async () => {
    const body = "a word ".repeat(4_000);
    const { sizes } = await save({ body }, 1);
    const keyword = "x".repeat(brim - (sizes[0] ?? 0));
    const { statuses, sizes: reached } = await save({ body, keyword });
    expect(new Set(reached)).toEqual(new Set([brim]));
    expect(statuses).toEqual(allTaken);
  });
});
