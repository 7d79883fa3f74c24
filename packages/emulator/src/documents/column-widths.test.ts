import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf, type PdfText } from "../../test/read-pdf.js";
import { columnNeeds, columnWidths } from "./column-widths.js";
import type { TableCell } from "./document-model.js";
import { toGrid } from "./table-grid.js";

const measures = { character: 10, word: (text: string) => text.length * 10, picture: () => 500, frame: 20 };

function cell(text: string, columnSpan = 1): TableCell {
  const content = [{ type: "text" as const, text }];
  return { header: false, columnSpan, rowSpan: 1, blocks: [{ type: "paragraph", content }] };
}

const gridOf = (...rows: TableCell[][]) => toGrid({ type: "table", caption: [], rows });

/** In characters. */
const widthsOf = (available: number, ...rows: TableCell[][]) =>
  columnWidths(columnNeeds(gridOf(...rows), measures), available * 10).map((width) => Math.round(width / 10));

const prose = "some words of usual length ".repeat(8);

test("columns are as wide as their longest lines where there is room", () => {
  expect(widthsOf(200, [cell("a few words"), cell("one")])).toEqual([11, 4]);
});

test("columns of prose get most of what is left when all others have their longest words", () => {
  const [code = 0, text = 0, limit = 0] = widthsOf(80, [cell("E-104"), cell(prose), cell("3 bar")]);
  expect([code, limit]).toEqual([6, 5]);
  expect(text).toBe(70);
});

test("long words are broken before short ones", () => {
  const [code, path, text] = widthsOf(26, [cell("E-104"), cell("x".repeat(24)), cell("a remedy")]);
  expect([code, text]).toEqual([6, 7]);
  expect(path).toBe(14);
});

test("paths and identifiers need as much as the longest of their parts", () => {
  const needs = columnNeeds(gridOf([cell("/var/log/pump/pressure.log"), cell("WSK-220-15")]), measures);
  expect(needs.map(({ least }) => least)).toEqual([95, 105]);
});

test("columns have room for what spans them, and for pictures", () => {
  const picture: TableCell = { ...cell(""), blocks: [{ type: "image", source: "a.png", alternative: "" }] };
  expect(widthsOf(200, [cell("a heading of two", 2), cell("x")], [cell("a"), cell("b"), picture])).toEqual([7, 7, 50]);
});

const names = ["Low inlet pressure", "Motor too hot", "Sensor not found"];
const faults = Array.from({ length: 25 }, (_, index) => [
  ...[`E-${100 + index}`, String(names[index % 3]), prose.slice(0, 210), "3 bar", "yes"],
  ...[`WSK-220-${10 + index}`, "/var/log/pump/pressure.log"],
]);
const rowsOf = (tag: string, rows: string[][]) =>
  rows.map((row) => `<tr>${row.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`).join("");

test("a PDF gives the most room of a wide table to its prose, and breaks no short word", async () => {
  const header = ["Code", "Name", "Remedy", "Limit", "Retry", "Part", "Log"];
  const html = `<table>${rowsOf("th", [header])}${rowsOf("td", faults)}</table>`;
  const nodes = [{ topicId: "t", caption: "One", readBody: () => html, children: [] }];
  const pdf = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes })));
  const leftOf = (text: string) => pdf.texts.find((found: PdfText) => found.text === text)?.left ?? NaN;
  const lefts = header.map(leftOf);
  const widths = lefts.slice(1).map((left, index) => left - (lefts[index] ?? NaN));
  expect(Math.max(...widths)).toBe(widths[2]);
  expect(pdf.pageCount).toBeLessThanOrEqual(6);
  const texts = new Set(pdf.texts.map(({ text }) => text.trim()));
  for (const [code, , , limit, , part] of faults) for (const text of [code, limit, part]) expect(texts).toContain(text);
  expect(texts).toContain("/var/log/pump/");
});
