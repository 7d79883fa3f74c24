/** The guide to errors lists every exit code, and each class of errors with its own; the pages of operations go by it. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { exitCodes, kinds } from "../src/failures/kinds.js";

const file = "../../docs/src/content/docs/guides/errors-and-exit-codes.md";
const guide = readFileSync(new URL(file, import.meta.url), "utf8");
const rows = [...guide.matchAll(/^\| `(\w+Error)` +\| `[\w-]+` +\|([^|]*)/gm)].map(([, ...cells]) => cells);

it("lists every exit code", () => {
  const codes = [...guide.matchAll(/^\| `(\d+)` /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
});

it("lists classes of errors", () => {
  expect(rows).not.toHaveLength(0);
});

it.each(rows)("gives %s its exit codes", (name = "", cell = "") => {
  const said = [...cell.matchAll(/\d+/g)].map(([code]) => Number(code));
  const ofClass = Object.entries(kinds).filter(([key]) => key.split(" ", 1)[0] === name);
  const codes = new Set(ofClass.flatMap(([, kind]) => kind?.exitCode ?? []));
  expect(said.toSorted()).toEqual([...codes].toSorted());
});
