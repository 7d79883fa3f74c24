import { expect, it } from "vitest";
import { listModules, programs, size } from "./size.ts";

it("bundles every program", async () => {
  const { rows, targets } = await size.measure({ rounds: 1, onProgress: () => undefined });
  expect(rows).toHaveLength(Object.keys(programs).length);
  expect(rows.every((row) => Number(row["gzipped kB"]) > 1)).toBe(true);
  expect(targets).toHaveLength(2);
});

it("says which modules a program has, heaviest first", async () => {
  const modules = await listModules("call");
  expect(modules.some(({ module }) => module.startsWith("packages/core/dist/"))).toBe(true);
  expect(modules.some(({ module }) => module.startsWith("zod/"))).toBe(true);
  expect(modules.map(({ bytes }) => bytes)).toEqual(modules.map(({ bytes }) => bytes).sort((a, b) => b - a));
});
