import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf } from "../../test/read-pdf.js";
import { readZip } from "../../test/read-zip.js";
import { blocksHtml } from "./blocks-html.js";
import { parseHtml } from "./html.js";
import { numberingOf, numberItems, toListNumber } from "./list-numbers.js";

const html = `<ol type="a" start="2"><li>one</li></ol><ol style="list-style-type: upper-roman"><li>two</li></ol><ol reversed><li>three<li value="7">seven<li>six</ol>`;
const nodes = [{ topicId: "t", caption: "Topic", readBody: () => html, children: [] }];

test("books and web archives keep the letters, numerals and numbers of lists", () => {
  const context = {
    ...{ resolveLink: () => undefined, resolvePicture: () => undefined },
    ...{ headingLevel: (level: number) => level, placeOf: () => undefined },
  };
  const written = blocksHtml(parseHtml(html), context);
  expect(written).toContain('<ol type="a" start="2">\n<li>one</li>');
  expect(written).toContain('<ol type="I">\n<li>two</li>');
  expect(written).toContain('<ol start="3">\n<li>three</li>\n<li value="7">seven</li>\n<li value="6">six</li>');
});

test("a PDF and a Word document keep them, too", { timeout: 60_000 }, async () => {
  const { pages } = await readPdf(new Uint8Array(await exportSource("Pdf", { ...hostileSource, nodes })));
  const lines = pages.flat().join("\n").replace(/\s+/g, " ");
  expect(lines).toContain("oneb. twoI. three3. seven7. six6.");
  const document = await readZip(await exportSource("Docx", { ...hostileSource, nodes }));
  const formats = String(document.get("word/numbering.xml")).match(/<w:numFmt w:val="(?!bullet)\w+"/g);
  expect(new Set(formats)).toContain('<w:numFmt w:val="lowerLetter"');
  expect(new Set(formats)).toContain('<w:numFmt w:val="upperRoman"');
  const begun = String(document.get("word/numbering.xml")).matchAll(/<w:startOverride w:val="(\d+)"/g);
  expect(Array.from(begun, ([, start]) => start)).toEqual(expect.arrayContaining(["2", "1", "3", "7", "6"]));
});

test("a Word document has the numbers of a long list that counts down as text", { timeout: 60_000 }, async () => {
  const readBody = () => `<ol reversed>${"<li>item</li>".repeat(150)}</ol>`;
  const document = await readZip(
    await exportSource("Docx", {
      ...hostileSource,
      nodes: [{ topicId: "t", caption: "Topic", readBody, children: [] }],
    }),
  );
  const text = String(document.get("word/document.xml")).replace(/<[^>]*>/g, "");
  expect(text).toContain("150. item149. item");
  expect(String(document.get("word/numbering.xml")).length).toBeLessThan(100_000);
});

test.each([
  [{}, [undefined, "5", undefined], [1, 5, 6]],
  [{ start: "-1" }, [undefined, "x", undefined], [-1, 0, 1]],
  [{ reversed: "" }, [undefined, undefined, "9"], [3, 2, 9]],
  [{ reversed: "", start: "99999999999" }, [undefined, undefined], [2, 1]],
])("the items of a list with %j and the values %j are numbered %j", (attributes, values, numbers) => {
  expect(numberItems(attributes, values)).toEqual(numbers);
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
