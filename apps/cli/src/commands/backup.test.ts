/** `backup create` against a portal. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, sampleProject } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

describe("backup create", () => {
  it("saves one project to the named file", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const { code } = await portal.run(`backup create --project ${await sampleProject(portal)} -o a.zip`, { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "a.zip"), "latin1")).toMatch(/^PK/);
  });

  it("saves all projects to a folder that it makes", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const { code, stdout } = await portal.run("backup create --all --out new/folder --json id,outcome,path", { cwd });
    expect(code).toBe(0);
    const project = await sampleProject(portal);
    const saved = json(stdout) as { id: string; outcome: string; path: string }[];
    expect(saved.map(({ id, outcome }) => `${id} ${outcome}`)).toContain(`${project} saved`);
    expect(readdirSync(join(cwd, "new/folder")).sort()).toEqual(saved.map(({ path }) => basename(path)).sort());
    expect(saved.find(({ id }) => id === project)?.path).toMatch(new RegExp(`${project}-\\d{8}T\\d{6}Z-\\w{8}\\.zip$`));
  });

  it("saves all projects to one folder as often as it is wanted, also at the same time", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const backUp = () => portal.run("backup create --all --out folder --quiet", { cwd });
    const runs = await Promise.all([backUp(), backUp()]);
    const paths = runs.flatMap(({ stdout }) => stdout.trim().split("\n"));
    expect([runs.map(({ code }) => code), paths.length]).toEqual([[0, 0], readdirSync(join(cwd, "folder")).length]);
  });

  it("names what the portal may have made where nobody was told", async () => {
    const portal = openPortal();
    const fetch = async (request: Request) => {
      const response = await portal.fetch(request);
      if (request.method === "POST") throw new TypeError("fetch failed");
      return response;
    };
    const line = "backup create --all --out folder --json id,maybeApplied,storageName,hint";
    const { code, stdout } = await portal.run(line, { cwd: temporaryFolder(), fetch });
    const outcomes = json(stdout) as { maybeApplied: boolean; storageName: string; hint: string }[];
    expect([code, outcomes.length > 0]).toEqual([10, true]);
    for (const { maybeApplied, storageName, hint } of outcomes) {
      expect(maybeApplied).toBe(true);
      expect(hint).toMatch(`clickhelp storage get ${storageName} -o folder/`);
    }
  });

  it("fails where the account sees no project", async () => {
    const fetch = () => Promise.resolve(Response.json([]));
    const line = "backup create --all --json";
    const { code, stdout, stderr } = await openPortal().run(line, { cwd: temporaryFolder(), fetch });
    expect([code, stdout, json(stderr)]).toEqual([6, "", expect.objectContaining({ code: "not-found" })]);
  });

  it("gives scripts the paths of all files", async () => {
    const cwd = temporaryFolder();
    const { stdout } = await openPortal().run("backup create --all --out folder --quiet", { cwd });
    const files = readdirSync(join(cwd, "folder")).map((name) => join(cwd, "folder", name));
    expect(stdout.trim().split("\n").sort()).toEqual(files.sort());
  });

  it("refuses a folder below a file", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "taken"), "mine");
    const { code, stderr } = await openPortal().run("backup create --all --out taken/folder", { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${join(cwd, "taken")} is not a folder.`)]);
  });

  it("makes no folder when it may not see the projects", async () => {
    const cwd = temporaryFolder();
    const env = { CLICKHELP_API_KEY: "wrong-key" };
    expect((await openPortal().run("backup create --all --out folder", { cwd, env })).code).toBe(4);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.runIf(process.platform === "linux")("refuses a folder in one that takes no others", async () => {
    const { code, stderr } = await openPortal().run("backup create --all --out /proc/backups/nightly");
    expect([code, stderr]).toEqual([2, expect.stringContaining("/proc")]);
  });

  it("keeps every file in the folder, whatever the portal calls its projects", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const project = await sampleProject(portal);
    const fetch = async (request: Request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/projects")) {
        const text = (await (await portal.fetch(request)).text()).replaceAll(`"${project}"`, '"../../up"');
        return new Response(text, { headers: { "content-type": "application/json" } });
      }
      return portal.fetch(new Request(request.url.replace("..%2F..%2Fup", project), request));
    };
    const { stdout } = await portal.run("backup create --all --out in/side --json path", { cwd, fetch });
    expect(readdirSync(cwd)).toEqual(["in"]);
    expect(readdirSync(join(cwd, "in"))).toEqual(["side"]);
    expect(stdout).not.toContain("../");
    expect(readdirSync(join(cwd, "in/side")).join()).toMatch(/^\.\.-\.\.-up-\d{8}T/);
  });

  it("starts without waiting where it is told to", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `backup create --project ${await sampleProject(portal)} --no-wait --quiet`;
    const { code, stdout } = await portal.run(line, { cwd });
    expect(code).toBe(0);
    expect((await portal.run(`tasks watch ${stdout.trim()}`)).code).toBe(0);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each(["--all --no-wait", "--all --no-wait --dry-run", "--all -o a.zip", "--all --project p", "--project p -o -"])(
    "refuses %s",
    async (flags) => {
      const { code, stderr } = await openPortal().run(`backup create ${flags}`);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: .+\n next: /)]);
    },
  );
});
