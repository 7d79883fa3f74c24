import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createVirtualClock } from "../index.js";
import { importBody, importNew, newProject, readBody, readStored, readToc, zipOf } from "../../test/import-file.js";
import { readZip } from "../../test/read-zip.js";
import { createTestPortal, fields, items, message, type TestPortal } from "../../test/test-portal.js";

const guide =
  "# Guide\n\nIntro.\n\n## Set up\n\nFirst steps, see [running](#run).\n\n## Run\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

async function makeBackup(portal: TestPortal, projectId: string): Promise<Buffer> {
  const body = { outputFileName: "Storage/Backups/b.zip" };
  const status = await portal.run(`POST projects/${projectId}?action=download`, body);
  expect(status.isSucceeded).toBe(true);
  return readStored(portal, "Backups/b.zip");
}

async function unpack(backup: Uint8Array) {
  const files = await readZip(backup);
  const manifest = fields(JSON.parse(files.get("manifest.json")?.toString() ?? ""));
  delete manifest.createdOn;
  return { manifest, files: [...files].filter(([path]) => path !== "manifest.json") };
}

describe("a new project by import", () => {
  it("has the topics of a Markdown file, split at its headings, with links between them", async () => {
    const portal = createTestPortal();
    expect(await importNew(portal, "Markdown", "guide.md", guide)).toBe("Imported: 3 topics, 0 files.");
    expect(await readToc(portal)).toEqual(["Guide [guide]", "  Set up [set-up]", "  Run [run]"]);
    expect(await readBody(portal, "set-up")).toBe(
      '<p>First steps, see <a href="/articles/imported/run">running</a>.</p>',
    );
    expect(await readBody(portal, "run")).toContain("<td>1</td>");
    const project = fields((await portal.call("GET projects/imported")).json);
    expect(project).toMatchObject({ title: "Guide", parentId: null, visibility: "Private" });
    const topic = fields((await portal.call("GET projects/imported/articles/run")).json);
    expect(topic).toMatchObject({ statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" });
  });

  it("has Drafts where front matter names statuses that the portal does not have, and names those", async () => {
    const zip = await zipOf({
      "a.md": "---\nstatus: ready\n---\n# A",
      "b.md": "---\nstatus: Ready\n---\n# B",
      "c.md": "---\nstatus: Done\n---\n# C",
      "d.md": "---\nstatus: Done\n---\n# D",
    });
    const portal = createTestPortal();
    expect(await importNew(portal, "Markdown", "a.zip", zip)).toBe(
      'Imported: 4 topics, 0 files.<br/>Statuses that the portal does not have became Draft: "ready", "Done".',
    );
  });

  it("gets its id from the name when none is given", async () => {
    const portal = createTestPortal();
    const body = importBody("Markdown", "a.md", guide, { newProjectName: "User Guide é" });
    for (const [id, title] of [
      ["project-user-guide-e", "User Guide é"],
      ["project-user-guide-e-2", "User Guide é"],
    ] as const) {
      expect(await portal.run(newProject, body)).toMatchObject({ isSucceeded: true });
      expect(fields((await portal.call(`GET projects/${id}`)).json).title).toBe(title);
    }
  });

  it("is not to be seen before the task has succeeded, and not at all when it failed", async () => {
    const portal = createTestPortal();
    const body = importBody("ProjectBackup", "b.zip", "no zip", { newProjectId: "broken" });
    const started = await portal.call(newProject, { body });
    expect(started.status).toBe(200);
    expect(started.headers.get("Location")).toContain("/api/v1/tasks/");
    expect((await portal.call("GET projects/broken")).status).toBe(404);
    expect((await portal.call(newProject, { body })).status).toBe(409);
    const key = String(fields(started.json).taskKey);
    const status = await portal.finish(key);
    expect(status).toMatchObject({ isSucceeded: false, isWorking: false });
    expect(status.statusText).toMatch(/^"b.zip" is no backup of a project/);
    expect((await portal.call("GET projects/broken")).status).toBe(404);
    expect(
      await portal.run(newProject, importBody("Markdown", "a.md", guide, { newProjectId: "broken" })),
    ).toMatchObject({ isSucceeded: true });
  });
});

describe("an import into a project", () => {
  it("adds topics after those that are there, under ids that are free", async () => {
    const portal = createTestPortal();
    const zip = await zipOf({
      "welcome.md": "# Hello\n\n![e](engine.png) [b](bolts.md)",
      "bolts.md": "# More bolts",
      "engine.png": "x",
    });
    const status = await portal.run(
      "POST projects/manual/?action=import&format=base64",
      importBody("Markdown", "m.zip", zip),
    );
    expect(status).toMatchObject({ isSucceeded: true, overallProgress: 100 });
    expect((await readToc(portal, "manual")).slice(-2)).toEqual(["More bolts [bolts-2]", "Hello [welcome-2]"]);
    expect(await readBody(portal, "welcome-2", "manual")).toBe(
      '<p><img src="/resources/Storage/manual/engine-2.png" alt="e" /> <a href="/articles/manual/bolts-2">b</a></p>',
    );
    expect((await readStored(portal, "manual/engine-2.png")).toString()).toBe("x");
    expect((await readStored(portal, "manual/engine.png")).length).toBe(4);
    const found = items((await portal.call("GET projects/manual/articles?q=hello")).json);
    expect(found.map(({ id }) => id)).toEqual(["welcome-2"]);
  });

  it("of a backup changes nothing when ids are taken", async () => {
    const portal = createTestPortal();
    const before = await readToc(portal, "manual");
    const backup = await makeBackup(portal, "manual");
    const status = await portal.run(
      "POST projects/manual/?action=import&format=base64",
      importBody("ProjectBackup", "b.zip", backup),
    );
    expect(status.isSucceeded).toBe(false);
    expect(status.statusText).toMatch(
      /^Nothing was imported: "manual" has topics with these ids already: bolts, engine/,
    );
    expect(await readToc(portal, "manual")).toEqual(before);
  });
});

describe("where the file comes from", () => {
  let close: (() => void) | undefined;
  afterEach(() => {
    close?.();
    close = undefined;
  });
  const fromUrl = "POST projects/?action=import&format=url";

  it.each([
    "Storage/in/guide.md",
    "in/guide.md",
    "Storage\\in\\guide.md",
    "/resources/Storage/in/guide.md",
    "https://portal.example/resources/Storage/in/guide.md",
  ])("may be Storage: %s", async (inputFileUrl) => {
    const portal = createTestPortal();
    await portal.call("POST storage/in/guide.md?format=base64", {
      body: { content: Buffer.from(guide).toString("base64") },
    });
    const status = await portal.run(fromUrl, { importFormat: "Markdown", inputFileUrl, newProjectId: "imported" });
    expect(status).toMatchObject({ isSucceeded: true });
    expect(await readToc(portal)).toHaveLength(3);
  });

  it("may be another server", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/docs/guide.md" ? 200 : 404;
      response.end(guide);
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    close = () => server.close();
    const portal = createTestPortal();
    const body = {
      importFormat: "Markdown",
      inputFileUrl: `http://127.0.0.1:${port}/docs/guide.md`,
      newProjectId: "imported",
    };
    expect(await portal.run(fromUrl, body)).toMatchObject({ isSucceeded: true });
    expect(await readToc(portal)).toHaveLength(3);
    const missing = await portal.run(fromUrl, {
      ...body,
      newProjectId: "other",
      inputFileUrl: `http://127.0.0.1:${port}/no`,
    });
    expect(missing).toMatchObject({ isSucceeded: false, statusText: `127.0.0.1:${port} answered 404 for the file.` });
  });

  it.each([
    [fromUrl, { inputFileUrl: "Storage/no.md" }, 404, "there is no file"],
    [fromUrl, { inputFileUrl: "Storage/../x.md" }, 400, "not valid in Storage"],
    [fromUrl, { inputFileUrl: "file:///etc/passwd" }, 400, "http or https"],
    [fromUrl, { inputFileUrl: "http://user:secret@127.0.0.1/x" }, 400, "without credentials"],
    [fromUrl, { inputFileContent: "YQ==" }, 400, "inputFileUrl"],
    [newProject, { inputFileContent: "YQ==" }, 400, "inputFileName"],
    [newProject, { inputFileUrl: "Storage/no.md" }, 400, "inputFileContent"],
  ])("is checked before a task begins: %s %j", async (request, file, status, words) => {
    const portal = createTestPortal();
    const answer = await portal.call(request, {
      body: { importFormat: "Markdown", newProjectId: "imported", ...file },
    });
    expect([answer.status, message(answer)]).toEqual([status, expect.stringContaining(words)]);
    expect(
      (await portal.call(newProject, { body: importBody("Markdown", "a.md", "x", { newProjectId: "imported" }) }))
        .status,
    ).toBe(200);
  });
});

it("takes a file of 10 MB with the request, and refuses one byte more", async () => {
  const portal = createTestPortal();
  const limit = 10 * 1024 * 1024;
  const start = (size: number, newProjectId: string) =>
    portal.call(newProject, { body: importBody("Word", "a.docx", Buffer.alloc(size), { newProjectId }) });
  const tooLarge = await start(limit + 1, "large");
  expect([tooLarge.status, message(tooLarge)]).toEqual([400, expect.stringContaining("at most 10 MB")]);
  expect((await start(limit, "fitting")).status).toBe(200);
});

describe("options", () => {
  it.each([
    [{ importFormat: "Odt" }, 501, "It imports Word, Epub, Html, Markdown, ProjectBackup, AutoDocs"],
    [{ importFormat: "markdown" }, 500, "case-sensitive"],
    [{ options: { __type: "WordImportOptions" } }, 400, "MarkdownImportOptions"],
    [{ options: { __type: "MarkdownImportOptions", splitModeType: "SingleTopic" } }, 400, "splitModeType"],
    [{ options: { __type: "MarkdownImportOptions", isFast: true } }, 400, "isFast"],
    [{ newProjectLanguageFourLetterCode: "English" }, 400, "en-US"],
    [{ newProjectId: "a/b" }, 400, "newProjectId"],
    [{ newProjectId: "manual" }, 409, "manual"],
  ])("that do not fit are refused: %j", async (more, status, words) => {
    const portal = createTestPortal();
    const body = importBody("Markdown", "a.md", guide, { newProjectId: "imported", ...more });
    const answer = await portal.call(newProject, { body });
    expect([answer.status, message(answer)]).toEqual([status, expect.stringContaining(words)]);
  });

  it("say how deep a document is split", async () => {
    const portal = createTestPortal();
    await importNew(portal, "Markdown", "guide.md", guide, { tocGenerationType: "Heading1" });
    expect(await readToc(portal)).toEqual(["Guide [guide]"]);
  });

  it("hold a language", async () => {
    const portal = createTestPortal();
    const more = { newProjectId: "imported", newProjectLanguageFourLetterCode: "de-DE" };
    expect(await portal.run(newProject, importBody("Markdown", "a.md", guide, more))).toMatchObject({
      isSucceeded: true,
    });
    const topic = fields((await portal.call("GET projects/imported/articles/guide")).json);
    expect(topic.html).toContain('lang="de-DE"');
  });
});

describe("a backup", () => {
  const clock = createVirtualClock({ isFrozen: false });

  async function fillPortal(): Promise<TestPortal> {
    const portal = createTestPortal({ clock });
    await portal.createTopic("extra", {
      ...{
        title: "Extra & more",
        body: "<p>\r\n ünbalanced <b>&nbsp;",
        indexKeywords: ["a", "b, c"],
        statusName: "Under Review",
      },
      ...{ ownerUserName: "author", isShowInToc: false, tocNodeCaption: "Shown otherwise" },
    });
    const extra = fields((await portal.call("GET projects/manual/articles/extra")).json);
    await portal.createTopic("loose", { title: "Without a place" });
    const loose = fields((await portal.call("GET projects/manual/articles/loose")).json);
    await portal.call(`DELETE projects/manual/toc/nodes/${String(loose.tocNodeId)}`);
    await portal.createTopic("deep", { parentTocNodeId: extra.tocNodeId });
    await portal.call("POST storage/manual/empty%20folder?format=base64", { body: { isFolder: true } });
    await portal.call("POST storage/manual/sub/é%201.bin?format=base64&isOverwrite=true", {
      body: { content: "AP8NCg==" },
    });
    return portal;
  }

  it("is restored to an equal project, publications and files included, field by field", async () => {
    const portal = await fillPortal();
    const before = await unpack(await makeBackup(portal, "manual"));
    expect(before.manifest.topics).toHaveLength(7);
    expect(before.manifest.publications).toHaveLength(3);
    const backup = await readStored(portal, "Backups/b.zip");
    const read = async () => {
      const answers = [
        "projects/manual",
        "projects/manual/toc/nodes",
        "projects/manual/articles",
        "projects/manual/articles/extra",
        "projects/manual-partners",
        "projects/manual-public/articles/engine",
        "projects/manual-public/toc/nodes",
        "projects/manual-public/articles",
        "storage/manual?filter=*&isRecursive=true",
      ];
      return Promise.all(answers.map(async (path) => [path, (await portal.call(`GET ${path}`)).json]));
    };
    const seen = await read();
    clock.advance(3_600_000);
    for (const id of ["manual-public", "manual-partners", "manual-private", "manual"]) {
      const status = await portal.run(`DELETE projects/${id}`, { isDeleteFiles: true });
      expect(status.isSucceeded).toBe(true);
    }
    expect((await portal.call("GET projects/manual")).status).toBe(404);
    const status = await portal.run(
      newProject,
      importBody("ProjectBackup", "b.zip", backup, { newProjectId: "manual" }),
    );
    expect(status).toMatchObject({ isSucceeded: true });
    expect(await unpack(await makeBackup(portal, "manual"))).toEqual(before);
    expect(await read()).toEqual(seen);
  });

  it("comes back beside the original under another id, with its links and files", async () => {
    const portal = await fillPortal();
    const backup = await makeBackup(portal, "manual");
    const status = await portal.run(
      newProject,
      importBody("ProjectBackup", "b.zip", backup, { newProjectId: "copy", newProjectName: "The copy" }),
    );
    expect(status).toMatchObject({ isSucceeded: true });
    expect(status.statusText).toContain(
      "Publications left out, since their ids are taken: manual-partners, manual-private, manual-public.",
    );
    expect(await readToc(portal, "copy")).toEqual(await readToc(portal, "manual"));
    expect(await readBody(portal, "welcome", "copy")).toContain('href="/articles/copy/engine"');
    expect(await readBody(portal, "engine", "copy")).toContain('src="/resources/Storage/copy/engine.png"');
    expect(await readStored(portal, "copy/engine.png")).toEqual(await readStored(portal, "manual/engine.png"));
    expect(fields((await portal.call("GET projects/copy")).json).title).toBe("The copy");
  });

  it("that was changed is refused", async () => {
    const portal = await fillPortal();
    const files = await readZip(await makeBackup(portal, "manual"));
    const zip = (change: (all: Record<string, string | Uint8Array>) => void) => {
      const all = Object.fromEntries([...files].filter(([, content]) => content !== null)) as Record<
        string,
        Uint8Array
      >;
      change(all);
      return zipOf(all);
    };
    const manifest = files.get("manifest.json")?.toString() ?? "";
    for (const [change, words] of [
      [(all) => (all["topics/engine.html"] = "else"), 'damaged: "topics/engine.html"'],
      [(all) => delete all["topics/engine.html"], 'lacks "topics/engine.html"'],
      [(all) => (all["manifest.json"] = "{"), "manifest.json is not JSON"],
      [(all) => (all["manifest.json"] = manifest.replace('"title"', '"tilte"')), "does not fit"],
      [(all) => (all["manifest.json"] = manifest.replace('"version":1', '"version":99')), "newer version"],
      [
        (all) => (all["manifest.json"] = manifest.replaceAll('"storagePath":"manual/', '"storagePath":"../')),
        "not valid in Storage",
      ],
    ] as [(all: Record<string, string | Uint8Array>) => unknown, string][]) {
      const body = importBody("ProjectBackup", "b.zip", await zip(change), { newProjectId: "copy" });
      expect(await portal.run(newProject, body)).toMatchObject({
        isSucceeded: false,
        statusText: expect.stringContaining(words) as string,
      });
    }
    expect((await portal.call("GET projects/copy")).status).toBe(404);
  });
});

it("is for administrators and authors alone", async () => {
  const portal = createTestPortal();
  const body = importBody("Markdown", "a.md", guide, { newProjectId: "imported" });
  expect((await portal.call(newProject, { body, as: "reviewer" })).status).toBe(403);
  expect((await portal.call(newProject, { body, as: null })).status).toBe(401);
  expect((await portal.call(newProject, { body, as: "author" })).status).toBe(200);
});
