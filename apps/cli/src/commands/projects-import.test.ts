/** `projects import` against a portal. */
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, sampleProject, type TestPortal } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";
import { running } from "../../test/tasks.js";

const json = (text: string): unknown => JSON.parse(text);

/** A folder with a backup of the first project in it. */
async function backUp(portal: TestPortal): Promise<string> {
  const cwd = temporaryFolder();
  await portal.run(`backup create --project ${await sampleProject(portal)} -o guide.zip`, { cwd });
  return cwd;
}

/** More than one request can hold, and no zip any more. */
function makeLarge(cwd: string, name = "large.zip"): void {
  writeFileSync(join(cwd, name), Buffer.alloc(11_000_000, "no zip"));
}

describe("projects import", () => {
  it("makes a project of a backup, with its publications as far as their ids are free", async () => {
    const portal = openPortal();
    const cwd = await backUp(portal);
    const { code, stdout, stderr } = await portal.run("projects import guide.zip --id restored", { cwd });
    expect([code, stdout]).toEqual([0, expect.stringContaining("Imported guide.zip as restored.")]);
    expect(stdout).toContain("https://portal.example/articles/restored");
    expect(stdout).toMatch(/^said +\S/m);
    expect(stderr).toMatch(/^Importing guide\.zip \.\.\.\nImporting guide\.zip: done in /);
    const topics = async (project: string) =>
      (await portal.run(`topics list --project ${project} -q`)).stdout.split("\n").sort();
    expect(await topics("restored")).toEqual(await topics(await sampleProject(portal)));
  });

  it("takes a title and any format that the portal imports", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "notes.md"), "# First\n\nText\n");
    const line = "projects import notes.md --format markdown --id notes --title Notes --json projectId,title";
    const { code, stdout } = await portal.run(line, { cwd });
    expect([code, json(stdout)]).toEqual([0, { projectId: "notes", title: "Notes" }]);
  });

  it.each([
    ["a.docx", "Word"],
    ["a.rtf", "Rtf"],
    ["a.EPUB", "Epub"],
    ["a.odt", "Odt"],
    ["a.html", "Html"],
    ["a.htm", "Html"],
    ["a.md", "Markdown"],
    ["a.zip", "ProjectBackup"],
  ])("takes %s for %s when nothing is said", async (name, importFormat) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, name), "x");
    const { stdout } = await openPortal().run(`projects import ${name} --id new --dry-run --json`, { cwd });
    expect(json(stdout)).toMatchObject([{ body: { importFormat } }]);
  });

  it("says how other zips are imported when one is no backup", async () => {
    const cwd = temporaryFolder();
    // The end of an archive without entries.
    writeFileSync(join(cwd, "pages.zip"), Buffer.from(`504b0506${"00".repeat(18)}`, "hex"));
    const { code, stderr } = await openPortal().run("projects import pages.zip --id pages", { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("next: --format VALUE says what is in a zip")]);
  });

  it("says of a folder that it has to be zipped", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "pages.md"));
    const { code, stderr } = await openPortal().run("projects import pages.md --id pages", { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("pages.md is a folder.\n next: Zip what is in it")]);
  });

  it("goes by way of Storage where one request cannot hold the file, and leaves nothing there", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const page = join(cwd, "large.html");
    writeFileSync(page, "<h1>Large</h1>\n<!--");
    appendFileSync(page, Buffer.alloc(11_000_000, "x"));
    appendFileSync(page, "-->\n");
    const line = "projects import large.html --format html --id large";
    const { code, stderr } = await portal.run(line, { cwd });
    expect([code, stderr]).toEqual([0, expect.stringContaining("into Storage first, as Storage/Imported/")]);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it("leaves nothing in Storage either when the portal cannot read the file", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const { code, stderr } = await portal.run("projects import large.zip --id large", { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("failed: ")]);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it.each([
    ["its id is taken", "wren-user-guide", [7, "There is wren-user-guide already"], ["GET"]],
    ["its id is empty", "", [2, "--id"], []],
  ])("does not upload a large file when %s", async (_what, id, [code, says], sent) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const methods: string[] = [];
    const fetch = (request: Request) => {
      methods.push(request.method);
      return portal.fetch(request);
    };
    const run = await portal.run(["projects", "import", "large.zip", "--id", id], { cwd, fetch });
    expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(String(says))]);
    expect(methods).toEqual(sent);
  });

  it.each([
    ["deletes", 403, "", ""],
    ["deletes", 501, "--no-wait", ""],
    ["keeps", 500, "", expect.stringMatching(/^Imported\/.+-large\.zip\n$/)],
  ])("%s the copy in Storage when the start is answered with %s %s", async (_what, status, flags, kept) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const fetch = (request: Request) =>
      request.url.includes("action=import") ? Promise.resolve(new Response("{}", { status })) : portal.fetch(request);
    const { code } = await portal.run(`projects import large.zip --id large ${flags}`, { cwd, fetch });
    expect(code).not.toBe(0);
    expect((await portal.run("storage list Imported -q")).stdout).toEqual(kept);
  });

  it("deletes the copy in Storage when it is not what was sent", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const fetch = async (request: Request) => {
      const answer = await portal.fetch(request);
      const text = request.method === "PUT" ? await answer.text() : "";
      return text === "" ? answer : new Response(text.replace('"size":11000000', '"size":1'), answer);
    };
    const { code, stderr } = await portal.run("projects import large.zip --id large", { cwd, fetch });
    expect([code, stderr]).toEqual([1, expect.stringContaining("has 1 bytes")]);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it("deletes the copy in Storage when it is interrupted before the import was started", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const interruption = new AbortController();
    const fetch = async (request: Request) => {
      const answer = await portal.fetch(request);
      const text = request.method === "PUT" ? await answer.text() : "";
      // Only the last chunk is answered with the file.
      if (text !== "") interruption.abort();
      return text === "" ? answer : new Response(text, answer);
    };
    const { signal } = interruption;
    const { code } = await portal.run("projects import large.zip --id large", { cwd, fetch, signal });
    expect(code).toBe(130);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it("says how to delete the copy in Storage to whoever does not wait", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd, "a large one.zip");
    const line = ["projects", "import", "a large one.zip", "--id", "large", "--no-wait"];
    const { code, stdout } = await portal.run(line, { cwd });
    expect(code).toBe(0);
    expect((await portal.run("storage list Imported -q")).stdout).not.toBe("");
    const [, path = ""] = /then delete with +clickhelp storage delete '(.+)' --yes$/m.exec(stdout) ?? [];
    expect((await portal.run(["storage", "delete", path, "--yes"])).code).toBe(0);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it.each(["--timeout 1", "Ctrl-C"])("says the same when the wait ends early: %s", async (end) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "large.html"), `<h1>Large</h1><!--${"x".repeat(11_000_000)}-->`);
    const interruption = new AbortController();
    const fetch = (request: Request) => {
      if (!request.url.includes("/tasks/")) return portal.fetch(request);
      if (end === "Ctrl-C") interruption.abort();
      return Promise.resolve(Response.json(running));
    };
    const line = `projects import large.html --id large --json ${end === "Ctrl-C" ? "" : end}`;
    const { code, stderr } = await portal.run(line, { cwd, fetch, signal: interruption.signal });
    const { hint } = json(stderr) as { hint: string };
    const [watch = "", deletion = ""] = hint.split(" When it has ended: ");
    expect([code, watch]).toEqual([
      end === "Ctrl-C" ? 130 : 8,
      expect.stringMatching(/^clickhelp tasks watch \w{32}$/),
    ]);
    expect((await portal.run(watch.replace("clickhelp ", ""))).code).toBe(0);
    expect((await portal.run("storage list Imported -q")).stdout).not.toBe("");
    expect((await portal.run(deletion.replace("clickhelp ", ""))).code).toBe(0);
    expect((await portal.run("storage list Imported -q")).stdout).toBe("");
  });

  it.each(["an answer in doubt", "Ctrl-C"])("says it also where the start ends in %s", async (end) => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    makeLarge(cwd);
    const interruption = new AbortController();
    const fetch = (request: Request) => {
      if (!request.url.includes("action=import")) return portal.fetch(request);
      if (end === "Ctrl-C") interruption.abort();
      return Promise.resolve(new Response("{}", { status: 500 }));
    };
    const line = "projects import large.zip --id large --json";
    const { stderr } = await portal.run(line, { cwd, fetch, signal: interruption.signal });
    const { hint, maybeApplied } = json(stderr) as { hint: string; maybeApplied: boolean };
    expect([hint, maybeApplied]).toEqual([
      expect.stringMatching(/When it has ended: clickhelp storage delete Storage\/Imported\/\S+ --yes$/),
      true,
    ]);
  });

  it("starts without waiting where it is told to", async () => {
    const portal = openPortal();
    const cwd = await backUp(portal);
    const { code, stdout } = await portal.run("projects import guide.zip --id restored --no-wait -q", { cwd });
    expect(code).toBe(0);
    expect((await portal.run(`tasks watch ${stdout.trim()}`)).code).toBe(0);
    expect((await portal.run("projects get restored")).code).toBe(0);
  });

  it("sends nothing in a rehearsal", async () => {
    const portal = openPortal();
    const cwd = await backUp(portal);
    makeLarge(cwd);
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const plan = async (file: string, flags = "") =>
      json(
        (await portal.run(`projects import ${file} --id restored --dry-run --json ${flags}`, { cwd, fetch })).stdout,
      );
    expect(await plan("guide.zip")).toMatchObject([
      {
        method: "POST",
        url: "https://portal.example/api/v1/projects/?action=import&format=base64",
        body: {
          newProjectId: "restored",
          importFormat: "ProjectBackup",
          options: { __type: "ProjectBackupImportOptions" },
          inputFileContent: "the content of guide.zip, base64",
        },
      },
    ]);
    expect(await plan("large.zip", "--no-wait")).toMatchObject([
      { method: "GET" },
      { method: "POST" },
      { method: "POST" },
    ]);
    expect(await plan("large.zip")).toMatchObject([
      { method: "GET", url: "https://portal.example/api/v1/projects/restored" },
      { method: "POST", when: "then the content of large.zip, in chunks" },
      { method: "POST", body: { inputFileUrl: expect.stringMatching(/^Storage\/Imported\/.+-large\.zip$/) as string } },
      { method: "DELETE" },
    ]);
  });

  it("does not replace a project", async () => {
    const portal = openPortal();
    const cwd = await backUp(portal);
    const { code, stderr } = await portal.run(`projects import guide.zip --id ${await sampleProject(portal)}`, { cwd });
    expect([code, stderr]).toEqual([7, expect.stringMatching(/already\.\n next: Choose another --id/)]);
  });

  it.each([
    ["guide.zip", "--id is missing", ""],
    ["guide.pptx", "next: --format VALUE. Formats: Word,", "--id a"],
    ["nowhere.zip", "nowhere.zip does not exist.", "--id a"],
    ["-", "Standard input cannot be imported", "--id a --format word"],
  ])("refuses %s: %s", async (file, says, flags) => {
    const portal = openPortal();
    const cwd = await backUp(portal);
    copyFileSync(join(cwd, "guide.zip"), join(cwd, "guide.pptx"));
    const { code, stderr } = await portal.run(`projects import ${file} ${flags}`, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});
