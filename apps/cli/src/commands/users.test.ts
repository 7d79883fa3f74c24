/** `users login-link` against a portal. */
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";

const page = "/articles/wren-user-guide";

describe("a login link", () => {
  it("opens the page as that user, once", async () => {
    const portal = openPortal();
    const { code, stdout } = await portal.run(`users login-link reader ${page} --quiet`);
    expect(code).toBe(0);
    const open = async () => (await portal.fetch(new Request(stdout.trim(), { redirect: "manual" }))).headers;
    expect((await open()).get("Set-Cookie")).not.toBeNull();
    expect((await open()).get("Set-Cookie")).toBeNull();
  });

  it("works for as long and as often as was asked", async () => {
    const portal = openPortal();
    const before = Date.now();
    const { stdout } = await portal.run(`users login-link reader ${page} --minutes 90 --muse --json`);
    const { expirationDate, ...rest } = JSON.parse(stdout) as { expirationDate: string };
    expect(rest).toEqual({
      link: expect.stringMatching(`^https://portal.example${page}\\?t=\\w+$`) as string,
      isMultiUse: true,
    });
    // A portal keeps whole seconds.
    const minutes = Math.round((Date.parse(expirationDate) - before) / 60_000);
    expect(minutes).toBe(90);
  });

  it("is shown to people with when it ends", async () => {
    const { stdout } = await openPortal().run(`users login-link reader ${page}`);
    expect(stdout).toMatch(/^link +https:\S+\?t=\w+\nworks +once\nexpires +20/);
  });

  it("leads to no other site, and none is made in a rehearsal", async () => {
    const portal = openPortal();
    const foreign = await portal.run("users login-link reader https://evil.example/");
    expect([foreign.code, foreign.stderr]).toEqual([2, expect.stringContaining("must be a link to https://portal.")]);
    const { stdout } = await portal.run(`users login-link reader ${page} --muse --dry-run --json`);
    expect(JSON.parse(stdout)).toEqual([
      { method: "GET", url: "https://portal.example/api/v1/users/reader/tokens?muse=true" },
    ]);
  });
});
