import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run, temporaryFolder } from "../../test/run.js";

describe("emulator start", () => {
  it("refuses a bad seed file, names the places, and creates nothing", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "portal.yaml"), "users: [{ login: anna, userType: Contributor, apiKey: 12 }]\n");
    const { code, stdout, stderr } = await run("emulator start --seed portal.yaml --data-dir data", { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(join(cwd, "portal.yaml"));
    expect(stderr).toContain("users[0].apiKey: ");
    expect(stderr).toContain("next: --seed takes sample, empty, or a JSON or YAML file.");
    expect(existsSync(join(cwd, "data"))).toBe(false);
  });

  it("says of an unknown seed which there are", async () => {
    const { code, stderr } = await run("emulator start --seed smaple", { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(stderr).toMatch(/smaple cannot be read: it does not exist[^]*sample, empty/);
  });
});
