import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callersFolder, toolchainEnvironment, wantsQuiet, workspaceNode } from "./environment.mjs";
import { isInstalled } from "./install.mjs";
import { findOrInstallPnpm, wantedPnpm } from "./pnpm.mjs";
import { SetupProblem, adviceFor, checkNode } from "./problem.mjs";
import { exitCodeOf, outputOf } from "./spawn.mjs";

const tools = fileURLToPath(new URL("..", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setup-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the wanted pnpm", () => {
  test("is what packageManager names, without its hash", () => {
    expect(wantedPnpm('{ "packageManager": "pnpm@12.21.0+sha512.abc" }')).toBe("12.21.0");
  });

  test("must be a pnpm", () => {
    expect(() => wantedPnpm('{ "packageManager": "yarn@4.0.0" }')).toThrow(SetupProblem);
  });
});

test("an old Node is refused with the version that is needed", () => {
  expect(() => {
    checkNode("v18.20.4");
  }).toThrow("Node v18.20.4 is too old: setting up needs Node 20 or later.");
  expect(() => {
    checkNode("v20.0.0");
  }).not.toThrow();
});

describe("the advice after a failed installation", () => {
  test.each([
    ["npm error code ENOTFOUND", "cannot be reached"],
    ["ERR_PNPM_META_FETCH_FAIL  GET failed", "cannot be reached"],
    ["ERR_PNPM_OUTDATED_LOCKFILE  Cannot install", "pnpm-lock.yaml disagree"],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", "NODE_EXTRA_CA_CERTS"],
    ["ENOSPC: no space left on device", "disk is full"],
    ["EACCES: permission denied", "may not be written"],
    ["something nobody foresaw", "output above"],
  ])("after %j says %j", (output, advice) => {
    expect(adviceFor(output)).toContain(advice);
  });
});

describe("the environment of the real work", () => {
  test("has the workspace's Node before everything else on PATH", () => {
    const environment = toolchainEnvironment({ root: "/repo", pnpmFolder: "/pnpm", environment: { PATH: "/usr/bin" } });
    expect(environment.PATH?.split(delimiter)).toEqual([
      join("/repo", "node_modules", "node", "bin"),
      join("/repo", "node_modules", ".bin"),
      "/pnpm",
      "/usr/bin",
    ]);
    expect(environment.TURBO_TELEMETRY_DISABLED).toBe("1");
  });

  test("keeps the spelling of PATH that the system uses", () => {
    const environment = toolchainEnvironment({ root: "/repo", pnpmFolder: null, environment: { Path: "C:\\bin" } });
    expect(environment.Path).toContain("C:\\bin");
    expect(environment).not.toHaveProperty("PATH");
  });
});

describe("the folder of the command", () => {
  test("is the one in which npm was called", () => {
    expect(callersFolder({ npm_lifecycle_event: "clickhelp", INIT_CWD: folder })).toBe(folder);
  });

  test("is the current one without npm, and below another script of npm", () => {
    expect(callersFolder({})).toBe(process.cwd());
    expect(callersFolder({ npm_lifecycle_event: "test", INIT_CWD: folder })).toBe(process.cwd());
  });
});

test.each([
  [["projects", "list", "--json"], true],
  [["projects", "list", "--json=id,title"], true],
  [["projects", "list", "--jsonl"], true],
  [["projects", "list", "--quiet"], true],
  [["projects", "list", "-q"], true],
  [["projects", "delete", "a", "-yq"], true],
  [["projects", "delete", "a", "-qy"], true],
  [["projects", "delete", "a-q", "-y", "--filter-q"], false],
  [["projects", "list", "--sandbox"], false],
])("of %j it is %s that the set-up has to be quiet", (parameters, isQuiet) => {
  expect(wantsQuiet(parameters)).toBe(isQuiet);
});

test("the packages are installed when pnpm keeps the same lockfile", () => {
  writeFileSync(join(folder, "pnpm-lock.yaml"), "new");
  expect(isInstalled(folder)).toBe(false);
  mkdirSync(join(folder, "node_modules", ".pnpm"), { recursive: true });
  writeFileSync(join(folder, "node_modules", ".pnpm", "lock.yaml"), "old");
  expect(isInstalled(folder)).toBe(false);
  writeFileSync(join(folder, "node_modules", ".pnpm", "lock.yaml"), "new");
  expect(isInstalled(folder)).toBe(true);
});

describe.skipIf(process.platform === "win32")("pnpm", () => {
  const bin = () => join(folder, ".toolchain", "bin");
  beforeEach(() => {
    mkdirSync(bin(), { recursive: true });
    const script = '#!/bin/sh\nif [ "$1" = run ]; then echo "ran $2"; else echo 0.0.1; fi\n';
    writeFileSync(join(bin(), "pnpm"), script, { mode: 0o755 });
  });

  test("of the right version in .toolchain is used as it is", async () => {
    await expect(findOrInstallPnpm({ root: folder, version: "0.0.1", isQuiet: true })).resolves.toEqual({
      command: join(bin(), "pnpm"),
      folder: bin(),
    });
  });

  test("runs a script of the workspace whatever is in its packages", async () => {
    for (const name of ["setup.mjs", "setup"])
      cpSync(join(tools, name), join(folder, "tools", name), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "packageManager": "pnpm@0.0.1" }');
    writeFileSync(join(folder, "packages"), "no folder");
    mkdirSync(dirname(workspaceNode(folder)), { recursive: true });
    writeFileSync(workspaceNode(folder), "");
    const started = await outputOf(process.execPath, [join(folder, "tools", "setup.mjs"), "run", "greet"]);
    expect(started).toMatchObject({ code: 0, output: "ran greet\n" });
  });
});

describe("a started program", () => {
  test("gives its output and exit code", async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const { code, stdout, output } = await outputOf(process.execPath, ["-e", script]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "out\n" });
    expect(output).toContain("err");
  });

  test("that does not exist has the code -1", async () => {
    await expect(outputOf(join(folder, "nothing"), [])).resolves.toMatchObject({ code: -1 });
  });

  test.each([
    ["it prints", /cache miss/, "Building ...\n"],
    ["it does not print", /cache lost/, ""],
  ])("is announced when %s what the notice waits for", async (_, when, wanted) => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const notice = { text: "Building ...", when };
    await outputOf(process.execPath, ["-e", 'console.log("cache miss"); console.log("cache miss")'], { notice });
    const printed = write.mock.calls.map(([text]) => text).join("");
    write.mockRestore();
    expect(printed).toBe(wanted);
  });

  test.skipIf(process.platform === "win32")(
    "is told once to end when npm's shell has ended, however long it takes",
    { timeout: 30_000 },
    async () => {
      const spawnModule = join(tools, "setup", "spawn.mjs");
      const program = `
        process.on("SIGTERM", () => { console.log("told"); setTimeout(() => process.exit(), 1500); });
        setInterval(() => undefined, 1000);
        console.log("ready");`;
      const script = `
        import { exitCodeOf } from ${JSON.stringify(spawnModule)};
        await exitCodeOf(process.execPath, ["-e", ${JSON.stringify(program)}], { cwd: ".", environment: process.env });`;
      // The second command keeps the shell from becoming the first one.
      const shell = spawn("sh", ["-c", '"$0" --input-type=module -e "$1"; true', process.execPath, script], {
        env: { ...process.env, npm_lifecycle_event: "clickhelp" },
        stdio: ["ignore", "pipe", "inherit"],
      });
      // To its end, which comes when the last of them has ended.
      let printed = "";
      for await (const chunk of shell.stdout) {
        printed += String(chunk);
        shell.kill("SIGKILL");
      }
      expect(printed).toBe("ready\ntold\n");
    },
  );

  test("passes its exit code on", async () => {
    const settings = { cwd: folder, environment: process.env };
    await expect(exitCodeOf(process.execPath, ["-e", "process.exitCode = 7"], settings)).resolves.toBe(7);
  });
});
