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

  it("shows the settings even when the key does not work", async () => {
    const { code, stderr } = await openPortal().run("auth status", { env: { CLICKHELP_API_KEY: "wrong-key" } });
    expect(code).toBe(4);
    expect(stderr).toContain("from the environment variable CLICKHELP_API_KEY");
    expect(stderr).not.toContain("wrong-key");
    // It is what was typed.
    expect(stderr).not.toContain("clickhelp auth status");
  });
});
