import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator, type ListeningEmulator } from "@clickhelp-js/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;
let portal: ListeningEmulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "examples-"));
  portal = await createEmulator({ seed: "sample", dataDir: join(folder, "portal") }).listen();
});
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program as a person would, with a Node that trusts the portal. */
function run(program: string, ...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    PATH: process.env.PATH,
    NODE_EXTRA_CA_CERTS: portal.caFile,
    CLICKHELP_PORTAL_URL: portal.url,
    CLICKHELP_USERNAME: portal.login,
    CLICKHELP_API_KEY: portal.apiKey,
  };
  const path = fileURLToPath(new URL(program, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...parameters], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test("publish-and-export leaves a PDF", { timeout: 60_000 }, async () => {
  const file = join(folder, "guide.pdf");
  const { code, stdout, stderr } = await run(
    "publish-and-export.ts",
    "project-wren-user-guide",
    "wren-user-guide",
    file,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`${file}: `);
  expect(readFileSync(file).subarray(0, 5).toString()).toBe("%PDF-");
});

test("upsert-topic creates a topic, and leaves it alone when nothing has changed", { timeout: 30_000 }, async () => {
  const file = join(folder, "faq.html");
  writeFileSync(file, "<p>Why? Because.</p>");
  const parameters = ["project-wren-user-guide", "faq", "Questions", file];
  expect((await run("upsert-topic.ts", ...parameters)).stdout).toContain("created: ");
  expect((await run("upsert-topic.ts", ...parameters)).stdout).toContain("unchanged: ");
  writeFileSync(file, "<p>Why not?</p>");
  expect((await run("upsert-topic.ts", ...parameters)).stdout).toContain("updated: ");
});

test("upsert-topic says when there is no such project", { timeout: 30_000 }, async () => {
  const file = join(folder, "lost.html");
  writeFileSync(file, "<p>Lost.</p>");
  const { code, stderr } = await run("upsert-topic.ts", "no-such-project", "lost", "Lost", file);
  expect(code).toBe(1);
  expect(stderr).toContain("There is no project no-such-project.");
});

test.each([
  ["publish-and-export.ts", "PROJECT PUBLICATION FILE"],
  ["upsert-topic.ts", "PROJECT TOPIC TITLE FILE"],
  ["search-anonymously.ts", "PORTAL WORDS..."],
])("%s without arguments says how it is used, and nothing else", { timeout: 30_000 }, async (program, usage) => {
  expect(await run(program)).toEqual({ code: 2, stdout: "", stderr: `Usage: node ${program} ${usage}\n` });
});

test("search-anonymously finds what is public", { timeout: 30_000 }, async () => {
  const { stdout } = await run("search-anonymously.ts", portal.url, "balloon");
  expect(stdout).toContain(`${portal.url}/articles/wren-user-guide/`);
});
