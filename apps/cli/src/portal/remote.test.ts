/** Read-only mode, by flag and by environment. */
import { describe, expect, it } from "vitest";
import { openPortal } from "../../test/portal.js";

describe("read-only mode", () => {
  it.each([{ flag: "--read-only" }, { env: { CLICKHELP_READ_ONLY: "1" } }])("refuses changes: %o", async (given) => {
    const portal = openPortal();
    const { code, stderr } = await portal.run(`storage put - --to a.txt ${given.flag ?? ""}`, { env: given.env ?? {} });
    expect([code, stderr]).toEqual([2, expect.stringContaining("refused and not sent")]);
    expect((await portal.run(`projects list ${given.flag ?? ""}`, { env: given.env ?? {} })).code).toBe(0);
  });
});
