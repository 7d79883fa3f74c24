/** `--sandbox` on commands. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TaskTimeoutError } from "@clickhelp-js/client";
import { describe, expect, it } from "vitest";
import { defineCommand } from "../command.js";
import { openPortal } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

/** A sandbox of its own, and a way to put what nobody can read into its topics. */
function openSandbox() {
  const state = temporaryFolder();
  const portal = openPortal();
  const spoil = (sql: string) => {
    using database = new DatabaseSync(join(state, "clickhelp", "sandbox", "portal.db"));
    database.exec(sql);
  };
  return {
    state,
    inSandbox: (line: string) => portal.run(`${line} --sandbox`, { env: { XDG_STATE_HOME: state } }),
    breakTopics: () => {
      spoil("UPDATE topics SET keywords = '{'");
    },
    breakUsers: () => {
      spoil("UPDATE users SET info = 'null'");
    },
  };
}

function makeFolder(state: string): string {
  const folder = join(state, "clickhelp", "sandbox");
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe("the sandbox", () => {
  it("needs no settings, and keeps what was done", async () => {
    const state = temporaryFolder();
    const portal = openPortal();
    const env = {
      ...{ CLICKHELP_PORTAL_URL: "", CLICKHELP_USERNAME: "", CLICKHELP_API_KEY: "" },
      XDG_STATE_HOME: state,
    };
    const fetch = () => Promise.reject(new Error("Nothing may leave the machine."));
    const inSandbox = (line: string, stdin = "") => portal.run(`${line} --sandbox`, { env, fetch, stdin });
    const list = await inSandbox("projects list --json");
    expect([list.code, list.stderr]).toEqual([0, ""]);
    expect(json(list.stdout)).not.toHaveLength(0);
    expect((await inSandbox("auth status")).stderr).toContain("Sandbox: a sample portal on this machine");
    await inSandbox("storage put - --to kept.txt", "kept");
    expect((await inSandbox("storage get kept.txt -o -")).stdout).toBe("kept");
  });

  it.each([
    ["--portal", "docs.example.com"],
    ["--username", "anna"],
    ["--api-key-file", "key"],
    ["--api-key-stdin", ""],
    ["--cacert", "ca.pem"],
  ])("is not meant together with %s", async (flag, value) => {
    const { code, stdout, stderr } = await openSandbox().inSandbox(`storage put - --to a.txt ${flag} ${value}`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`--sandbox and ${flag} cannot go together`);
  });

  it("says of its addresses, where they are shown, that they lead nowhere, and once", async () => {
    const { inSandbox } = openSandbox();
    const note = /open in no browser/g;
    expect((await inSandbox("projects list")).stderr).not.toMatch(note);
    expect((await inSandbox("projects get wren-user-guide")).stderr.match(note)).toHaveLength(1);
    expect((await inSandbox("projects list --json")).stderr).toBe("");
  });

  it("is for one command at a time, and another attempt makes sense", async () => {
    const { inSandbox, state } = openSandbox();
    using other = new DatabaseSync(join(makeFolder(state), "portal.db-lock"));
    other.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    const { code, stderr } = await inSandbox("projects list --json");
    expect([code, json(stderr)]).toEqual([
      9,
      expect.objectContaining({ code: "sandbox-busy", hint: "Wait for its end, then try again." }),
    ]);
  });

  it("refuses changes when it is told to, in any way", async () => {
    const state = temporaryFolder();
    const profiles = { careful: { readOnly: true } };
    writeFileSync(join(state, "config.json"), JSON.stringify({ profiles }));
    const ways = [{ CLICKHELP_READ_ONLY: "1" }, { CLICKHELP_CONFIG_DIR: state, CLICKHELP_PROFILE: "careful" }];
    for (const way of ways) {
      const env = { XDG_STATE_HOME: state, ...way };
      const { code, stderr } = await openPortal().run("storage put - --to a.txt --sandbox", { env });
      expect([code, stderr]).toEqual([2, expect.stringContaining("refused and not sent")]);
    }
  });

  it.each(["", "--sandbox"])("takes the same words for read-only mode as any portal: %s", async (flag) => {
    const outcomeOf = async (value: string) => {
      const env = { XDG_STATE_HOME: temporaryFolder(), CLICKHELP_READ_ONLY: value };
      const { code, stderr } = await openPortal().run(`storage put - --to a.txt ${flag}`, { env });
      return `${code} ${/is neither 1 nor 0/.exec(stderr)?.[0] ?? ""}`;
    };
    expect(await Promise.all(["TRUE ", " ", "false", "no", "yes"].map(outcomeOf))).toEqual([
      ...["2 ", "0 ", "0 "],
      ...["2 is neither 1 nor 0", "2 is neither 1 nor 0"],
    ]);
  });

  it("tells a mistake of its own apart from a portal that fails, with its place on demand", async () => {
    const { inSandbox, breakTopics } = openSandbox();
    const [publication = ""] = (await inSandbox("projects list --type publication -q")).stdout.split("\n");
    const [topic = ""] = (await inSandbox(`topics list --project ${publication} -q`)).stdout.split("\n");
    breakTopics();
    const line = `topics get ${topic} --project ${publication}`;
    const { code, stderr } = await inSandbox(line);
    expect([code, stderr]).toEqual([
      9,
      expect.stringMatching(/why: The sandbox itself failed \(SyntaxError.*--debug/s),
    ]);
    expect((await inSandbox(`${line} --quiet`)).stderr).toMatch(/^error: .*\n {2}why: The sandbox itself failed/);
    expect((await inSandbox(`${line} --debug`)).stderr).toMatch(/^SyntaxError: .*\n {4}at /m);
    const inJson = (await inSandbox(`${line} --json`)).stderr;
    expect(json(inJson)).toMatchObject({ code: "server", hint: expect.stringContaining("report it") as string });
    expect((await inSandbox(`${line} --json --debug`)).stderr).not.toMatch(/^ {4}at /m);
  });

  it("tells it, too, where the command goes on, and once", async () => {
    const { inSandbox, breakTopics } = openSandbox();
    await inSandbox("projects list");
    breakTopics();
    const { code, stdout, stderr } = await inSandbox(`backup create --all --out ${temporaryFolder()} --json`);
    expect(code).toBe(10);
    expect(json(stdout)).toContainEqual(expect.objectContaining({ outcome: "failed" }));
    expect(json(stderr)).toMatchObject({
      code: "sandbox",
      message: expect.stringContaining("The sandbox itself failed (SyntaxError") as string,
    });
  });

  it("does not end a command well that went on to its end in spite of it", async () => {
    const { inSandbox, breakUsers } = openSandbox();
    expect((await inSandbox("auth status")).code).toBe(0);
    breakUsers();
    const { code, stdout, stderr } = await inSandbox("auth status");
    expect([code, stdout]).toEqual([1, expect.stringContaining("the key works")]);
    expect(stderr).toContain("error: The sandbox itself failed (TypeError");
  });

  it("lets nothing go on after a wait that was too short, and says so", async () => {
    const endless = defineCommand({
      traits: ["wait"],
      examples: [],
      run: (context) =>
        context.follow("Waiting", ({ onStart }) => {
          onStart?.({ taskKey: "abc", storageName: "" });
          return Promise.reject(new TaskTimeoutError("abc", { timeout: 1000, status: undefined }));
        }),
    });
    const registry = [{ noun: "wait", brief: "Waits.", load: () => Promise.resolve(endless) }];
    const { code, stderr } = await openPortal().run("wait --sandbox", { registry });
    expect([code, stderr]).toEqual([
      8,
      expect.stringMatching(/^ {2}why: The sandbox ends with this command.+\n next: Run it again with more time/m),
    ]);
    expect(stderr).not.toContain("tasks watch");
  });

  it("waits for what was started, because it ends with the command", async () => {
    const env = { XDG_STATE_HOME: temporaryFolder() };
    const portal = openPortal();
    const project =
      (await portal.run("projects list --type project -q --sandbox", { env })).stdout.split("\n")[0] ?? "";
    const line = `publications publish --project ${project} --publication fresh --title Fresh --no-wait --sandbox`;
    const { code, stderr, stdout } = await portal.run(line, { env });
    expect(code).toBe(0);
    expect(stderr).toContain("it waits in spite of --no-wait");
    expect(stdout).toContain("Published fresh");
  });
});
