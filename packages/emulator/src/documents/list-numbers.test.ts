import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf } from "../../test/read-pdf.js";
import { readZip } from "../../test/read-zip.js";
import { blocksHtml } from "./blocks-html.js";
import { parseHtml } from "./html.js";
import { numberingOf, toListNumber } from "./list-numbers.js";

const html = `<ol type="a" start="2"><li>one</li></ol><ol style="list-style-type: upper-roman"><li>two</li></ol>`;
const nodes = [{ topicId: "t", caption: "Topic", readBody: () => html, children: [] }];

test("books and web archives keep the letters and numerals of lists", () => {
  const context = {
    ...{ resolveLink: () => undefined, resolvePicture: () => undefined },
    ...{ headingLevel: (level: number) => level, placeOf: () => undefined },
  };
  const written = blocksHtml(parseHtml(html), context);
  expect(written).toContain('<ol type="a" start="2">\n<li>one</li>');
  expect(written).toContain('<ol type="I">\n<li>two</li>');
});

test("a PDF and a Word document keep them, too", { timeout: 60_000 }, async () => {
  const { pages } = await readPdf(new Uint8Array(await exportSource("Pdf", { ...hostileSource, nodes })));
  const lines = pages.flat().join("\n").replace(/\s+/g, " ");
  expect(lines).toContain("oneb. twoI.");
  const document = await readZip(await exportSource("Docx", { ...hostileSource, nodes }));
  const formats = String(document.get("word/numbering.xml")).match(/<w:numFmt w:val="(?!bullet)\w+"/g);
  expect(new Set(formats)).toContain('<w:numFmt w:val="lowerLetter"');
  expect(new Set(formats)).toContain('<w:numFmt w:val="upperRoman"');
});

test.each([
  [[1, 26, 27, 703, 0], "lower-alpha", ["a", "z", "aa", "aaa", "0"]],
  [[4, 1994, 5000, -1], "upper-roman", ["IV", "MCMXCIV", "5000", "-1"]],
  [[7], undefined, ["7"]],
] as const)("the numbers %j are, in %s, %j", (numbers, numbering, expected) => {
  expect(numbers.map((number) => toListNumber(number, numbering))).toEqual(expected);
});

test.each([
  [{ type: "a" }, "lower-alpha"],
  [{ type: "a", style: "list-style-type: decimal" }, undefined],
  [{ type: "A", style: "list-style: inside" }, "upper-alpha"],
  [{ style: "list-style: inside upper-roman" }, "upper-roman"],
  [{ style: "list-style-type: none; list-style-type: lower-latin" }, "lower-alpha"],
])("a list has the numbering that a browser shows: %j", (attributes, numbering) => {
  expect(numberingOf(attributes)).toBe(numbering);
});
