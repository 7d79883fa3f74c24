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

  it("are updated from a file that says less, and keep the rest", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.html"), file);
    await portal.run(`topics upsert --project ${project} a.html`, { cwd });
    const upsert = (name: string) => portal.run(`topics upsert --project ${project} ${name} --json outcome`, { cwd });
    const shown = () => portal.run(`topics get first --project ${project} --json title,body,indexKeywords`);
    await portal.run(`topics get first --project ${project} --body -o first.html`, { cwd });
    expect((await upsert("first.html")).stdout).toBe('[{"outcome":"unchanged"}]\n');
    writeFileSync(join(cwd, "first.html"), "<p>Edited</p>");
    expect((await upsert("first.html")).stdout).toBe('[{"outcome":"updated"}]\n');
    writeFileSync(join(cwd, "first.html"), "---\nkeywords: [end]\n---\n");
    expect((await upsert("first.html")).stdout).toBe('[{"outcome":"updated"}]\n');
    expect(json((await shown()).stdout)).toEqual({
      title: "First steps",
      body: "<p>Edited</p>",
      indexKeywords: ["end"],
    });
  });

  it("keep their title when they are sent back, whatever their first heading is", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "charging.html"), "---\ntitle: Charging\n---\n<h1>Overview</h1><p>Text</p>");
    await portal.run(`topics upsert --project ${project} charging.html`, { cwd });
    await portal.run(`topics get charging --project ${project} --body -o charging.html`, { cwd });
    const line = `topics upsert --project ${project} charging.html --json outcome,title`;
    const { stdout } = await portal.run(line, { cwd });
    expect(json(stdout)).toEqual([{ outcome: "unchanged", title: "Charging" }]);
  });

  it("are not set back to a body that a colleague has replaced meanwhile", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    await portal.run(["topics", "upsert", "--project", project, "--file", "-"], { stdin: file });
    const path = `projects/${project}/articles/first`;
    // After every look at the topic somebody else saves it.
    const fetch = async (request: Request) => {
      const answer = await portal.fetch(request);
      if (request.method === "GET" && request.url.endsWith(path)) {
        await portal.run(["api", "PATCH", path, "-f", "updatedFields=body", "-f", "body=<p>By a colleague</p>"]);
      }
      return answer;
    };
    const stdin = "---\nid: first\nkeywords: [end]\n---\n";
    const { code } = await portal.run(`topics upsert --project ${project} --file -`, { stdin, fetch });
    expect(code).toBe(0);
    const { stdout } = await portal.run(`topics get first --project ${project} --json body,indexKeywords`);
    expect(json(stdout)).toEqual({ body: "<p>By a colleague</p>", indexKeywords: ["end"] });
  });

  it.each([
    ["alone", ["untitled.html"]],
    ["among others, of which none is sent", ["good.html", "untitled.html"]],
  ])("need a title when they are new: %s", async (_what, files) => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "untitled.html"), "<p>Text</p>");
    const { code, stdout, stderr } = await portal.run(`topics upsert --project ${project} ${files.join(" ")}`, { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`A new topic needs a title. Not in ${project} yet: untitled.\n next: Give title`);
    expect((await portal.run(`topics get first --project ${project}`)).code).toBe(6);
  });

  it("are not published with front matter in them that has no end", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const upsert = (stdin: string) =>
      portal.run(`topics upsert --project ${project} --id open --file - --json outcome`, { stdin });
    const { code, stderr } = await upsert("---\ntitle: X\nstatus: Ready\n<h1>X</h1>\n");
    expect([code, JSON.parse(stderr)]).toMatchObject([
      2,
      { message: "The front matter of standard input has no end." },
    ]);
    for (const body of ["---\n\n<h1>X</h1>\n---\n<p>a: b</p>", "---\nA paragraph.\n\n<h1>X</h1>"]) {
      expect((await upsert(body)).code).toBe(0);
      expect((await portal.run(`topics get open --project ${project} --body`)).stdout.trim()).toBe(body);
    }
  });

  it.each([
    ["that cannot be understood", "open.html", "The front matter of open.html has no end."],
    ["that cannot be understood, among others", "good.html open.html", "The front matter of open.html has no end."],
    ["that is missing, among others", "good.html nowhere.html", "nowhere.html does not exist."],
    ["that is a folder, among others", "good.html .", "is a folder."],
  ])("are not sent with a file %s", async (_what, files, says) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "open.html"), "---\ntitle: X\n<h1>X</h1>\n");
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stderr } = await openPortal().run(`topics upsert --project p ${files}`, { cwd, fetch });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  it("are refused together, each with what is wrong with it", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "open.html"), "---\ntitle: X\n<h1>X</h1>\n");
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const line = "topics upsert --project p open.html good.html no.html nor.html";
    const { code, stderr } = await openPortal().run(line, { cwd, fetch });
    expect([code, stderr.replaceAll(cwd, "")]).toEqual([
      2,
      [
        "error: 3 of 4 files cannot be used; nothing was sent.",
        "       The front matter of open.html has no end.",
        "       /no.html does not exist.",
        "       /nor.html does not exist.",
        " next: Close it with a line --- between the last key and the HTML.",
        "       Check the path; it begins at the folder that you are in.",
        "",
      ].join("\n"),
    ]);
  });

  it.each([
    ["a picture", "a.png", Buffer.from("89504e470d0a1a0a", "hex"), "no text in UTF-8", "clickhelp storage put FILE"],
    ["another encoding", "a.html", Buffer.from("<p>\u00FCber</p>", "latin1"), "no text in UTF-8", "encoding UTF-8"],
    ["bytes without letters", "a.bin", Buffer.from("a\0b"), "no text in UTF-8", "clickhelp storage put FILE"],
    ["Markdown", "a.md", Buffer.from("# A"), "is Markdown", "projects import FILE --id ID --format Markdown"],
    ["Markdown by its long name", "a.MARKDOWN", Buffer.from("# A"), "is Markdown", "Convert it to HTML"],
  ])("are not made of %s, nor are those of other files beside it", async (_what, name, content, message, hint) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, name), content);
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const line = `topics upsert --project p --json good.html ${name}`;
    const { code, stdout, stderr } = await openPortal().run(line, { cwd, fetch });
    expect([code, stdout]).toEqual([2, ""]);
    expect(json(stderr)).toMatchObject({
      message: expect.stringMatching(new RegExp(`^${name} .*${message}`)) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it("say in which line their front matter cannot be read", async () => {
    const stdin = "---\nid: a\ntitle: One: two\n---\n<p>Text</p>";
    const { code, stderr } = await openPortal().run("topics upsert --project p --file - --dry-run", { stdin });
    expect([code, stderr]).toEqual([2, expect.stringContaining("is not valid YAML in line 3.\n next: ")]);
  });

  it("are not made in the rehearsal of a file that can only update one", async () => {
    const line = "topics upsert --project p --id a --file - --dry-run --json";
    const { stdout } = await openPortal().run(line, { stdin: "<p>Text</p>" });
    expect(json(stdout)).toMatchObject([
      { method: "GET" },
      { method: "GET" },
      { method: "PATCH", when: "only what differs; it must exist, having no title" },
    ]);
  });

  it("are sent as they were checked, whatever becomes of the files meanwhile", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `topics upsert --project ${await sampleProject(portal)} a.html b.html --json outcome`;
    writeFileSync(join(cwd, "a.html"), "<h1>A</h1>");
    writeFileSync(join(cwd, "b.html"), "<h1>B</h1>");
    const fetch = (request: Request) => {
      writeFileSync(join(cwd, "b.html"), "---\ntitle: X\n");
      return portal.fetch(request);
    };
    const { stdout } = await portal.run(line, { cwd, fetch });
    expect(json(stdout)).toEqual([{ outcome: "created" }, { outcome: "created" }]);
  });

  it("are tried one after the other, and a failed one is told", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "bad.html"), "---\nid: bad\ntitle: Bad\nstatus: Nonsense\n---\n");
    const { code, stdout, stderr } = await portal.run(`topics upsert --project ${project} bad.html good.html`, { cwd });
    expect(code).toBe(10);
    expect(stdout).toMatch(/created +first/);
    expect(stderr).toMatch(/^warning: bad: .*Nonsense.*\nwarning: 1 of 2 done, 1 failed\.\nnext: /);
  });

  it("are told with --quiet when they are done, on standard error when they failed", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "good.html"), file);
    writeFileSync(join(cwd, "bad.html"), "---\nid: bad\ntitle: Bad\nstatus: Nonsense\n---\n");
    const upsert = await portal.run(`topics upsert --project ${project} bad.html good.html --quiet`, { cwd });
    expect([upsert.code, upsert.stdout]).toEqual([10, "first\n"]);
    expect(upsert.stderr).toMatch(/^warning: bad: .*Nonsense.*\nwarning: 1 of 2 done, 1 failed\.\n(?:next: .+\n)+$/);
    const deletion = await portal.run(`topics delete first nowhere --project ${project} --yes --quiet`);
    expect([deletion.code, deletion.stdout]).toEqual([10, "first\n"]);
    expect(deletion.stderr).toMatch(/^warning: nowhere: .*404.*\nwarning: 1 of 2 done, 1 failed\.\n(?:next: .+\n)+$/);
  });

  it("say that they may have been changed, where the answer got lost", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const fetch = (request: Request) =>
      request.method === "DELETE" ? Promise.resolve(new Response(null, { status: 503 })) : portal.fetch(request);
    const remove = (flag: string) => portal.run(`topics delete a b --project ${project} --yes ${flag}`, { fetch });
    expect(json((await remove("--json id,maybeApplied")).stdout)).toEqual([
      { id: "a", maybeApplied: true },
      { id: "b", maybeApplied: true },
    ]);
    expect((await remove("")).stderr).toMatch(/^warning: a: .*503.* The change may have been made all the same/m);
  });

  it("are shown as they are deleted, where they are many", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const ids = (await portal.run(`topics list --project ${project} --limit 10 --quiet`)).stdout.trim().split("\n");
    const { code, stderr } = await portal.run(["topics", "delete", ...ids, "--project", project, "--yes"]);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^Deleting 10 topics \.\.\.\nDeleting 10 topics: done in .+\n$/),
    ]);
  });

  it("say to programs why they failed", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "bad.html"), "---\nid: bad\ntitle: Bad\nstatus: Nonsense\n---\n");
    writeFileSync(join(cwd, "good.html"), file);
    const { stdout } = await portal.run(`topics upsert --project ${project} bad.html good.html --json`, { cwd });
    expect(JSON.parse(stdout)).toMatchObject([
      { id: "bad", outcome: "failed", code: "bad-request", status: 400 },
      { id: "first", outcome: "created" },
    ]);
    const alone = await portal.run(`topics upsert --project ${project} bad.html --json`, { cwd });
    const error = json(alone.stderr) as object;
    expect(error).toHaveProperty("hint", expect.stringContaining("--verbose"));
    const [failed] = json(stdout) as object[];
    expect(failed).toEqual({ id: "bad", file: "bad.html", outcome: "failed", ...error });
  });

  it("are refused when two files are the same one, before anything is sent", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.html"), file);
    writeFileSync(join(cwd, "first.html"), "<h1>First</h1>");
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    for (const flag of ["", "--dry-run"]) {
      const { code, stderr } = await openPortal().run(`topics upsert --project p a.html first.html ${flag}`, {
        cwd,
        fetch,
      });
      expect([code, stderr]).toEqual([2, expect.stringContaining("a.html and first.html are both the topic first.")]);
    }
  });

  it("are told under the id of their front matter when they fail", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "file.html"), "---\nid: named\ntitle: Bad\nstatus: Nonsense\n---\n");
    writeFileSync(join(cwd, "good.html"), file);
    const line = `topics upsert --project ${await sampleProject(portal)} file.html good.html --json id,outcome`;
    const { stdout } = await portal.run(line, { cwd });
    expect(json(stdout)).toEqual([
      { id: "named", outcome: "failed" },
      { id: "first", outcome: "created" },
    ]);
  });

  it("are compared, and nothing is changed, with --check", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.html"), file);
    writeFileSync(join(cwd, "second.html"), "<h1>Second</h1>");
    const check = async () => {
      const line = `topics upsert --project ${project} a.html second.html --check --exit-code --read-only --json id,outcome,title`;
      const { code, stdout } = await portal.run(line, { cwd });
      return [code, json(stdout)];
    };
    const told = (first: string, second: string) => [
      { id: "first", outcome: first, title: "First steps" },
      { id: "second", outcome: second, title: "Second" },
    ];
    const bothNew = [3, told("would-create", "would-create")];
    expect(await check()).toEqual(bothNew);
    expect(await check()).toEqual(bothNew);
    await portal.run(`topics upsert --project ${project} a.html second.html`, { cwd });
    expect(await check()).toEqual([0, told("unchanged", "unchanged")]);
    writeFileSync(join(cwd, "a.html"), file.replace("Hello", "Good day"));
    expect(await check()).toEqual([3, told("would-update", "unchanged")]);
    const fields = `topics upsert --project ${project} a.html second.html --check --json id,updatedFields`;
    const differing = json((await portal.run(fields, { cwd })).stdout);
    expect(differing).toEqual([
      { id: "first", updatedFields: ["body"] },
      { id: "second", updatedFields: null },
    ]);
    const quiet = await portal.run(`topics upsert --project ${project} a.html second.html --check -q`, { cwd });
    expect([quiet.code, quiet.stdout]).toEqual([0, "first\n"]);
    const { stdout } = await portal.run(`topics get first --project ${project} --body`);
    expect(stdout).toContain("<p>Hello</p>");
  });

  it.each([
    ["a topic without a title", "<p>Text</p>", "--project PROJECT", 2, "A new topic needs a title."],
    ["an unknown project", file, "--project nope", 6, "clickhelp projects import FILE --id ID"],
    ["an unknown TOC node", file, "--project PROJECT --parent-node nope", 6, "clickhelp api GET projects/ID/toc/nodes"],
    ["a rehearsal", file, "--project nope --dry-run", 2, "--check and --dry-run cannot go together."],
  ])("are no differences where they cannot be made, with --check: %s", async (_what, stdin, flags, exitCode, says) => {
    const portal = openPortal();
    const line = `topics upsert --id a --file - --check ${flags.replace("PROJECT", await sampleProject(portal))}`;
    const { code, stdout, stderr } = await portal.run(line, { stdin });
    expect([code, stdout, stderr]).toEqual([exitCode, "", expect.stringContaining(says)]);
  });

  it("are not made in a project that does not exist, and the failure says how it is made", async () => {
    const portal = openPortal();
    const { code, stderr } = await portal.run("topics upsert --project nope --file -", { stdin: file });
    expect([code, stderr]).toEqual([6, expect.stringContaining("clickhelp projects import FILE --id ID makes")]);
  });

  it("are put under a TOC node, which a rehearsal looks up as well, and under none that does not exist", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const [first] = json((await portal.run(`topics list --project ${project} --json tocNodeId`)).stdout) as object[];
    const upsert = (flags: string) =>
      portal.run(`topics upsert --project ${project} --file - --json ${flags}`, { stdin: file });
    expect(await upsert("--parent-node nope")).toMatchObject({ code: 6, stdout: "" });
    const { tocNodeId } = first as { tocNodeId: string };
    const address = `https://portal.example/api/v1/projects/${project}/toc/nodes/${tocNodeId}`;
    const rehearsed = json((await upsert(`--parent-node ${tocNodeId} --dry-run`)).stdout);
    expect(rehearsed).toContainEqual({ method: "GET", url: address });
    expect((await upsert(`--parent-node ${tocNodeId}`)).code).toBe(0);
    const { stdout } = await portal.run(`api GET projects/${project}/toc/nodes/${tocNodeId}/children`);
    expect(stdout).toContain('"topicId":"first"');
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

  it("are rehearsed with the owner and the assignee that they would get", async () => {
    const workflow = { ownerUserName: "anna", assigneeUserName: "admin" };
    const portal = openPortal();
    const line = `topics upsert --project ${await sampleProject(portal)} --file - --owner anna`;
    let created: unknown;
    const fetch = async (request: Request) => {
      if (request.method === "POST") created = await request.clone().json();
      return portal.fetch(request);
    };
    await portal.run(line, { stdin: file, fetch });
    expect(created).toMatchObject(workflow);
    const { stdout } = await portal.run(`${line} --dry-run --json`, { stdin: file });
    expect(json(stdout)).toContainEqual(expect.objectContaining({ method: "POST", body: created }));
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
    expect(stdout).toMatch(/The statuses here are .*\bDraft\b.*; letter case matters\./);
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
    const unseen = await portal.run(`topics delete first --project ${project}`, { answer: "y", withoutNotes: true });
    expect([unseen.code, unseen.stderr]).toEqual([2, expect.stringContaining("--yes")]);
    const neither = { answer: "y", env: { CLICKHELP_NO_INPUT: "no" } };
    const { stderr } = await portal.run(`topics delete first --project ${project}`, neither);
    expect(stderr).toContain("CLICKHELP_NO_INPUT is neither 1 nor 0");
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
