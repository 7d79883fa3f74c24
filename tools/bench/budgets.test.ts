/** What does not depend on the machine is held to what was set out for. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { install } from "./install.ts";
import { isReached, type Measured } from "./result.ts";
import { programs as bundled, size } from "./size.ts";
import { measureTypes, programs } from "./types.ts";

const settings = { rounds: 1, onProgress: () => undefined };
const missed = ({ targets }: Measured) => targets.filter((target) => !isReached(target));

it("bundles every program, ours within its size", async () => {
  const measured = await size.measure(settings);
  expect(measured.rows.every((row) => Number(row["gzipped kB"]) > 1)).toBe(true);
  expect(missed(measured)).toEqual([]);
  // What is loaded later counts, too.
  expect(measured.targets.filter(({ what }) => what.endsWith("gzipped kB, all"))).toHaveLength(2);
});

// It keeps a namespace whole where only a part of it is used, `z.core` with the words of all languages.
it("is hardly larger when esbuild bundles the whole client, with what it may load later", async () => {
  const { outputFiles } = await build({
    stdin: { contents: bundled.client?.source ?? "", resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const kilobytes = gzipSync(outputFiles[0]?.contents ?? "").length / 1000;
  expect(kilobytes).toBeGreaterThan(40);
  expect(kilobytes).toBeLessThan(52);
});

it("compiles a program that calls us with little work", () => {
  const measured = measureTypes(
    settings,
    programs.filter(({ id }) => id === "nothing" || id === "clickhelp"),
  );
  expect(measured.rows).toHaveLength(2);
  expect(missed(measured)).toEqual([]);
});

it("says which program does not compile", () => {
  const program = { id: "broken", label: "broken", source: "export const title: string = 1;" };
  expect(() => measureTypes(settings, [program])).toThrow(/broken does not compile: .*TS2322/s);
});

it("installs few packages", async () => {
  const measured = await install.measure(settings);
  expect(measured.rows.find((row) => row.package === "zod")).toMatchObject({ packages: 1 });
  expect(missed(measured)).toEqual([]);
});
