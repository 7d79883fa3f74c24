import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator } from "@clickhelp-js/emulator";
import { describe, expect, it } from "vitest";
import { run, temporaryFolder } from "../../test/run.js";
import { defineCommand } from "../command.js";

/** Makes the administrator of a new portal another key, as people do. */
async function makeKey(dataDir: string): Promise<void> {
  const emulator = createEmulator({ dataDir, byteOrderMark: false });
  const call = (path: string, init?: RequestInit) =>
    emulator.fetch(new Request(new URL(path, "https://portal.example"), init));
  const headers = { Authorization: `Basic ${btoa("admin:emulator-admin-key")}` };
  const { token } = (await (await call("/api/v1/users/admin/tokens", { headers })).json()) as { token: string };
  const Cookie = (await call(`/?t=${token}`)).headers.get("Set-Cookie")?.split(";", 1)[0] ?? "";
  await call("/profile/api-key", { method: "POST", headers: { Cookie, Origin: "https://portal.example" } });
  await emulator.close();
}

describe("emulator start", () => {
  it("refuses a bad seed file, names the places, and creates nothing", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "portal.yaml"), "users: [{ login: anna, userType: Contributor, apiKey: 12 }]\n");
    const { code, stdout, stderr } = await run("emulator start --seed portal.yaml --data-dir data", { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(join(cwd, "portal.yaml"));
    expect(stderr).toContain("users[0].apiKey: ");
    expect(stderr).toContain("next: --seed takes sample, empty, or a JSON or YAML file.");
    expect(existsSync(join(cwd, "data"))).toBe(false);
  });

  it("tells a bad seed as one error object with --json", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "portal.yaml"), "users: 3\nprojects: 3\n");
    const { code, stdout, stderr } = await run("emulator start --seed portal.yaml --json", { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    const message = expect.stringMatching(/- users: [^]*- projects: /) as string;
    expect(JSON.parse(stderr)).toMatchObject({ code: "usage", message });
  });

  it("tells its own mistakes, while it goes on, as error objects with --json, and where they were made without", async () => {
    const failing = defineCommand({
      details: [],
      flags: {},
      local: true,
      examples: [],
      run(context) {
        context.complain(new Error("a mistake"));
        return Promise.resolve(undefined);
      },
    });
    const registry = [{ noun: "fail", brief: "Fails.", load: () => Promise.resolve(failing) }];
    const message = "The emulator itself failed (Error: a mistake).";
    const { code, stderr } = await run("fail --json", { registry });
    expect([code, JSON.parse(stderr)]).toMatchObject([0, { code: "emulator", message, status: null }]);
    expect((await run("fail --quiet", { registry })).stderr).toMatch(/^Error: a mistake\n +at /);
  });

  it("says of an unknown seed which there are", async () => {
    const { code, stderr } = await run("emulator start --seed smaple", { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toMatch(/smaple cannot be read: it does not exist[^]*sample, empty/);
  });

  it("refuses a data directory without a name, as an unset variable of a shell gives it, and writes nothing", async () => {
    const cwd = temporaryFolder();
    const { code, stderr } = await run(["emulator", "start", "--data-dir", ""], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--data-dir has no value.")]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("says that a portal which is there already keeps its content, when a seed is named", async () => {
    const cwd = temporaryFolder();
    const signal = AbortSignal.abort();
    const start = (flags: string) => run(`emulator start --data-dir data ${flags}`, { cwd, signal });
    const told = "it keeps its content, whatever --seed says";
    expect((await start("--seed empty")).stderr).not.toContain(told);
    expect((await start("--seed sample")).stderr).toContain(told);
    expect((await start("--seed sample --json")).stderr).toContain(told);
    expect((await start("")).stderr).not.toContain(told);
  });

  it("tells where a key is that was made on the profile page, and not that it is the first one", async () => {
    const cwd = temporaryFolder();
    await makeKey(join(cwd, "data"));
    const { stdout } = await run("emulator start --data-dir data", { cwd, signal: AbortSignal.abort() });
    expect(stdout).toMatch(/^admin +\(a later key: see its mail in \/__emulator\/outbox\)/m);
    expect(stdout).not.toContain("first start");
  });

  it("warns of a portal that other machines can reach", async () => {
    // An address that no machine has.
    const { code, stderr } = await run("emulator start --host 192.0.2.1");
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/Other machines can reach 192\.0\.2\.1[^]*this machine has no such address/);
  });

  it("takes no flag about the portal to call, and names none", async () => {
    const { code, stderr } = await run("emulator start --sandbox");
    expect([code, stderr]).toEqual([2, expect.stringContaining("Unknown flag --sandbox.")]);
    const { stdout } = await run("emulator start --help");
    expect(stdout).not.toMatch(/--(?:portal|sandbox|read-only|cacert|api-key-file)\b/);
    expect(stdout).toContain("--json");
  });

  it.each([
    ["a certificate alone", "--cert cert.pem", "Give both --cert and --key, or neither."],
    ["a key alone", "--key key.pem", "Give both --cert and --key, or neither."],
    ["files that are not there", "--cert no.pem --key key.pem", "The file of --cert cannot be read"],
    ["a key that cannot be read", "--cert cert.pem --key .", "The file of --key cannot be read"],
    ["what is no certificate", "--cert cert.pem --key key.pem", "The given certificate is not in PEM form"],
  ])("refuses %s, and creates nothing", async (_what, flags, words) => {
    const cwd = temporaryFolder();
    for (const name of ["cert.pem", "key.pem"]) writeFileSync(join(cwd, name), "s3cret");
    const { code, stdout, stderr } = await run(`emulator start --data-dir data ${flags}`, { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(existsSync(join(cwd, "data"))).toBe(false);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("s3cret");
  });
});
