import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createEmulator } from "../src/index.js";
import { basic } from "./test-portal.js";
import { testSeed } from "./test-seed.js";

const hasCurl = spawnSync("curl", ["--version"]).error === undefined;
if (!hasCurl) process.stderr.write("No test of a client that is quicker than Node.js: there is no curl.\n");

const rounds = 60;

test.skipIf(!hasCurl)("long requests right after long answers, on one connection, are taken as they are", async () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  const emulator = createEmulator({ seed: testSeed });
  try {
    const { url, caFile } = await emulator.listen();
    const body = join(folder, "body.json");
    writeFileSync(body, JSON.stringify({ updatedFields: "body", body: "a word ".repeat(20_000) }));
    const request = [
      `url = "${url}/api/v1/projects/manual/articles/welcome"`,
      "request = PATCH",
      `header = "Authorization: ${basic("admin")}"`,
      `data-binary = "@${body}"`,
      `cacert = "${caFile}"`,
      'output = "/dev/null"',
      'write-out = "%{http_code} "',
    ].join("\n");
    const curl = spawn("curl", ["--silent", "--noproxy", "*", "--config", "-"], { stdio: ["pipe", "pipe", "inherit"] });
    curl.stdin.end(Array.from({ length: rounds }, () => request).join("\nnext\n"));
    expect((await text(curl.stdout)).trim().split(" ")).toEqual(Array.from({ length: rounds }, () => "200"));
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
});
