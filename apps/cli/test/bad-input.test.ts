/** What goes wrong in practice: the exit code, what is said, and that nothing half-written is left. */
import { mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject, type TestPortal } from "./portal.js";
import { failed, withTask } from "./tasks.js";
import { run, temporaryFolder, type RunOptions } from "./run.js";

const credentials = { CLICKHELP_USERNAME: "admin", CLICKHELP_API_KEY: "emulator-admin-key" };
const html = () => Promise.resolve(new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } }));
const failWith = (code: string) => () =>
  Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code }) }));
const noHost = failWith("ENOTFOUND");

interface Case {
  readonly what: string;
  readonly line: string;
  readonly options?: RunOptions;
  readonly exitCode: number;
  readonly code: string;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    what: "a wrong key",
    line: "projects list",
    options: { env: { CLICKHELP_API_KEY: "wrong-key" } },
    exitCode: 4,
    code: "authentication",
    says: "API key",
  },
  {
    what: "a disabled account",
    line: "projects list",
    options: { env: { CLICKHELP_USERNAME: "disabled", CLICKHELP_API_KEY: "emulator-disabled-key" } },
    exitCode: 4,
    code: "authentication",
    says: "disabled",
  },
  {
    what: "an account without the API",
    line: "projects list",
    options: { env: { CLICKHELP_USERNAME: "former", CLICKHELP_API_KEY: "emulator-former-key" } },
    exitCode: 5,
    code: "permission",
    says: "clickhelp auth status",
  },
  {
    what: "an unknown portal",
    line: "projects list",
    options: { env: { CLICKHELP_PORTAL_URL: "https://nobody.invalid" }, fetch: noHost },
    exitCode: 9,
    code: "connection",
    says: "nobody.invalid",
  },
  {
    what: "plain HTTP",
    line: "projects list",
    options: { env: { CLICKHELP_PORTAL_URL: "http://docs.example.com" } },
    exitCode: 2,
    code: "configuration",
    says: "https://docs.example.com",
  },
  {
    what: "an unknown project",
    line: "projects get nope",
    exitCode: 6,
    code: "not-found",
    says: "see it.\n       clickhelp projects list shows the ids of projects and publications.\n",
  },
  {
    what: "an unknown project to back up",
    line: "backup create --project nope",
    exitCode: 6,
    code: "not-found",
    says: "that of a publication.\n       clickhelp projects list --type project shows their ids.\n",
  },
  {
    what: "an unknown project to list the topics of",
    line: "topics list --project nope",
    exitCode: 6,
    code: "not-found",
    says: "see it.\n       clickhelp projects list shows the ids of projects and publications.\n",
  },
  {
    what: "an unknown login",
    line: "users login-link nope /articles/PUBLICATION",
    exitCode: 6,
    code: "not-found",
    says: "clickhelp api GET users",
  },
  {
    what: "a file where a folder is meant",
    line: "storage list wren-user-guide/images/filling.png",
    exitCode: 2,
    code: "bad-request",
    says: "clickhelp storage get PATH",
  },
  { what: "an unknown topic", line: "topics get x --project nope", exitCode: 6, code: "not-found", says: "nope" },
  { what: "an unknown file", line: "storage get nope.pdf", exitCode: 6, code: "not-found", says: "storage list" },
  {
    what: "HTML instead of JSON",
    line: "projects list",
    options: { fetch: html },
    exitCode: 1,
    code: "invalid-response",
    says: "proxy",
  },
  {
    what: "a format that is not made",
    line: "publications export PUBLICATION --format chm",
    exitCode: 1,
    code: "not-implemented",
    says: "Chm",
  },
  {
    what: "a publication where a project is meant",
    line: "backup create --project PUBLICATION",
    exitCode: 2,
    code: "bad-request",
    says: "clickhelp projects list --type project",
  },
  {
    what: "a project where a publication is meant",
    line: "publications export PROJECT -o a.pdf",
    exitCode: 2,
    code: "bad-request",
    says: "clickhelp projects list --type publication",
  },
  {
    what: "a folder that does not exist",
    line: "publications export PUBLICATION -o missing/a.pdf",
    exitCode: 2,
    code: "usage",
    says: "Create the folder first,",
  },
  {
    what: "a file that does not exist",
    line: "topics upsert --project PROJECT nowhere.html",
    exitCode: 2,
    code: "local-file",
    says: "nowhere.html does not exist.\n next: Check the path",
  },
  {
    what: "a folder in place of a file",
    line: `topics upsert --project PROJECT ${tmpdir()}`,
    exitCode: 2,
    code: "local-file",
    says: `${tmpdir()} is a folder.\n next: Name a file`,
  },
  {
    what: "a change in read-only mode",
    line: "storage put - --to a.txt --read-only",
    exitCode: 2,
    code: "configuration",
    says: "read-only mode is on",
  },
  {
    what: "a broken CA file",
    line: "projects list --cacert missing.pem",
    options: {},
    exitCode: 2,
    code: "usage",
    says: "--cacert",
  },
  {
    what: "a CA file without a certificate",
    line: `projects list --cacert ${fileURLToPath(import.meta.url)}`,
    exitCode: 2,
    code: "usage",
    says: "There is no readable certificate in",
  },
  {
    what: "nothing to back up",
    line: "backup create",
    exitCode: 2,
    code: "usage",
    says: "--all backs up every project.",
  },
];

async function runCase(portal: TestPortal, { line, options = {} }: Case, flag: string) {
  const cwd = temporaryFolder();
  const [project, publication] = [await sampleProject(portal), await samplePublication(portal)];
  const command = `${line.replace("PUBLICATION", publication).replace("PROJECT", project)}${flag}`;
  const withoutFetch = { ...options, cwd, env: { ...portal.env, ...options.env } };
  const result = await (line.includes("--cacert")
    ? run(command, withoutFetch)
    : portal.run(command, { ...options, cwd }));
  return { ...result, files: readdirSync(cwd) };
}

describe.each(cases)("$what", (given) => {
  it(`ends with ${String(given.exitCode)}, says what to do, and leaves nothing`, async () => {
    const result = await runCase(openPortal(), given, "");
    expect(result).toMatchObject({ code: given.exitCode, stdout: "", files: [] });
    expect(result.stderr).toMatch(/error: .+\n(?: {2}why: .+\n)? next: .+/);
    expect(result.stderr).toContain(given.says);
    expect(result.stderr).not.toMatch(/wrong-key|emulator-\w+-key/);
  });

  it("is told to a program as one JSON object", async () => {
    const result = await runCase(openPortal(), given, " --json");
    expect(result.code).toBe(given.exitCode);
    expect(JSON.parse(result.stderr)).toMatchObject({ code: given.code, maybeApplied: false });
  });
});

describe("a missing setting", () => {
  it.each([
    [{ ...credentials }, "CLICKHELP_PORTAL_URL"],
    [{ CLICKHELP_PORTAL_URL: "docs", CLICKHELP_USERNAME: "admin" }, "CLICKHELP_API_KEY"],
    [{ CLICKHELP_PORTAL_URL: "docs", CLICKHELP_API_KEY: "x" }, "CLICKHELP_USERNAME"],
    [{ CLICKHELP_PORTAL_URL: "docs" }, "CLICKHELP_USERNAME and CLICKHELP_API_KEY"],
  ])("is named: %o", async (env, variable) => {
    const { code, stderr } = await run("projects list", { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(variable)]);
  });
});

describe("a task that fails", () => {
  it("is told in the portal's words, and no file is left", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `publications export ${await samplePublication(portal)} --format pdf -o a.pdf`;
    const { code, stdout, stderr } = await portal.run(line, { cwd, fetch: withTask(portal, failed) });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("failed: The disk is full.");
    expect(stderr).not.toContain("done in");
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("is a result for tasks watch, and a failure with the reason", async () => {
    const portal = openPortal();
    const fetch = withTask(portal, failed);
    const watched = await portal.run("tasks watch abc", { fetch });
    expect([watched.code, watched.stdout]).toEqual([1, expect.stringContaining("The task failed.")]);
    const briefly = await portal.run("tasks watch abc -q", { fetch });
    expect([briefly.code, briefly.stdout]).toEqual([1, "failed\n"]);
    expect(briefly.stderr).toMatch(/^error: .+ failed: The disk is full\./);
    const inJson = await portal.run("tasks watch abc --json isSucceeded", { fetch });
    expect([inJson.code, JSON.parse(inJson.stdout)]).toEqual([1, { isSucceeded: false }]);
    expect(JSON.parse(inJson.stderr)).toMatchObject({ code: "task-failed" });
  });
});

it.each([
  ["CLICKHELP_CACERT", { ...credentials, CLICKHELP_PORTAL_URL: "docs", CLICKHELP_CACERT: "missing.pem" }],
  [
    "CLICKHELP_API_KEY_FILE",
    { CLICKHELP_USERNAME: "admin", CLICKHELP_PORTAL_URL: "docs", CLICKHELP_API_KEY_FILE: "missing.pem" },
  ],
])("names %s where its file cannot be read", async (name, env) => {
  const { code, stderr } = await run("projects list", { env });
  expect([code, stderr]).toEqual([2, expect.stringContaining(`missing.pem\n next: Check ${name}.`)]);
});

it("says of one setting and of several which they are", async () => {
  const none = await run("projects list", { env: { CLICKHELP_PORTAL_URL: "docs" } });
  expect(none.stderr).toContain("are given (environment variables CLICKHELP_USERNAME and CLICKHELP_API_KEY).\n");
  const noPortal = await run("projects list", { env: credentials });
  expect(noPortal.stderr).toContain("No portal is given (--portal, environment variable CLICKHELP_PORTAL_URL).\n");
  expect(noPortal.stderr).toMatch(/--portal PORTAL .+--sandbox/);
});

it.each<[what: string, flags: string, env: RunOptions["env"], error: string]>([
  ["a flag", "--username anna", {}, "The login comes from --username, but the API key is missing"],
  [
    "a variable",
    "",
    { CLICKHELP_API_KEY: "x" },
    "The API key comes from the environment variable CLICKHELP_API_KEY, but",
  ],
])("says where the one credential is from, and how the other is given: %s", async (_what, flags, env, error) => {
  const { code, stderr } = await run(`projects list --portal docs ${flags}`, { env: { ...env } });
  expect([code, stderr]).toEqual([2, expect.stringContaining(`error: ${error}`)]);
  const ways = flags === "" ? /--username LOGIN/ : /CLICKHELP_API_KEY_FILE, --api-key-file FILE or --api-key-stdin/;
  expect(stderr).toMatch(ways);
  expect(stderr).not.toMatch(/\boption\b/);
});

it("says of a value that no request takes how the command is used", async () => {
  const { code, stderr } = await openPortal().run("projects get ..");
  expect([code, stderr]).toEqual([2, expect.stringContaining("next: The command with --help tells what it takes.")]);
});

it("names the missing folder, not a file that nobody asked for", async () => {
  const cwd = temporaryFolder();
  const { code, stderr } = await openPortal().run("projects list -o missing/x", { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(`there is no folder ${join(cwd, "missing")}.`)]);
  expect(stderr).not.toContain(".part");
});

it("says what to do once, also with the stack", async () => {
  const { code, stderr } = await openPortal().run("projects get nope --debug");
  expect(code).toBe(6);
  expect(stderr).toMatch(/^NotFoundError\n {4}at /m);
  expect(stderr.match(/Check the path, id or login/g)).toHaveLength(1);
  expect(stderr.match(/There is no project/g)).toHaveLength(1);
});

it.each<[what: string, line: string, options: RunOptions, fact: RegExp]>([
  ["a page that is not JSON", "projects list", { fetch: html }, /HTML page/g],
  ["a host that is not there", "projects list", { fetch: noHost }, /got no answer|be reached/g],
  ["a certificate", "projects list", { fetch: failWith("SELF_SIGNED_CERT_IN_CHAIN") }, /not trusted/g],
  ["an unknown project", "projects get nope", {}, /letter case/g],
  ["an unknown task", "tasks watch nope", {}, /\bonce\b/g],
  ["a folder for a portal", `emulator start --data-dir ${process.execPath}`, {}, /another/g],
])("says of %s once what is wrong", async (_what, line, options, fact) => {
  const { code, stderr } = await openPortal().run(line, options);
  expect(code).not.toBe(0);
  expect(stderr.match(fact)).toHaveLength(1);
});

it("takes nothing behind two dashes for a wish of how to tell it", async () => {
  const { stderr } = await openPortal().run("topics delete --project nope --yes -- --json");
  expect(stderr).toMatch(/^error: /);
});

it("sends nothing where the value of a flag is that of a variable that is not set", async () => {
  const fetch = () => Promise.reject(new Error("Nothing may be sent."));
  const { code, stderr } = await openPortal().run("topics delete safety --dry-run= --yes --project=p", { fetch });
  expect([code, stderr]).toEqual([2, expect.stringContaining("--dry-run has no value behind =")]);
});

it("says where the key was read that is none, and not where it was not", async () => {
  const { code, stderr } = await openPortal().run("projects list --api-key-stdin", { stdin: "a\u0001b" });
  expect([code, stderr]).toEqual([2, expect.stringContaining("There is no API key in standard input.")]);
  expect(stderr).not.toContain("CLICKHELP_API_KEY");
});

it("says how long a timeout can be", async () => {
  const { code, stderr } = await openPortal().run("projects list --timeout 3000000");
  expect([code, stderr]).toEqual([2, expect.stringContaining("it must be at most 2073600")]);
});

it.each(["storage get a.png", "projects list", "publications export g --format pdf", "backup create --project p"])(
  "makes no file with the name of a folder: %s",
  async (line) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stderr } = await openPortal().run(`${line} -o out/web/`, { fetch });
    expect([code, stderr]).toEqual([2, expect.stringContaining("next: Give the file a name: -o out/web/NAME")]);
  },
);

it("does not replace a folder by a file", async () => {
  const portal = openPortal();
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "taken"));
  const { code, stderr } = await portal.run("projects list -o taken", { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("next: Give the file a name: -o taken/NAME")]);
  expect(readdirSync(cwd)).toEqual(["taken"]);
});
