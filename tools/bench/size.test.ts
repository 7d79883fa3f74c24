import { expect, it } from "vitest";
import { listModules } from "./size.ts";

it("says which modules a program has, heaviest first", async () => {
  const modules = await listModules("call");
  expect(modules.some(({ module }) => module.startsWith("packages/core/dist/"))).toBe(true);
  expect(modules.some(({ module }) => module.startsWith("zod/"))).toBe(true);
  expect(modules.map(({ bytes }) => bytes)).toEqual(modules.map(({ bytes }) => bytes).sort((a, b) => b - a));
});

it("names the programs there are when it is asked for another", async () => {
  await expect(listModules("none")).rejects.toThrow(/no program "none"; there are call, client/);
});
