/** Publishing and exporting against a portal. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject, type TestPortal } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

/** Makes a project without topics that are ready. */
async function importDrafts(portal: TestPortal): Promise<void> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "drafts.md"), "# Drafts\n\nNothing is ready.\n");
  await portal.run("projects import drafts.md --id drafts", { cwd });
}

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

  it("are shown with what the portal said, and a warning when no topic was ready", async () => {
    const portal = openPortal();
    await importDrafts(portal);
    const line = "publications publish --project drafts --publication none --title None --ready-only";
    const { code, stdout, stderr } = await portal.run(line);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/said +Published: 0 topics,/)]);
    const warning = /warning: none has no topics now\. clickhelp topics list --project drafts /;
    expect(stderr).toMatch(warning);
    const again = await portal.run(`${line} --json statusText`);
    expect(again.stderr).toMatch(warning);
    expect((await portal.run(`${line} --quiet`)).stderr).toMatch(warning);
    expect(json(again.stdout)).toEqual({ statusText: expect.stringContaining("Published: 0 topics") as string });
    const listed = await portal.run("topics list --project none");
    expect(listed.stdout).toContain("It is a publication of drafts: clickhelp publications publish brings");
    const others = await portal.run("topics list --project drafts --status Ready");
    expect(others.stdout).toContain("The statuses here are Draft; letter case matters.");
  });

  describe("are published, whether they can be looked at afterwards or not", () => {
    /** Refuses, or ends, the look after publishing. */
    async function publishBlindly(flags: string, atLook: () => Response, signal?: AbortSignal) {
      const portal = openPortal();
      let isStarted = false;
      const fetch = (request: Request) => {
        if (isStarted && request.url.endsWith("/projects/fresh")) return Promise.resolve(atLook());
        isStarted ||= request.method === "POST";
        return portal.fetch(request);
      };
      const line = `publications publish --project ${await sampleProject(portal)} --publication fresh --title Fresh`;
      return portal.run(`${line} ${flags}`, { fetch, ...(signal && { signal }) });
    }
    const refuse = () => new Response("", { status: 401 });

    it("as JSON, with a warning", async () => {
      const { code, stdout, stderr } = await publishBlindly("--json outcome,url", refuse);
      expect([code, json(stdout)]).toEqual([0, { outcome: "created", url: null }]);
      expect(stderr).toMatch(
        /^warning: fresh is published, but could not be looked at: .* 401.*\nclickhelp projects get fresh .*shows it\.\n$/,
      );
    });

    it("quietly, without an address", async () => {
      const { code, stdout, stderr } = await publishBlindly("--quiet", refuse);
      expect([code, stdout, stderr]).toEqual([0, "", expect.stringContaining("fresh is published, but")]);
    });

    it("when Ctrl-C ends the look", async () => {
      const interruption = new AbortController();
      const interrupt = () => {
        interruption.abort();
        return refuse();
      };
      const { code, stderr } = await publishBlindly("", interrupt, interruption.signal);
      expect([code, stderr]).toEqual([130, expect.stringContaining("look before you repeat it")]);
    });
  });

  it("need a title only when they are new", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const { code, stderr } = await portal.run(`publications publish --project ${project} --publication fresh`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--title TEXT")]);
  });

  it("are published of a project, which is named when it is not one", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const publication = await samplePublication(portal);
    for (const target of [publication, "fresh"]) {
      const line = `publications publish --project ${publication} --publication ${target} --title T`;
      const { code, stderr } = await portal.run(line);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`next: --project ${project}`)]);
    }
  });

  it("have no way of updating when they are new", async () => {
    const portal = openPortal();
    const line = `publications publish --project ${await sampleProject(portal)} --publication fresh --title T`;
    const { code, stderr } = await portal.run(`${line} --update-mode partial`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("--update-mode")]);
  });

  it("are exported when the format is known, and not before", async () => {
    const { code, stderr } = await openPortal().run("publications export guide");
    expect([code, stderr]).toEqual([2, expect.stringContaining("next: --format pdf, or -o FILE.pdf.")]);
  });

  it("are not exported to a file whose ending no format has", async () => {
    const { code, stderr } = await openPortal().run("publications export guide -o foo.xyz");
    expect([code, stderr]).toEqual([2, expect.stringContaining("no format that ends in .xyz.\n next: --format pdf")]);
  });

  it.each([
    ["pdf", "x.docx", "-o x.pdf keeps the format, --format docx the name."],
    ["WebHelp", "site.html", "-o site.zip keeps the format."],
    ["Docx", "a.b.ZIP", "-o a.b.docx keeps the format, --format webhelp or purehtml the name."],
  ])("are not exported as %s to %s", async (format, file, next) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stderr } = await openPortal().run(`publications export g --format ${format} -o ${file}`, { fetch });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`next: ${next}`)]);
  });

  it("are exported to a file of any name that promises no other format", async () => {
    const portal = openPortal();
    const line = `publications export ${await samplePublication(portal)} --format pdf -o guide.tmp --dry-run`;
    expect((await portal.run(line)).code).toBe(0);
  });

  it("are not made in a rehearsal that names no title", async () => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const line = "publications publish --project p --publication q --dry-run --json";
    const requests = json((await openPortal().run(line, { fetch })).stdout);
    expect(requests).toMatchObject([
      { method: "GET" },
      { method: "POST", body: { updatedPubId: "q" }, when: "only when it exists: a new one needs a title" },
    ]);
  });

  it("are started within the time that is given", async () => {
    const portal = openPortal();
    const never = (request: Request) =>
      new Promise<Response>((_, reject) => {
        request.signal.addEventListener("abort", () => {
          reject(new DOMException("The time is over.", "AbortError"));
        });
      });
    const fetch = (request: Request) => (request.method === "POST" ? never(request) : portal.fetch(request));
    const line = "publications export guide --format pdf --no-wait --timeout 1";
    expect((await portal.run(line, { fetch })).code).toBe(9);
  });

  it("are not published over something else", async () => {
    const portal = openPortal();
    const project = await sampleProject(portal);
    const { code, stderr } = await portal.run(`publications publish --project ${project} --publication ${project}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining("is a project")]);
  });

  it("are exported without waiting, with the line that saves them", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const line = `publications export ${await samplePublication(portal)} -o a.epub --no-wait`;
    const { stdout } = await portal.run(line, { cwd });
    expect(stdout).toMatch(/^in Storage +Storage\/Exported\/.+\.epub$/m);
    const [, next = ""] = /^wait with +clickhelp (.+)$/m.exec(stdout) ?? [];
    expect((await portal.run(next, { cwd })).stdout).toMatch(/^file +a\.epub$/m);
  });

  it("have a file of their own in Storage however often they are started", async () => {
    const portal = openPortal();
    const cwd = temporaryFolder();
    const publication = await samplePublication(portal);
    writeFileSync(join(cwd, "kept.epub"), "kept from earlier");
    await portal.run(`storage put kept.epub --to Exported/${publication}.epub`, { cwd });
    const line = `publications export ${publication} --format epub --no-wait --json`;
    const started = [await portal.run(line), await portal.run(line)].map(
      ({ stdout }) => json(stdout) as { taskKey: string; storageName: string },
    );
    for (const [index, { taskKey, storageName }] of started.entries()) {
      const { code } = await portal.run(`tasks watch ${taskKey} --from ${storageName} -o ${index}.epub`, { cwd });
      expect(code).toBe(0);
    }
    expect((await portal.run("storage list Exported --quiet")).stdout).toBe(`Exported/${publication}.epub\n`);
  });

  it("are exported by a task, which a program can ask for", async () => {
    const line = "publications export wren-user-guide --format epub --json taskKey";
    const { stdout } = await openPortal().run(line, { cwd: temporaryFolder() });
    expect(json(stdout)).toEqual({ taskKey: expect.stringMatching(/^\w{32}$/) as string });
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

  it("are not published or exported in a rehearsal", async () => {
    const portal = openPortal();
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const publish = await portal.run("publications publish --project p --publication q --title T --dry-run", { fetch });
    expect(publish.stdout).toContain("POST https://portal.example/api/v1/projects/p?action=publish");
    const exported = await portal.run("publications export q --format pdf --dry-run", { fetch });
    expect(exported.stdout).toContain("POST https://portal.example/api/v1/projects/q?action=export");
    expect(exported.stdout).toContain("Storage/Exported/q-TIME.pdf");
    const started = await portal.run("publications export q --format pdf --dry-run --no-wait", { fetch });
    expect(exported.stdout.startsWith(started.stdout)).toBe(true);
  });
});
