/** `projects list` and `projects get` against a portal. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openPortal, samplePublication, sampleProject } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

describe("projects", () => {
  it("are listed for people, programs and pipes", async () => {
    const portal = openPortal();
    const projectId = await sampleProject(portal);
    expect((await portal.run("projects list")).stdout).toMatch(/^ID +TITLE +KIND/);
    const { stdout, stderr } = await portal.run("projects list --json id,parentId");
    expect(json(stdout)).toContainEqual({ id: projectId, parentId: null });
    const all = json((await portal.run("projects list --json")).stdout) as object[];
    const named = await portal.run(`projects list --json ${Object.keys(all[0] ?? {}).join()}`);
    expect(json(named.stdout)).toEqual(all);
    expect(stderr).toBe("");
    const lines = (await portal.run("projects list --jsonl")).stdout.trimEnd().split("\n");
    expect(lines.map((line) => json(line))).toHaveLength(lines.length);
  });

  it("are listed with whole ids on any terminal", async () => {
    const portal = openPortal();
    const ids = (await portal.run("projects list --quiet")).stdout.trimEnd().split("\n");
    const { stdout } = await portal.run("projects list", { columns: 80 });
    expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual(expect.arrayContaining(ids));
    expect(stdout).not.toMatch(/\d…/);
  });

  it("are cut to a limit, and that is said", async () => {
    const { stdout } = await openPortal().run("projects list --limit 1");
    expect(stdout).toMatch(/1 of \d+ entries shown\./);
  });

  it.each([
    ["nope", "", 6, "", 'There is no project or publication with the id "nope".'],
    ["PROJECT", " --type project", 2, "", "--type Project and --parent cannot go together."],
    ["PUBLICATION", "", 0, "It is itself a publication, of PROJECT.", ""],
    ["new", "", 0, "clickhelp publications publish --project new --publication ID", ""],
  ])("have no publications, and that is explained: %s%s", async (parent, flags, exitCode, shown, failure) => {
    const portal = openPortal();
    const names = { PROJECT: await sampleProject(portal), PUBLICATION: await samplePublication(portal) };
    const named = (text: string) => text.replace(/PROJECT|PUBLICATION/, (name) => names[name as keyof typeof names]);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "new.html"), "<h1>New</h1>");
    await portal.run("projects import new.html --id new", { cwd });
    const { code, stdout, stderr } = await portal.run(`projects list --parent ${named(parent)}${flags}`);
    expect([code, stdout, stderr]).toEqual([
      exitCode,
      expect.stringContaining(named(shown)),
      expect.stringContaining(failure),
    ]);
  });

  it("are not missed where there are only no publications", async () => {
    const portal = openPortal();
    const deleted = (await portal.run("projects list --type publication -q")).stdout.trim().split("\n");
    for (const id of deleted) await portal.run(`api DELETE projects/${id}`);
    // Deleting is a task of the portal.
    await vi.waitFor(async () => {
      const { stdout } = await portal.run("projects list --type publication");
      expect(stdout).toContain("There are no publications that this account can see.");
    });
  });

  it("are shown one by one", async () => {
    const portal = openPortal();
    const projectId = await sampleProject(portal);
    const { stdout } = await portal.run(`projects get ${projectId}`);
    expect(stdout).toContain(`https://portal.example/articles/${projectId}`);
  });

  it("can be written to a file instead", async () => {
    const cwd = temporaryFolder();
    const { stdout } = await openPortal().run("projects list --json -o list.json", { cwd });
    expect(stdout).toBe("");
    expect(json(readFileSync(join(cwd, "list.json"), "utf8"))).not.toHaveLength(0);
  });
});
