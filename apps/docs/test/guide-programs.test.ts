/** The programs of the guide to the emulator that are not TypeScript, run as readers run them. */
import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createEmulator, type ListeningEmulator } from "@clickhelp-js/emulator";
import { afterAll, beforeAll, expect, it } from "vitest";

const guide = readFileSync(
  fileURLToPath(new URL("../src/content/docs/guides/test-with-the-emulator.md", import.meta.url)),
  "utf8",
);

/** The only program of the guide in this language that has these words. */
function programWith(language: string, words: string): string {
  const programs = guide.split("\n```").filter((block) => block.startsWith(`${language}\n`) && block.includes(words));
  expect(programs).toHaveLength(1);
  return (programs[0] ?? "").slice(language.length + 1);
}

const programs = [
  { title: "curl", command: "sh", language: "sh", words: "curl --silent --show-error --config", needs: ["curl", "-V"] },
  { title: "Python", command: "python3", language: "python", words: "urllib", needs: ["python3", "-V"] },
  {
    title: "Python's requests",
    command: "python3",
    language: "python",
    words: "requests.get",
    needs: ["python3", "-c", "import requests"],
  },
].map((program) => {
  const [command = "", ...parameters] = program.needs;
  return { ...program, isMissing: spawnSync(command, parameters).status !== 0 };
});
for (const { title } of programs.filter(({ isMissing }) => isMissing)) {
  process.stderr.write(`No test of the guide's program for ${title}, which is not on this machine.\n`);
}

let portal: ListeningEmulator;
beforeAll(async () => {
  portal = await createEmulator({ seed: "sample" }).listen();
});
afterAll(async () => {
  await portal.close();
});

/** Runs a program that is given on its command line, with nothing but the portal in its environment. */
async function run(command: string, program: string): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    CLICKHELP_PORTAL_URL: portal.url,
    CLICKHELP_CACERT: portal.caFile,
    CLICKHELP_USERNAME: portal.login,
    CLICKHELP_API_KEY: portal.apiKey,
  };
  return (await promisify(execFile)(command, ["-c", program], { env })).stdout;
}

for (const { title, command, language, words, isMissing } of programs) {
  it.skipIf(isMissing)(`the projects are listed by the guide's program for ${title}`, { timeout: 30_000 }, async () => {
    expect(await run(command, programWith(language, words))).toContain("project-wren-user-guide");
  });
}
