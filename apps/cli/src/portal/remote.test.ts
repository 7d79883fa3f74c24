/** What is refused before anything is sent: lending credentials, and changes in read-only mode. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";
import { temporaryFolder } from "../../test/run.js";

describe("a project file from somebody else", () => {
  it("gets no request with a profile's key", async () => {
    const cwd = temporaryFolder();
    const profiles = { work: { portal: "https://portal.example", username: "admin", apiKey: "emulator-admin-key" } };
    writeFileSync(join(cwd, "config.json"), JSON.stringify({ currentProfile: "work", profiles }));
    const env = { CLICKHELP_PORTAL_URL: "", CLICKHELP_USERNAME: "", CLICKHELP_API_KEY: "", CLICKHELP_CONFIG_DIR: cwd };
    const portal = openPortal();
    expect((await portal.run("projects list", { cwd, env })).code).toBe(0);
    writeFileSync(join(cwd, "clickhelp.config.yaml"), "portal: evil.example.com\n");
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stderr } = await portal.run("projects list", { cwd, env, fetch });
    expect([code, stderr]).toEqual([2, expect.stringContaining("the profile work")]);
    expect(stderr).toContain("next: --portal https://portal.example");
    expect(stderr).not.toContain("emulator-admin-key");
  });
});

it.each([
  ["https://docs.example.com/api/v1", "https://docs.example.com"],
  ["https://anna:secret@docs.example.com/api/v1", "https://docs.example.com"],
  ["docs.example.com/api/v1", "docs.example.com"],
  ["hedronlabs/api/v1", "hedronlabs"],
])(
  "the address of the API is refused as that of a portal, and says which part of it to give: %s",
  async (address, portal) => {
    const fetch = () => Promise.reject(new Error("Nothing may be sent."));
    const { code, stderr } = await openPortal().run(`projects list --portal ${address}`, { fetch });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`without /api/v1 behind it, which comes from --portal.\n next: Give ${portal};`),
    ]);
    expect(stderr).not.toContain("secret");
  },
);

describe("read-only mode", () => {
  it.each([{ flag: "--read-only" }, { env: { CLICKHELP_READ_ONLY: "1" } }])("refuses changes: %o", async (given) => {
    const portal = openPortal();
    const { code, stderr } = await portal.run(`storage put - --to a.txt ${given.flag ?? ""}`, { env: given.env ?? {} });
    expect([code, stderr]).toEqual([2, expect.stringContaining("refused and not sent")]);
    expect((await portal.run(`projects list ${given.flag ?? ""}`, { env: given.env ?? {} })).code).toBe(0);
  });
});
