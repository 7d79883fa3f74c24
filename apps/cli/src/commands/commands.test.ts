/** Every command against a portal: what people see, what programs get, and what has changed afterwards. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

describe("auth status", () => {
  it("tells who it is and where the settings come from, but never the key", async () => {
    const { code, stdout } = await openPortal().run("auth status");
    expect(code).toBe(0);
    expect(stdout).toContain("Signed in to portal.example as admin; the key works.");
    expect(stdout).toContain("the environment variable CLICKHELP_API_KEY");
    expect(stdout).not.toContain("emulator-admin-key");
  });

  it("shows the settings even when the key does not work", async () => {
    const { code, stderr } = await openPortal().run("auth status", { env: { CLICKHELP_API_KEY: "wrong-key" } });
    expect(code).toBe(4);
    expect(stderr).toContain("from the environment variable CLICKHELP_API_KEY");
    expect(stderr).not.toContain("wrong-key");
  });
});

describe("projects", () => {
  it("are listed for people, programs and pipes", async () => {
    const portal = openPortal();
    const projectId = await sampleProject(portal);
    expect((await portal.run("projects list")).stdout).toMatch(/^ID +TITLE +KIND/);
    const { stdout, stderr } = await portal.run("projects list --json id,parentId");
    expect(json(stdout)).toContainEqual({ id: projectId, parentId: null });
    expect(stderr).toBe("");
    const lines = (await portal.run("projects list --jsonl")).stdout.trimEnd().split("\n");
    expect(lines.map((line) => json(line))).toHaveLength(lines.length);
  });

  it("are cut to a limit, and that is said", async () => {
    const { stdout } = await openPortal().run("projects list --limit 1");
    expect(stdout).toMatch(/1 of \d+ entr\w+ shown\./);
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
      ["topics", "upsert", "--project", project, "--file", "-", "--id", "piped", "--title", "Piped", "--status", "Ready"],
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
    const { code, stdout } = await portal.run(`topics upsert --project ${project} bad.html good.html nowhere.html`, { cwd });
    expect(code).toBe(10);
    expect(stdout).toMatch(/failed +bad .*Unrecognized key: "author"/);
    expect(stdout).toMatch(/created +first/);
    expect(stdout).toMatch(/failed +nowhere .*nowhere\.html does not exist/);
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
      { method: "GET", url: "https://portal.example/api/v1/projects/p/articles/first" },
      { method: "POST", body: { id: "first", statusName: "Ready", ownerUserName: "admin" } },
      { method: "PATCH", body: { updatedFields: "statusName,body,title,indexKeywords" } },
    ]);
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
    expect((await portal.run(`topics delete first --project ${project} --yes`)).code).toBe(0);
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

describe("publications", () => {
  it("are made, then published again", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const line = `publications publish --project ${project} --publication fresh --title Fresh --visibility public`;
    const first = await portal.run(line);
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining("for the first time")]);
    expect(first.stdout).toContain("https://portal.example/articles/fresh");
    expect(first.stderr).toMatch(/^Publishing fresh \.\.\.\nPublishing fresh: done in /);
    const second = await portal.run(`${line} --json publicationId,outcome,visibility`);
    expect(json(second.stdout)).toEqual({ publicationId: "fresh", outcome: "updated", visibility: "Public" });
    expect(second.stderr).toBe("");
  });

  it("need a title only when they are new", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const { code, stderr } = await portal.run(`publications publish --project ${project} --publication fresh`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--title TEXT")]);
  });

  it("are not published over something else", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const { code, stderr } = await portal.run(`publications publish --project ${project} --publication ${project}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("is a project")]);
  });

  it("are started without waiting, and watched later", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const started = await portal.run(
      `publications publish --project ${project} --publication fresh --title Fresh --no-wait --quiet`,
    );
    const taskKey = started.stdout.trim();
    expect(taskKey).toMatch(/^\w+$/);
    const watched = await portal.run(`tasks watch ${taskKey}`);
    expect([watched.code, watched.stdout]).toEqual([0, expect.stringContaining("The task succeeded.")]);
    expect((await portal.run(`tasks watch ${taskKey}`)).code).toBe(6);
  });

  it.each([
    ["--format pdf", "out.pdf", "%PDF"],
    ["", "out.pdf", "%PDF"],
    ["--format PUREHTML", "out.zip", "PK"],
  ])("are exported: %s -o %s", async (flag, name, magic) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const { code, stdout } = await portal.run(
      `publications export ${await samplePublication(portal)} ${flag} -o ${name}`,
      { cwd },
    );
    expect([code, stdout]).toEqual([0, expect.stringMatching(/SHA-256 +[0-9a-f]{64}/)]);
    expect(readFileSync(join(cwd, name), "latin1")).toMatch(new RegExp(`^${magic}`));
    expect((await portal.run("storage list Exported --quiet")).stdout).toBe("");
  });

  it("are not exported over a file that nobody named", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const publication = await samplePublication(portal);
    writeFileSync(join(cwd, `${publication}.pdf`), "mine");
    const { code, stderr } = await portal.run(`publications export ${publication} --format pdf`, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`-o ${publication}.pdf replaces it`)]);
    expect(readFileSync(join(cwd, `${publication}.pdf`), "utf8")).toBe("mine");
  });

  it("are not published or exported in a rehearsal", async () => {
    const portal = openPortal();
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const publish = await portal.run("publications publish --project p --publication q --title T --dry-run", { fetch });
    expect(publish.stdout).toContain("POST https://portal.example/api/v1/projects/p?action=publish");
    const exported = await portal.run("publications export q --format pdf --dry-run", { fetch });
    expect(exported.stdout).toContain("POST https://portal.example/api/v1/projects/q?action=export");
  });
});

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
    const path = join(cwd, "new/folder", `${project}_2026-11-23_221500.zip`);
    expect(json(stdout)).toContainEqual({ id: project, outcome: "saved", path });
    expect(existsSync(path)).toBe(true);
  });

  it.each(["--all -o a.zip", "--all --project p", "--project p -o -"])("refuses %s", async (flags) => {
    expect((await openPortal().run(`backup create ${flags}`)).code).toBe(2);
  });
});

describe("storage", () => {
  it("takes a file, shows it and gives it back", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a b.txt"), "hello");
    const put = () => portal.run(["storage", "put", "a b.txt", "--to", "docs/"], { cwd });
    expect((await put()).stdout).toContain("https://portal.example/resources/Storage/docs/a%20b.txt");
    const again = await put();
    expect([again.code, again.stderr]).toEqual([7, expect.stringContaining("--overwrite")]);
    expect((await portal.run("storage list Storage/docs --quiet")).stdout).toBe("docs/a b.txt\n");
    expect((await portal.run("storage list --recursive")).stdout).toMatch(/docs\/a b\.txt +5 B/);
    const get = await portal.run(["storage", "get", "docs/a b.txt", "-o", "-"]);
    expect(get.stdout).toBe("hello");
    mkdirSync(join(cwd, "down"));
    await portal.run(["storage", "get", "Storage/docs/a b.txt"], { cwd: join(cwd, "down") });
    expect(readFileSync(join(cwd, "down", "a b.txt"), "utf8")).toBe("hello");
  });

  it("takes standard input", async () => {
    const portal = openPortal();
    await portal.run("storage put - --to piped.txt", { stdin: "from a pipe" });
    expect((await portal.run("storage get piped.txt -o -")).stdout).toBe("from a pipe");
  });

  it("says that a folder is empty", async () => {
    const { code, stdout } = await openPortal().run("storage list --filter *.nothing");
    expect([code, stdout]).toEqual([0, expect.stringContaining("Nothing in Storage fits *.nothing.")]);
  });
});

describe("search", () => {
  it("finds topics and shows where the words are", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    await portal.run(["topics", "upsert", "--project", project, "--id", "z", "--title", "Zebra", "--file", "-"], {
      stdin: "<p>A zebra &amp; a crossing</p>",
    });
    const { stdout } = await portal.run("search zebra");
    expect(stdout).toMatch(/zebra & a crossing/i);
    expect(stdout).not.toContain("<strong>");
  });

  it("goes without credentials, and finds what is public", async () => {
    const portal = openPortal();
    const { code } = await portal.run("search sample", { env: { CLICKHELP_USERNAME: "", CLICKHELP_API_KEY: "" } });
    expect(code).toBe(0);
  });

  it("says when there is nothing", async () => {
    expect((await openPortal().run("search xyzzyplugh")).stdout).toContain('Nothing was found for "xyzzyplugh".');
  });
});

describe("api", () => {
  it("reads, with fields as the query", async () => {
    const { code, stdout } = await openPortal().run("api GET /api/v1/projects -f types=Publication");
    expect(code).toBe(0);
    expect(json(stdout)).not.toContainEqual(expect.objectContaining({ parentId: null }));
  });

  it("changes, with fields as the body", async () => {
    const portal = openPortal();
    const publication = await samplePublication(portal);
    const line = `api PATCH projects/${publication} -f updatedFields=visibility -f visibility=Private`;
    expect((await portal.run(`${line} --dry-run --json`)).stdout).toContain('"method":"PATCH"');
    expect(json((await portal.run(line)).stdout)).toMatchObject({ id: publication, visibility: "Private" });
  });

  it("sends a file or standard input as the body", async () => {
    const portal = openPortal();
    const publication = await samplePublication(portal);
    const stdin = '{"updatedFields":"visibility","visibility":"Restricted"}';
    const { stdout } = await portal.run(`api patch projects/${publication} --input -`, { stdin });
    expect(json(stdout)).toMatchObject({ visibility: "Restricted" });
  });

  it("keeps the type of typed fields", async () => {
    const line = "api POST projects/p?action=publish -F isPublishOnlyReadyTopics=true -f pubName=1 --dry-run --json";
    expect(json((await openPortal().run(line)).stdout)).toMatchObject([
      { body: { isPublishOnlyReadyTopics: true, pubName: "1" } },
    ]);
  });

  it("lists what can be called", async () => {
    const { stdout } = await openPortal().run("api --list --json id,method,path");
    expect(json(stdout)).toContainEqual({ id: "topics.list", method: "GET", path: "projects/{projectId}/articles" });
  });

  it.each([
    ["api GET C:/Program_Files/Git/projects", "Git Bash"],
    ["api GET https://evil.example/api/v1/projects", "only the portal itself"],
    ["api FETCH projects", "is no method"],
    ["api GET", "METHOD and PATH are missing"],
    ["api POST x -f novalue", "is not KEY=VALUE"],
  ])("refuses %s", async (line, message) => {
    const { code, stderr } = await openPortal().run(line);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("never calls another host", async () => {
    const { code } = await openPortal().run("api GET //evil.example/x", {
      fetch: ({ url }) => Promise.resolve(Response.json({ url })),
    });
    expect(code).toBe(0);
    const { stdout } = await openPortal().run("api GET //evil.example/x", {
      fetch: ({ url }) => Promise.resolve(Response.json({ url })),
    });
    expect(json(stdout)).toEqual({ url: "https://portal.example/api/v1/evil.example/x" });
  });
});

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

  it("waits for what was started, because it ends with the command", async () => {
    const env = { XDG_STATE_HOME: temporaryFolder() };
    const portal = openPortal();
    const project = (await portal.run("projects list --type project -q --sandbox", { env })).stdout.split("\n")[0] ?? "";
    const line = `publications publish --project ${project} --publication fresh --title Fresh --no-wait --sandbox`;
    const { code, stderr, stdout } = await portal.run(line, { env });
    expect(code).toBe(0);
    expect(stderr).toContain("it waits in spite of --no-wait");
    expect(stdout).toContain("Published fresh");
  });
});

describe("read-only mode", () => {
  it.each([{ flag: "--read-only" }, { env: { CLICKHELP_READ_ONLY: "1" } }])("refuses changes: %o", async (given) => {
    const portal = openPortal();
    const { code, stderr } = await portal.run(`storage put - --to a.txt ${given.flag ?? ""}`, { env: given.env ?? {} });
    expect([code, stderr]).toEqual([2, expect.stringContaining("refused and not sent")]);
    expect((await portal.run(`projects list ${given.flag ?? ""}`, { env: given.env ?? {} })).code).toBe(0);
  });
});
