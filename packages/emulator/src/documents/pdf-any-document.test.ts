import fc from "fast-check";
import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf, type PdfText } from "../../test/read-pdf.js";
import { page } from "./pdf-style.js";

const element = (tag: string, html: string, attributes = "") => `<${tag}${attributes}>${html}</${tag}>`;

/** A place for a word, longer ones with higher numbers. */
const word = fc.oneof({ weight: 20, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(30) }).map((n) => `{${n}}`);
const words = (maxLength: number, between = " ") =>
  fc.array(word, { minLength: 1, maxLength, size: "max" }).map((texts) => texts.join(between));

const look = fc.constantFrom("span", "b", "i", "code", "u", "sub", "mark", 'a href="https://example.com"');
const inline = fc
  .record({ tag: look, text: words(6), after: fc.constantFrom(" ", " ", " ", "<br>", "", "\u200B") })
  .map(({ tag, text, after }) => `<${tag}>${text}</${tag.split(" ")[0]}>${after}`);
const mixed = fc.array(inline, { minLength: 1, maxLength: 12 }).map((texts) => element("p", texts.join("")));
const long = words(120).map((text) => element("p", text));
const lines = words(60, "<br>").map((text) => element("p", text));
const code = words(40, "\n").map((text) => element("pre", text));
const heading = fc.record({ level: fc.integer({ min: 2, max: 6 }), text: words(8) });
const leaf = fc.oneof(
  { weight: 4, arbitrary: mixed },
  long,
  lines,
  code,
  heading.map(({ level, text }) => element(`h${level}`, text)),
);

/** Blocks one below the other, nested as deep. */
function blocks(depth: number, maxLength = 3): fc.Arbitrary<string> {
  if (depth === 0) return fc.array(leaf, { minLength: 1, maxLength }).map((parts) => parts.join(""));
  const inside = blocks(depth - 1, 1);
  const group = fc.constantFrom('div class="note"', 'div class="warning"', "blockquote", "dd");
  const groups = fc
    .record({ tag: group, html: inside })
    .map(({ tag, html }) => `<${tag}>${html}</${tag.split(" ")[0]}>`);
  const items = fc.array(inside, { minLength: 1, maxLength: 3 });
  const lists = fc.record({ items, isOrdered: fc.boolean() }).map(({ items: parts, isOrdered }) => {
    const html = parts.map((part) => element("li", part)).join("");
    return isOrdered ? element("ol", html, ` start="[${parts.length}]"`) : element("ul", html);
  });
  const block = fc.oneof(leaf, groups, lists, tables(inside));
  return fc.array(block, { minLength: 1, maxLength }).map((parts) => parts.join(""));
}

function tables(inside: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const shape = fc.record({ columns: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 3 }) });
  const cell = fc.oneof({ weight: 6, arbitrary: words(5) }, inside);
  // Lists in headers have no numbers where these become the names of values: tables that are too wide for a page.
  const header = fc.oneof({ weight: 6, arbitrary: words(5) }, leaf);
  return shape.chain(({ columns, rows }) => {
    const rowOf = (tag: string, content: fc.Arbitrary<string>) =>
      fc
        .array(content, { minLength: columns, maxLength: columns })
        .map((cells) => element("tr", cells.map((html) => element(tag, html)).join("")));
    const row = fc.oneof({ weight: 3, arbitrary: rowOf("td", cell) }, { weight: 1, arbitrary: rowOf("th", header) });
    return fc.array(row, { minLength: rows, maxLength: rows }).map((parts) => element("table", parts.join("")));
  });
}

/** Fills the places in with words and numbers, each another one. */
function fill(html: string): { html: string; expected: string[] } {
  const expected: string[] = [];
  let nextNumber = 100;
  const filled = html
    .replaceAll(/\{(\d+)\}/g, (_, length) => {
      const name = String(expected.length).padStart(3, "0");
      const text = `${name}${"abc".repeat(Number(length))}${name}`;
      expected.push(text);
      return text;
    })
    .replaceAll(/\[(\d+)\]/g, (_, count) => {
      const start = nextNumber;
      nextNumber += Number(count);
      for (let number = start; number < nextNumber; number++) expected.push(`${number}.`);
      return String(start);
    });
  return { html: filled, expected };
}

/** pdfmake prints it behind the first line of its item. */
const marker = /^\d+\.$/;

/** Says whether a text is printed. Narrow columns cut words, and so can the ends of pages. */
function finder(texts: readonly PdfText[]): (searched: string) => boolean {
  const pages: { words: string; markers: string }[] = [];
  for (const { page: number, base, text } of texts) {
    if (base < page.bottom || base > page.height - page.top) continue;
    const squeezed = text.replaceAll(/[ \u200B]/g, "");
    const found = (pages[number] ??= { words: "", markers: "" });
    found[marker.test(squeezed) ? "markers" : "words"] += squeezed;
  }
  const words = pages.map((found) => found.words).join("");
  const all = words + pages.map((found) => found.markers).join("");
  const isCut = (word: string) =>
    Array.from(word).some((_, index) =>
      pages.some(
        (found, at) =>
          index > 0 && found.words.includes(word.slice(0, index)) && pages[at + 1]?.words.includes(word.slice(index)),
      ),
    );
  return (searched) => all.includes(searched) || (!marker.test(searched) && isCut(searched));
}

test("a PDF has every word and every number of a list of any document", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(3).map(fill), async ({ html, expected }) => {
      const nodes = [{ topicId: "t", caption: "One", readBody: () => html, children: [] }];
      const pdf = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes })));
      const isPrinted = finder(pdf.texts);
      expect(expected.filter((text) => !isPrinted(text))).toEqual([]);
    }),
    // A document that fails is made smaller for as long.
    { numRuns: 10, interruptAfterTimeLimit: 30_000 },
  );
});
