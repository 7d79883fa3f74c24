/** The commands of topics against a portal. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

describe("topics", () => {
  const file = "---\nid: first\ntitle: First steps\nstatus: Ready\nkeywords: [start]\n---\n<p>Hello</p>\n";

  it("are created from files, then left alone, then updated", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.html"), file);
    writeFileSync(join(cwd, "second.html"), "<h1>Second <em>steps</em></h1><p>More</p>");
    const upsert = async () => {
      const { code, stdout } = await portal.run(
        `topics upsert --project ${project} a.html second.html --json id,outcome,title`,
        { cwd },
      );
      return [code, json(stdout)];
    };
    const outcomes = (first: string) => [
      0,
      [
        { id: "first", outcome: first, title: "First steps" },
        { id: "second", outcome: first === "created" ? "created" : "unchanged", title: "Second steps" },
      ],
    ];
    expect(await upsert()).toEqual(outcomes("created"));
    expect(await upsert()).toEqual(outcomes("unchanged"));
    writeFileSync(join(cwd, "a.html"), file.replace("Hello", "Good day"));
    expect(await upsert()).toEqual(outcomes("updated"));
    const { stdout } = await portal.run(`topics get first --project ${project} --body`);
    expect(stdout).toContain("<p>Good day</p>");
    const { stdout: record } = await portal.run(`topics get first --project ${project}`);
    expect(record).toMatch(/status +Ready/);
    expect(record).toMatch(/keywords +start/);
  });

  it("are taken from standard input, with flags instead of front matter", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const { code, stdout } = await portal.run(
      [
        "topics",
        "upsert",
        "--project",
        project,
        "--file",
        "-",
        "--id",
        "piped",
        "--title",
        "Piped",
        "--status",
        "Ready",
      ],
      { stdin: "<p>From a pipe</p>" },
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining("created")]);
  });

  it("are tried one after the other, and a failed one is told", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "bad.html"), "---\nauthor: me\n---\n");
    const { code, stdout } = await portal.run(`topics upsert --project ${project} bad.html good.html nowhere.html`, {
      cwd,
    });
    expect(code).toBe(10);
    expect(stdout).toMatch(/^bad: .*Unrecognized key: "author"/m);
    expect(stdout).toMatch(/created +first/);
    expect(stdout).toMatch(/^nowhere: .*nowhere\.html does not exist/m);
    expect(stdout).toContain("2 of 3 failed.");
  });

  it("are not sent in a rehearsal", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.html"), file);
    const { code, stdout } = await portal.run("topics upsert --project p a.html --dry-run --json", {
      cwd,
      fetch: () => Promise.reject(new Error("Nothing may be sent.")),
    });
    expect(code).toBe(0);
    expect(json(stdout)).toMatchObject([
      { method: "GET", url: "https://portal.example/api/v1/projects/p" },
      { method: "GET", url: "https://portal.example/api/v1/projects/p/articles/first" },
      { method: "POST", body: { id: "first", statusName: "Ready", ownerUserName: "admin" } },
      { method: "PATCH", body: { updatedFields: "statusName,body,title,indexKeywords" } },
    ]);
  });

  it("are not written into a publication", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const publication = await samplePublication(portal);
    const line = `topics upsert --project ${publication} --id a --title A --file -`;
    const { code, stderr } = await portal.run(line, { stdin: "<p>a</p>" });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`next: --project ${project}`)]);
    expect(stderr).toContain(`${publication} is a publication of ${project}.`);
  });

  it("are not HTML and JSON at once", async () => {
    const { code, stderr } = await openPortal().run("topics get a --project p --body --json");
    expect([code, JSON.parse(stderr)]).toEqual([2, expect.objectContaining({ code: "usage" })]);
  });

  it("are listed, and an empty list says what to do", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    expect((await portal.run(`topics list --project ${project}`)).stdout).toMatch(/^ID +TITLE +STATUS/);
    const { stdout } = await portal.run(["topics", "list", "--project", project, "--status", "Nonsense"]);
    expect(stdout).toContain(`There are no topics in ${project} with the status Nonsense.`);
    expect(stdout).toContain("clickhelp topics upsert");
  });

  it("are deleted only after a confirmation", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    await portal.run(["topics", "upsert", "--project", project, "--file", "-"], { stdin: file });
    const unasked = await portal.run(`topics delete first --project ${project}`);
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining("--yes")]);
    const rehearsed = await portal.run(`topics delete first --project ${project} --dry-run`);
    expect(rehearsed.stdout).toBe(`DELETE https://portal.example/api/v1/projects/${project}/articles/first\n`);
    expect((await portal.run(`topics get first --project ${project}`)).code).toBe(0);
    const refused = await portal.run(`topics delete first --project ${project}`, { answer: "n" });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing was done") as string });
    const silent = await portal.run(`topics delete first --project ${project}`, { atTerminal: true });
    expect(silent).toMatchObject({ code: 2, stderr: expect.stringContaining("nothing was done") as string });
    const canNotAsk = await portal.run(`topics delete first --project ${project} --no-input`, { answer: "y" });
    expect(canNotAsk.code).toBe(2);
    expect((await portal.run(`topics get first --project ${project}`)).code).toBe(0);
    const confirmed = await portal.run(`topics delete first --project ${project}`, { answer: "y" });
    expect(confirmed).toMatchObject({ code: 0, stderr: `Delete 1 topic of ${project} (first)? [y/N] ` });
    expect((await portal.run(`topics get first --project ${project}`)).code).toBe(6);
  });

  it("are looked for in the project of the project file", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    expect((await portal.run("topics list", { cwd })).stderr).toContain("--project is missing");
    writeFileSync(join(cwd, "clickhelp.config.yaml"), `project: ${project}\n`);
    expect((await portal.run("topics list", { cwd })).code).toBe(0);
  });
});
