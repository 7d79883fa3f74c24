/** `auth status` against a portal. */
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";

describe("auth status", () => {
  it("tells who it is and where the settings come from, but never the key", async () => {
    const { code, stdout } = await openPortal().run("auth status");
    expect(code).toBe(0);
    expect(stdout).toContain("Signed in to portal.example as admin; the key works.");
    expect(stdout).toContain("the environment variable CLICKHELP_API_KEY");
    expect(stdout).not.toContain("emulator-admin-key");
  });

  it("tells read-only mode", async () => {
    const portal = openPortal();
    expect((await portal.run("auth status")).stdout).not.toContain("read-only");
    const { stdout } = await portal.run("auth status", { env: { CLICKHELP_READ_ONLY: "1" } });
    expect(stdout).toContain("changes       refused, in read-only mode\n");
    expect((await portal.run("auth status --read-only --json readOnly")).stdout).toBe('{"readOnly":true}\n');
  });

  it("shows the settings even when the key does not work", async () => {
    const { code, stderr } = await openPortal().run("auth status", { env: { CLICKHELP_API_KEY: "wrong-key" } });
    expect(code).toBe(4);
    expect(stderr).toContain("from the environment variable CLICKHELP_API_KEY");
    expect(stderr).not.toContain("wrong-key");
    // It is what was typed.
    expect(stderr).not.toContain("clickhelp auth status");
  });
});
