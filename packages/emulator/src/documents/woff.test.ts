import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create } from "fontkit";
import { expect, it } from "vitest";
import { unpackWoff } from "./woff.js";

it("gives the font that was packed", () => {
  const file = createRequire(import.meta.url).resolve(
    "@fontsource/dejavu-mono/files/dejavu-mono-latin-400-normal.woff",
  );
  const packed = readFileSync(file);
  const unpacked = unpackWoff(packed);
  expect(unpacked).toHaveLength(packed.readUInt32BE(16));
  const [before, after] = [create(packed), create(unpacked)];
  if (!("layout" in before) || !("layout" in after)) throw new Error("these are several fonts");
  expect([after.postscriptName, after.numGlyphs]).toEqual([before.postscriptName, before.numGlyphs]);
  const shapesOf = (font: typeof before) => font.layout("Ää→Я").glyphs.map(({ path }) => path.toSVG());
  expect(shapesOf(after)).toEqual(shapesOf(before));
});
