import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf } from "../../test/read-pdf.js";
import type { DocumentNode } from "./source.js";

/** All text of a document with one topic, without spaces: long words may be cut. */
async function print(body: string): Promise<string> {
  return printAll([{ topicId: "t", caption: "One", readBody: () => body, children: [] }]);
}

async function printAll(nodes: DocumentNode[]): Promise<string> {
  const pdf = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes })));
  return pdf.pages.slice(2).flat().join("").replaceAll(" ", "");
}

/** Words of the usual length, all of them different, with spaces or something else between them. */
function words(count: number, between = " ", name = "w"): string {
  return Array.from({ length: count }, (_, index) => `${name}${"xyz".repeat(index % 3)}${index}q`).join(between);
}

/** As in the middle of a table: the row has not many characters, and many lines. */
const shortWords = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}${index}`).join(" ");
const cells = (count: number, html: (index: number) => string, tag = "td") =>
  Array.from({ length: count }, (_, index) => `<${tag}>${html(index)}</${tag}>`).join("");
const paragraphs = (count: number, name: string) => `<p>${words(count, " ", name)}</p>`;
const nest = (depth: number, tag: string, html: string) => `<${tag}>`.repeat(depth) + html + `</${tag}>`.repeat(depth);
const high = (name: string) => paragraphs(200, name);

test.each([
  ["a row of a table", `<table><tr>${cells(5, (column) => shortWords(170, "abcde".charAt(column)))}</tr></table>`],
  [
    "a row below a header",
    `<table><tr>${cells(5, String, "th")}</tr><tr>${cells(5, (index) => high(`c${index}`))}</tr></table>`,
  ],
  [
    "a header of a table",
    `<table><tr>${cells(5, (index) => high(`h${index}`), "th")}</tr><tr>${cells(5, (index) => high(`c${index}`))}</tr></table>`,
  ],
  [
    "a row with lines that its author ends",
    `<table><tr>${cells(2, (index) => words(70, "<br>", `c${index}`))}</tr></table>`,
  ],
  [
    "a note in a cell",
    `<table><tr>${cells(3, (index) => `<div class="note">${paragraphs(150, `n${index}`)}</div>`)}</tr></table>`,
  ],
  ["a note that is nested deep", nest(20, "blockquote", `<div class="note">${paragraphs(100, "n")}</div>`)],
  ["a note with lines that its author ends", `<div class="note"><p>${words(70, "<br>")}</p></div>`],
  ["headings", cells(40, (index) => words(6, " ", `h${index}`), "h2") + "<p>end</p>"],
])("a PDF has every word of what is higher than a page: %s", async (_what, html) => {
  const text = await print(html);
  for (const word of html.replaceAll(/<[^>]+>/g, " ").match(/\S+/g) ?? []) expect(text).toContain(word);
});

test("a PDF has the captions of folders that are nested deep", async () => {
  const deep = Array.from({ length: 40 }).reduce<DocumentNode[]>(
    (children, _, index) => [{ topicId: null, caption: `folder${index}q`, readBody: () => null, children }],
    [{ topicId: "t", caption: "One", readBody: () => "<p>end</p>", children: [] }],
  );
  const text = await printAll(deep);
  for (const index of Array.from({ length: 40 }).keys()) expect(text).toContain(`folder${index}q`);
});

// Dots are drawn, and stand in front of the words as text where there is no room beside these.
test.each([
  [10, ["71.", "72."]],
  [12, ["71.", "72.", "•"]],
  [14, ["71.", "72."]],
])("a PDF has the numbers of lists in the cells of a table with %i columns", async (count, markers) => {
  const list = '<ol start="71"><li>aa</li><li><pre>bb</pre></li></ol><ul><li>cc</li></ul>';
  const text = await print(`<table><tr>${cells(count, () => list)}</tr></table>`);
  for (const marker of markers) expect(text.split(marker)).toHaveLength(count + 1);
});

/** So long that what grows with the square of its length does not end in the time of a test. */
const longWord = "WXYZ".repeat(12_500);

/** Running titles and page numbers, which come between, have none of them. */
const countLetters = (text: string) => text.match(/[W-Z]/g)?.length ?? 0;

const longBodies: [string, string][] = [
  ["a paragraph", `<p>${longWord}</p>`],
  ["a sentence", `<p>${"WXYZ ".repeat(80_000)}</p>`],
  ["code", `<pre><code>${longWord}</code></pre>`],
  ["a heading", `<h2>${longWord}</h2>`],
  ["a cell", `<table><tr><td>${longWord}</td><td>b</td></tr></table>`],
];

test.each(longBodies)("a PDF has every letter of a long text: %s", async (_what, html) => {
  expect(countLetters(await print(html))).toBe(countLetters(html));
});

test("a PDF has every letter of a long caption, in the contents and above the topic", async () => {
  const nodes = [{ topicId: "t", caption: longWord, readBody: () => "<p>end</p>", children: [] }];
  const pdf = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes })));
  expect(countLetters(pdf.pages.flat().join(""))).toBe(2 * longWord.length);
  expect(pdf.outline[0]?.title).toBe(`1 ${longWord}`);
});

test("a PDF repeats no more of a long title than has room above the text of a page", async () => {
  const title = "word ".repeat(2000);
  const pdf = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, title })));
  expect(pdf.pages.at(-1)?.join(" ").match(/word/g)?.length).toBeLessThan(50);
});
