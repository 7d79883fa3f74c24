/** The walk with curl, through a portal that is started as users start it. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const script = fileURLToPath(new URL("curl/walk.sh", import.meta.url));
const clickhelp = fileURLToPath(new URL("bin/clickhelp.js", import.meta.resolve("@clickhelp-js/cli/package.json")));
const missing = ["curl", "sh"].find((program) => spawnSync(program, ["-c", ":"]).error !== undefined);
const note = `${missing ?? "nothing"} is missing on this machine`;

interface Access {
  url: string;
  caFile: string;
  login: string;
  apiKey: string;
}

interface Portal extends Access {
  accounts: { apiKey: string | null; password: string | null }[];
}

interface Walk {
  code: number;
  lines: string[];
  /** What it wrote to stderr. */
  complaints: string;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "walk-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function startPortal(): Promise<Portal> {
  const emulator = spawn(process.execPath, [clickhelp, "emulator", "start", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(emulator, "close");
  onTestFinished(async () => {
    emulator.kill();
    await ended;
  });
  const [line] = (await Promise.race([once(createInterface(emulator.stdout), "line"), ended])) as unknown[];
  return JSON.parse(String(line)) as Portal;
}

/** Runs the script; programs in `firstPath` go before those of the machine. */
function walk({ url, caFile, login, apiKey }: Access, firstPath?: string): Promise<Walk> {
  const env = {
    PATH: [firstPath, process.env.PATH].filter((part) => part !== undefined).join(delimiter),
    TMPDIR: temporaryFolder(),
    CLICKHELP_PORTAL_URL: url,
    CLICKHELP_USERNAME: login,
    CLICKHELP_API_KEY: apiKey,
    CLICKHELP_CACERT: caFile,
  };
  return new Promise((resolve) => {
    execFile("sh", [script], { env }, (error, stdout, complaints) => {
      resolve({ code: error === null ? 0 : Number(error.code), lines: stdout.trim().split("\n"), complaints });
    });
  });
}
const notOk = (lines: string[]) => lines.filter((line) => line.startsWith("not ok"));

test("every statement of the documentation holds, twice on the same portal", { timeout: 120_000 }, async ({ skip }) => {
  skip(missing !== undefined, note);
  const portal = await startPortal();
  for (const again of [false, true]) {
    const { code, lines } = await walk(portal);
    expect(notOk(lines), again ? "again" : "first").toEqual([]);
    expect(lines.at(-1)).toMatch(/^4\d ok, 0 not ok, [01] skipped$/);
    expect(code).toBe(0);
  }
});

test("a statement that does not hold is named, and the walk fails", { timeout: 120_000 }, async ({ skip }) => {
  skip(missing !== undefined, note);
  const portal = await startPortal();
  const fault = { match: { endpoint: "toc.create" }, effect: { kind: "status", status: 503 } };
  const rule = ["--header", "Content-Type: application/json", "--data", JSON.stringify(fault)];
  const added = spawnSync(
    "curl",
    ["--silent", "--noproxy", "*", "--cacert", portal.caFile, ...rule, `${portal.url}/__emulator/faults`],
    { encoding: "utf8" },
  );
  expect(JSON.parse(added.stdout)).toMatchObject(fault);
  const { code, lines } = await walk(portal);
  expect(notOk(lines).join("\n")).toContain("POST TOC folder: the Location can be read (answered 503");
  expect(code).toBe(1);
});

test("no key and no password is on a command line", { timeout: 120_000 }, async ({ skip }) => {
  skip(missing !== undefined, note);
  const portal = await startPortal();
  const folder = temporaryFolder();
  const record = join(folder, "command-lines");
  const real = spawnSync("sh", ["-c", "command -v curl"]).stdout.toString().trim();
  writeFileSync(join(folder, "curl"), `#!/bin/sh\nprintf '%s\\n' "$*" >>'${record}'\nexec '${real}' "$@"\n`);
  chmodSync(join(folder, "curl"), 0o755);
  await walk(portal, folder);
  const commandLines = readFileSync(record, "utf8");
  expect(commandLines).toContain("/api/v1/projects");
  for (const { apiKey, password } of portal.accounts) {
    for (const secret of [apiKey, password]) if (secret !== null) expect(commandLines).not.toContain(secret);
  }
});

const refusal = (url: string): Walk => ({
  ...{ code: 2, lines: [""] },
  complaints: `No emulator answers at ${url}. Start one with: clickhelp emulator start --json\n`,
});

test("nothing is walked through where nobody listens", { timeout: 30_000 }, async ({ skip }) => {
  skip(missing !== undefined, note);
  const url = "https://localhost:1";
  expect(await walk({ url, caFile: script, login: "a", apiKey: "b" })).toEqual(refusal(url));
});

test("nothing is asked of a server that is no emulator, whatever it answers", { timeout: 30_000 }, async ({ skip }) => {
  skip(missing !== undefined, note);
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.end("<!DOCTYPE html><title>Welcome</title>");
  });
  onTestFinished(async () => {
    server.close();
    await once(server, "close");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await walk({ url, caFile: script, login: "a", apiKey: "b" })).toEqual(refusal(url));
  expect(asked).toEqual(["/__emulator/health"]);
});
