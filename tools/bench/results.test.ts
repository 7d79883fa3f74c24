import { expect, it } from "vitest";
import { benches } from "./benches.ts";
import { cli } from "./cli.ts";
import { readResult } from "./results.ts";

it.each(benches)("keeps a result of $name that says what the benchmark says", ({ name, title, method }) => {
  const result = readResult(name);
  expect(result).toMatchObject({ title, method, command: `pnpm bench ${name}` });
  const columns = result.rows.map((row) => Object.keys(row));
  expect(columns).toEqual(columns.map(() => columns[0]));
});

it("starts the command beside Node.js alone", async () => {
  const { rows } = await cli.measure({ rounds: 1, onProgress: () => undefined });
  expect(rows.map(({ program }) => program)).toContain("clickhelp --help");
  expect(rows.every(({ ms }) => Number(ms) > 0)).toBe(true);
});
