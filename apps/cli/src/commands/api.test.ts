/** `api` against a portal. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

const json = (text: string): unknown => JSON.parse(text);

describe("api", () => {
  it("reads, with fields as the query", async () => {
    const { code, stdout } = await openPortal().run("api GET /api/v1/projects -f types=Publication");
    expect(code).toBe(0);
    expect(json(stdout)).not.toContainEqual(expect.objectContaining({ parentId: null }));
  });

  it("sends no file in another encoding than UTF-8", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "latin1.json"), Buffer.from('{"caption":"caf\xe9"}', "latin1"));
    const { code, stderr } = await openPortal().run("api POST projects/p/toc/nodes --input latin1.json", { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("latin1.json is not UTF-8.")]);
  });

  it("takes api/v1/ away at the beginning alone", async () => {
    const portal = openPortal();
    const { stderr } = await portal.run("api GET api/v1/storage/api/v1/none");
    expect(stderr).toContain("GET /api/v1/storage/api/v1/none was answered with 404");
  });

  it("changes, with fields as the body", async () => {
    const portal = openPortal();
    const publication = await samplePublication(portal);
    const line = `api PATCH projects/${publication} -f updatedFields=visibility -f visibility=Private`;
    expect((await portal.run(`${line} --dry-run --json`)).stdout).toContain('"method":"PATCH"');
    expect(json((await portal.run(line)).stdout)).toMatchObject({ id: publication, visibility: "Private" });
  });

  it.each(["GET", "HEAD", "DELETE"])("rehearses %s as well: it may change something, too", async (method) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const line = `api ${method} users/reader/tokens?a=b --dry-run`;
    const { code, stdout } = await openPortal().run(line, { fetch });
    expect([code, stdout]).toEqual([0, `${method} https://portal.example/api/v1/users/reader/tokens?a=b\n`]);
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

  it("has fields for its list alone", async () => {
    const { code, stderr } = await openPortal().run("api GET projects --json id");
    expect([code, stderr]).toEqual([2, expect.stringContaining("Only --list has fields")]);
  });

  it("lists what can be called", async () => {
    const { stdout } = await openPortal().run("api --list --json id,method,path");
    expect(json(stdout)).toContainEqual({ id: "topics.list", method: "GET", path: "projects/{projectId}/articles" });
  });

  it.each([
    ["api GET C:/Program_Files/Git/projects", "Git Bash"],
    ["api GET https://evil.example/api/v1/projects", "only the portal itself"],
    ["api GET nowhere/../../secret", "leads out of /api/v1/"],
    ["api GET %2e%2e/secret", "leads out of /api/v1/"],
    ["api POST projects/p/articles --input -", "What is on standard input is not JSON"],
    ["api DELETE storage/a.json#1", "has a # in it"],
    ["api FETCH projects", "is no method"],
    ["api projects", '"projects" is no method.'],
    ["api", "METHOD and PATH are missing"],
    ["api GET", "error: PATH is missing"],
    ["api GET projects --list", "--list sends nothing"],
    ["api POST x -f novalue", "is not KEY=VALUE"],
    ["api GET projects -f types=Project -f types=Publication", "The field types is given twice"],
    ["api POST x -f a=1 -F a=1", "The field a is given twice"],
  ])("refuses %s", async (line, message) => {
    const { code, stderr } = await openPortal().run(line, { stdin: "{broken" });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("sends in read-only mode what is declared to read, and nothing else", async () => {
    const portal = openPortal();
    expect((await portal.run("api GET projects --read-only")).code).toBe(0);
    expect((await portal.run("api GET users/nobody-here --read-only")).code).toBe(6);
    for (const call of [
      "GET tasks/8de60eb4ad8757c5a2b533afae6251aa",
      "GET storage/../tasks/8de60eb4ad8757c5a2b533afae6251aa",
      "GET storage/%2e%2e/tasks/8de60eb4ad8757c5a2b533afae6251aa",
      "GET nobody/knows",
      "POST users -f userName=a",
    ]) {
      const { code, stderr } = await portal.run(`api ${call} --read-only`);
      expect([code, stderr]).toEqual([2, expect.stringContaining("read-only mode sends only what is known")]);
    }
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
