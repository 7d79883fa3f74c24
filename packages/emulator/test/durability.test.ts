import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectedState, readState } from "./durability-steps.js";
import { createTestPortal, fields } from "./test-portal.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Lets the child acknowledge `count` steps, kills it, and gives all that it acknowledged by then. */
async function runAndKill(count: number): Promise<{ steps: number; tasks: Map<string, string> }> {
  const hooks = new URL("source-hooks.ts", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", hooks, join(import.meta.dirname, "durability-child.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const tasks = new Map<string, string>();
  let steps = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { step, taskKey } = fields(JSON.parse(line));
    if (typeof taskKey === "string") tasks.set(`p${String(step)}`, taskKey);
    steps += 1;
    if (steps === count) child.kill("SIGKILL");
  }
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
  return { steps, tasks };
}

test.each([1, 2, 3, 4, 6, 11, 25, 42, 77])(
  "nothing that was acknowledged is lost when the process is killed after %i writes",
  { timeout: 30_000 },
  async (count) => {
    const { steps, tasks } = await runAndKill(count);
    expect(steps).toBeGreaterThanOrEqual(count);

    const portal = createTestPortal({ dataDir: folder });
    // The step after the last acknowledged one may have been committed, but never half of it.
    expect([expectedState(steps), expectedState(steps + 1)]).toContainEqual(await readState(portal));

    for (const [publication, taskKey] of tasks) {
      const status = fields((await portal.call(`GET tasks/${taskKey}`)).json);
      const found = await portal.call(`GET projects/${publication}`);
      expect([status.isSucceeded, found.status]).toEqual(status.isSucceeded === true ? [true, 200] : [false, 404]);
    }
    await portal.emulator.close();
    const database = new DatabaseSync(join(folder, "portal.db"));
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(
      database
        .prepare(
          "SELECT count(*) AS lost FROM chunks WHERE content_row NOT IN (SELECT content_row FROM files WHERE content_row IS NOT NULL)",
        )
        .get(),
    ).toEqual({ lost: 0 });
    database.close();
  },
);
