import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("a Node.js without SQLite is told which one is needed", () => {
  const parameters = ["--no-experimental-sqlite", "--input-type=module", "--eval", 'import "./sqlite.ts";'];
  const { stderr } = spawnSync(process.execPath, parameters, { cwd: import.meta.dirname, encoding: "utf8" });
  expect(stderr).toContain(`needs Node.js 22.20 or newer, this is ${process.versions.node}.`);
});
