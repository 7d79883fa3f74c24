import { expect, it } from "vitest";
import { inColumns } from "./columns.ts";

const rows = [
  ["File", "Size", "What it is"],
  ["a.zip", "1 B", "a backup"],
];

it("puts every column at one place, with nothing after the last word", () => {
  expect(inColumns(rows)).toEqual(["File   Size  What it is", "a.zip  1 B   a backup"]);
});

it("aligns columns of numbers to the right", () => {
  expect(inColumns(rows, (column) => column === 1)).toEqual(["File   Size  What it is", "a.zip   1 B  a backup"]);
});

it("makes no lines of no rows", () => {
  expect(inColumns([])).toEqual([]);
});
