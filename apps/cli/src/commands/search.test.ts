/** `search` against a portal. */
import { describe, expect, it } from "vitest";
import { openPortal, samplePublication, sampleProject } from "../../test/portal.js";

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

  it("takes several words without quotes", async () => {
    const { stdout } = await openPortal().run("search xyzzy plugh");
    expect(stdout).toContain('Nothing was found for "xyzzy plugh".');
    const together = await openPortal().run(["search", '"xyzzy plugh"']);
    expect(together.stdout).toContain('Nothing was found for "xyzzy plugh".');
  });

  it("says when there is nothing, and shows no control characters of the words", async () => {
    const coloured = await openPortal().run(["search", "xyzzy\u001B[31mplugh"]);
    expect(coloured.stdout).toContain('Nothing was found for "xyzzy[31mplugh".');
    expect((await openPortal().run("search xyzzyplugh")).stdout).toContain('Nothing was found for "xyzzyplugh".');
  });

  it("reads every entity of a snippet once, and none of them keeps a topic from being shown", async () => {
    const portal = openPortal();
    const snippet = "<em>Wren</em>&#x2019;s &#38;lt;b&amp;gt;&nbsp;&#1114112;!";
    const fetch = async (request: Request) => {
      const [first] = (await (await portal.fetch(request)).json()) as object[];
      return Response.json([{ ...first, ftsSnippetHtml: snippet }]);
    };
    expect((await portal.run("search balloon", { fetch })).stdout).toContain("Wren’s &lt;b&gt; \uFFFD!");
  });

  const anonymous = { CLICKHELP_USERNAME: "", CLICKHELP_API_KEY: "" };

  it.each([
    ["with credentials", "--project nope", {}, 6, 'There is no project or publication with the id "nope".'],
    ["without credentials", "--project nope", anonymous, 4, "give a contributor's login and API key"],
  ])("does not look in a project that does not exist: %s", async (_what, flags, env, exitCode, says) => {
    const portal = openPortal();
    const { code, stdout, stderr } = await portal.run(`search balloon ${flags}`, { env });
    expect([code, stdout, stderr]).toEqual([exitCode, "", expect.stringContaining(says)]);
  });

  it("does not hide behind the hits of one project that another does not exist", async () => {
    const { code, stderr } = await openPortal().run("search balloon --project project-wren-user-guide --project nope");
    expect([code, stderr]).toEqual([6, expect.stringContaining('no project or publication with the id "nope"')]);
  });

  it.each([
    ["balloon", {}, 1],
    ["balloon", anonymous, 1],
    ["xyzzyplugh", {}, 2],
    ["xyzzyplugh", anonymous, 2],
  ])("asks for a project only where it found nothing: %s, %o", async (word, env, requests) => {
    const portal = openPortal();
    const publication = await samplePublication(portal);
    let sent = 0;
    const fetch = (request: Request) => {
      sent++;
      return portal.fetch(request);
    };
    const { code } = await portal.run(`search ${word} --project ${publication}`, { env, fetch });
    expect([code, sent]).toEqual([0, requests]);
  });

  it("asks for several projects together", async () => {
    const portal = openPortal();
    const both = [await sampleProject(portal), await samplePublication(portal)];
    const unasked = new Set(both);
    const { promise: allAsked, resolve } = Promise.withResolvers<undefined>();
    const fetch = async (request: Request) => {
      const [, projectId] = /\/projects\/(.+)$/.exec(request.url) ?? [];
      if (projectId !== undefined) {
        unasked.delete(projectId);
        if (unasked.size === 0) resolve(undefined);
        await allAsked;
      }
      return portal.fetch(request);
    };
    const line = `search xyzzyplugh --timeout 5 --project ${both.join(" --project ")}`;
    const { code } = await portal.run(line, { fetch });
    expect(code).toBe(0);
  });
});
