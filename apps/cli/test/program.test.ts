/** The built program, run as users run it. */
import { isAscii } from "node:buffer";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createEmulator, type ListeningEmulator } from "@clickhelp-js/emulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "./run.js";

const bin = fileURLToPath(new URL("../bin/clickhelp.js", import.meta.url));
const isPosix = process.platform !== "win32";
const environment = (folder: string, more: NodeJS.ProcessEnv = {}) => ({
  PATH: process.env.PATH,
  HOME: folder,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  ...more,
});

async function clickhelp(args: readonly string[], env: NodeJS.ProcessEnv) {
  const execute = promisify(execFile);
  return execute(process.execPath, [bin, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
}

async function listen(folder: string): Promise<{ portal: ListeningEmulator; env: NodeJS.ProcessEnv }> {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  const portal = await emulator.listen();
  const env = environment(folder, {
    CLICKHELP_PORTAL_URL: portal.url,
    CLICKHELP_USERNAME: portal.login,
    CLICKHELP_API_KEY: portal.apiKey,
    CLICKHELP_CACERT: portal.caFile,
  });
  return { portal, env };
}

/** A module to import first: it lets the program name every module that it loads, and at its end those of Node.js, on standard error. */
function nameModules(folder: string): string {
  const module = join(folder, "loaded.mjs");
  writeFileSync(
    module,
    `import { registerHooks } from "node:module";
     registerHooks({ load: (url, context, next) => { process.stderr.write(url + "\\n"); return next(url, context); } });
     process.on("exit", () => process.stderr.write(process.moduleLoadList.join("\\n") + "\\n"));`,
  );
  return module;
}

it("tells of warnings, but not that something in Node.js is experimental", async () => {
  const folder = temporaryFolder();
  const module = join(folder, "warn.mjs");
  // Once somebody listens to warnings besides Node.js, two of them.
  writeFileSync(
    module,
    `const { on } = process;
     process.on = function (event, listener) {
       if (event === "warning") setImmediate(() => ["Experimental", "Deprecation"].forEach((kind) => process.emitWarning("x", kind + "Warning")));
       return on.call(this, event, listener);
     };`,
  );
  const env = environment(folder, { NODE_OPTIONS: `--import ${pathToFileURL(module).href}` });
  const { code, stderr } = await clickhelp(["projects", "list", "--sandbox", "--quiet"], env);
  expect([code, stderr]).toEqual([0, expect.stringContaining("DeprecationWarning: x")]);
  expect(stderr).not.toContain("ExperimentalWarning");
});

it("answers --version and --help without loading what talks to a portal", async () => {
  const folder = temporaryFolder();
  const loaded = nameModules(folder);
  for (const flag of ["--version", "--help"]) {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", loaded, bin, flag], {
      env: environment(folder),
    });
    expect(stdout).not.toBe("");
    expect(stderr).toContain("/dist/main.js");
    expect(stderr).not.toMatch(/\/(?:client|zod|ky|undici|cli-table3|cli-progress)-|emulator\/dist/);
  }
});

it("prints a list as JSON in the sandbox, and nothing else", async () => {
  const { code, stdout, stderr } = await clickhelp(
    ["projects", "list", "--sandbox", "--json"],
    environment(temporaryFolder()),
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).not.toHaveLength(0);
});

it.each(["1", ""])("writes nothing but the error with NO_COLOR=1 and FORCE_COLOR=%s", async (force) => {
  const env = environment(temporaryFolder(), { NO_COLOR: "1", FORCE_COLOR: force });
  const { stderr } = await clickhelp(["frob", "--json"], env);
  expect(JSON.parse(stderr)).toMatchObject({ code: "usage" });
  const { stdout } = await clickhelp(["projects", "list", "--sandbox"], env);
  expect(stdout.includes("\u001B")).toBe(force === "1");
});

describe("over HTTPS", () => {
  it("trusts the portal with its CA file only", async () => {
    const { env } = await listen(temporaryFolder());
    const trusting = await clickhelp(["projects", "list", "--json"], env);
    expect([trusting.code, trusting.stderr]).toEqual([0, ""]);
    const wary = await clickhelp(["projects", "list", "--json"], { ...env, CLICKHELP_CACERT: "" });
    expect([wary.code, JSON.parse(wary.stderr)]).toEqual([1, expect.objectContaining({ code: "connection" })]);
  });

  it.skipIf(!isPosix)("leaves no part of a download when the disk takes no more", async () => {
    const folder = temporaryFolder();
    const { env } = await listen(folder);
    const target = join(folder, "a.zip");
    // The shell lets no file grow beyond one block, which fails like a full disk.
    const script = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`;
    const child = spawn(
      "sh",
      ["-c", script, process.execPath, bin, "backup", "create", "--project", "project-wren-user-guide", "-o", target],
      {
        env,
      },
    );
    const [stderr, code] = await Promise.all([textOf(child.stderr), exitCode(child)]);
    expect(stderr).toContain(`Cannot write ${target}`);
    expect(code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it.skipIf(!isPosix)("does its work although nobody takes its notes", async () => {
  const child = spawn(process.execPath, [bin, "projects", "list", "--sandbox"], {
    env: environment(temporaryFolder()),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr.destroy();
  const [stdout, code] = await Promise.all([textOf(child.stdout), exitCode(child)]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("TITLE")]);
});

it.skipIf(!isPosix)("ends at Ctrl-C although a portal takes connections and never answers", async () => {
  const { portal, env } = await listen(temporaryFolder());
  const silent = createServer();
  const sockets = new Set<Socket>();
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const child = spawn(process.execPath, [bin, "projects", "list"], {
    env: { ...env, CLICKHELP_PORTAL_URL: portal.url.replace(/localhost:\d+/, `127.0.0.1:${port}`) },
  });
  silent.on("connection", (socket) => {
    sockets.add(socket.on("error", () => undefined));
    child.kill("SIGINT");
  });
  const [stderr, code] = await Promise.all([textOf(child.stderr), exitCode(child)]);
  expect([code, stderr]).toEqual([130, "error: Interrupted.\n"]);
});

it.skipIf(process.platform !== "linux")("fails when standard output is a full disk", async () => {
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, [bin, "--help"], {
    env: environment(temporaryFolder()),
    stdio: ["ignore", full, "pipe"],
  });
  const [stderr, code] = await Promise.all([textOf(child.stderr), exitCode(child)]);
  closeSync(full);
  expect(stderr).toContain(
    "error: Standard output cannot be written.\n  why: There is no room left on the disk.\n next: ",
  );
  expect(stderr).not.toContain("-o FILE");
  expect(code).toBe(1);
});

describe("emulator start", () => {
  const command = [bin, "emulator", "start"];
  const start = (...flags: string[]) => startBy(process.execPath, [...command, ...flags]);
  const startBy = async (program: string, args: readonly string[]) => {
    const child = spawn(program, args, { env: environment(temporaryFolder()) });
    const errors = textOf(child.stderr);
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    child.stdout.setEncoding("utf8");
    const [line] = (await once(child.stdout, "data")) as [string];
    return { child, line, errors };
  };

  it.skipIf(!isPosix).each(["SIGTERM", "SIGHUP"] as const)(
    "prints one line of JSON, answers, and ends on %s within a second",
    async (signal) => {
      const { child, line } = await start("--port", "0", "--json");
      expect(line).toMatch(/^\{.*\}\n$/);
      const portal = JSON.parse(line) as Record<string, string>;
      expect(Object.keys(portal)).toEqual(["url", "caFile", "login", "apiKey", "accounts", "dataDir", "pid"]);
      const env = environment(temporaryFolder(), {
        CLICKHELP_PORTAL_URL: portal.url,
        CLICKHELP_USERNAME: portal.login,
        CLICKHELP_API_KEY: portal.apiKey,
        CLICKHELP_CACERT: portal.caFile,
      });
      expect((await clickhelp(["projects", "list"], env)).code).toBe(0);
      const before = performance.now();
      child.kill(signal);
      expect(await exitCode(child)).toBe(0);
      expect(performance.now() - before).toBeLessThan(1000);
    },
  );

  it.skipIf(!isPosix)("ends cleanly when nobody reads how to reach it", async () => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, command, { env: environment(folder, { TMPDIR: folder }) });
    child.stdout.destroy();
    const [stderr, code] = await Promise.all([textOf(child.stderr), exitCode(child)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(readdirSync(folder).filter((name) => name.startsWith("clickhelp-"))).toEqual([]);
  });

  it("tells of the requests that it answers, where that is wanted", async () => {
    const { child, line, errors } = await start("--verbose", "--json");
    const portal = JSON.parse(line) as Record<string, string>;
    const env = environment(temporaryFolder(), { CLICKHELP_PORTAL_URL: portal.url, CLICKHELP_CACERT: portal.caFile });
    expect((await clickhelp(["topics", "get", "none", "--project", "wren-user-guide"], env)).code).toBe(6);
    child.kill("SIGTERM");
    expect(await errors).toMatch(/^GET \/api\/v1\/projects\/wren-user-guide\/articles\/none\S* 404 in \d+ ms\n$/);
  });

  it("begins with a seed file, and lists the keys that stand in it", async () => {
    const seed = join(temporaryFolder(), "portal.yaml");
    const users = "[{ login: anna, userType: Contributor, userRole: Administrator, apiKey: test-anna-key }]";
    writeFileSync(seed, `users: ${users}\nprojects: [{ id: manual, title: Manual }]\n`);
    const { line } = await start("--seed", seed, "--json");
    const portal = JSON.parse(line) as Record<string, string>;
    expect(portal).toMatchObject({ login: "anna", apiKey: "test-anna-key" });
    const env = environment(temporaryFolder(), {
      CLICKHELP_PORTAL_URL: portal.url,
      CLICKHELP_USERNAME: portal.login,
      CLICKHELP_API_KEY: portal.apiKey,
      CLICKHELP_CACERT: portal.caFile,
    });
    expect((await clickhelp(["projects", "list", "--quiet"], env)).stdout).toBe("manual\n");
  });

  it("lists the accounts of the first start, without their keys, when the folder is opened with another seed", async () => {
    const folder = temporaryFolder();
    const seed = join(folder, "portal.yaml");
    writeFileSync(
      seed,
      "users: [{ login: anna, userType: Contributor, userRole: Administrator, apiKey: test-anna-key }]\n",
    );
    const parameters = ["--data-dir", join(folder, "data")];
    const first = await start(...parameters, "--seed", seed, "--json");
    first.child.kill("SIGTERM");
    await exitCode(first.child);
    const second = await start(...parameters, "--seed", "empty", "--json");
    const purpose = "Contributor: Administrator.";
    const account = { login: "anna", apiKey: null, isKeyUnknown: true, password: null, purpose };
    expect(JSON.parse(second.line)).toMatchObject({ login: "anna", apiKey: null, accounts: [account] });
    second.child.kill("SIGTERM");
    await exitCode(second.child);
    const third = await start(...parameters);
    expect(third.line).toContain("(the key of the first start)  Contributor: Administrator.");
    expect(third.line).toContain("--user anna:KEY");
  });

  it("serves with your own certificate, and names its authority as the CA file", async () => {
    const folder = temporaryFolder();
    const made = createEmulator({ dataDir: folder });
    const { caFile } = await made.listen();
    const pair = readFileSync(join(folder, "tls", "localhost.pem"), "utf8");
    await made.close();
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    writeFileSync(key, pair.slice(pair.indexOf("-----BEGIN PRIVATE KEY-----")));
    writeFileSync(cert, pair.replace(/-----BEGIN PRIVATE KEY[^]*/, ""));
    const alone = await start("--cert", cert, "--key", key, "--json");
    expect(JSON.parse(alone.line)).toMatchObject({ caFile: null });
    appendFileSync(cert, readFileSync(caFile));
    const { line } = await start("--cert", cert, "--key", key, "--json");
    const portal = JSON.parse(line) as Record<string, string>;
    expect(readFileSync(String(portal.caFile), "utf8").trim()).toBe(readFileSync(caFile, "utf8").trim());
  });

  it("takes what is unknown with --loose, and answers without a byte-order mark with --no-bom", async () => {
    const { line } = await start("--json", "--loose", "--no-bom");
    const { status, text } = await ask(line, "projects?unknown=1");
    expect([status, text.slice(0, 2)]).toEqual([200, "[{"]);
  });

  it.skipIf(!isPosix)("writes failures of its own to standard error", async () => {
    // The shell lets no file grow beyond 4 MB (8 MB where a block has 1024 bytes), which fails like a full disk.
    const script = `trap '' XFSZ; ulimit -f 8000; exec "$0" "$@"`;
    const flags = ["--json", "--data-dir", temporaryFolder()];
    const { child, line, errors } = await startBy("sh", ["-c", script, process.execPath, ...command, ...flags]);
    const content = Buffer.alloc(9_000_000).toString("base64");
    const { status, text } = await ask(line, "storage/large.bin?format=base64", { content });
    expect([status, text]).toEqual([500, expect.stringContaining("Please report it")]);
    child.kill("SIGKILL");
    expect(JSON.parse(await errors)).toMatchObject({
      code: "emulator",
      message: expect.stringContaining("disk I/O error") as string,
    });
  });

  it.skipIf(!isPosix)("is ready at once on data that is there: it loads a handful of files in ASCII", async () => {
    const dataDir = temporaryFolder();
    const startAndEnd = async () => {
      const flags = ["--import", nameModules(temporaryFolder()), ...command, "--json", "--data-dir", dataDir];
      const { child, errors } = await startBy(process.execPath, flags);
      child.kill("SIGTERM");
      return errors;
    };
    // The first one makes a certificate, which takes a library.
    await startAndEnd();
    const loaded = (await startAndEnd()).split("\n");
    expect(loaded).toContain("node:https");
    // With what else has a name there, it takes a tenth of a start.
    expect(loaded).not.toContain("node:http");
    // Nor is the address to listen on looked up.
    expect(loaded).toContain("NativeModule net");
    expect(loaded).not.toContain("NativeModule dns");
    const files = loaded.filter((url) => url.startsWith("file:"));
    expect(files.filter((url) => /\/node_modules\/|cli-table3/.test(url))).toEqual([]);
    expect(files.length).toBeLessThan(10);
    // One other character makes Node.js keep the whole file in twice the memory.
    expect(files.filter((url) => !isAscii(readFileSync(fileURLToPath(url))))).toEqual([]);
  });

  it.skipIf(!isPosix)("keeps what it compiled for the next start, also when it is killed", async () => {
    const cache = temporaryFolder();
    const { child, line } = await startBy("env", [
      `NODE_COMPILE_CACHE=${cache}`,
      process.execPath,
      ...command,
      "--json",
    ]);
    await ask(line, "projects");
    child.kill("SIGKILL");
    await once(child, "exit");
    const entries = readdirSync(cache, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).not.toHaveLength(0);
  });

  it.skipIf(!isPosix)("tells people how to call it, in lines that a shell takes as they are", async () => {
    const { child, line } = await start("--data-dir", join(temporaryFolder(), "a b"));
    expect(line).toMatch(/^curl --cacert '.+' --basic --user admin:\S+ https:\/\/localhost:\d+\/api\/v1\/projects$/m);
    const exports = line.split("\n").filter((text) => text.startsWith("export "));
    const script = `${exports.join("\n")}\nexec "$0" "$@"`;
    const { stdout } = await promisify(execFile)(
      "sh",
      ["-c", script, process.execPath, bin, "projects", "list", "--quiet"],
      { env: environment(temporaryFolder()) },
    );
    expect(stdout).toContain("project-wren-user-guide\n");
    const [, pid] = /or with: kill (\d+)$/m.exec(line) ?? [];
    process.kill(Number(pid), "SIGTERM");
    expect(await exitCode(child)).toBe(0);
  });
});

/** Asks the portal that the emulator's line of JSON tells of; with a body, by POST. */
async function ask(line: string, path: string, body?: unknown): Promise<{ status: number | undefined; text: string }> {
  const { url = "", caFile = "", login, apiKey } = JSON.parse(line) as Record<string, string>;
  const request = httpsRequest(new URL(`/api/v1/${path}`, url), {
    ...{
      method: body === undefined ? "GET" : "POST",
      ca: readFileSync(caFile),
      auth: `${login}:${apiKey}`,
      agent: false,
    },
  });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, text: await textOf(response) };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
