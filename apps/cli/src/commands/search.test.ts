/** `search` against a portal. */
import { describe, expect, it } from "vitest";
import { openPortal, sampleProject } from "../../test/portal.js";

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

  it("says when there is nothing", async () => {
    expect((await openPortal().run("search xyzzyplugh")).stdout).toContain('Nothing was found for "xyzzyplugh".');
  });
});
