import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf } from "../../test/read-pdf.js";
import { readAsset } from "../seeds/sample/read-asset.js";
import { breakLines, tokensOf } from "./pdf-lines.js";
import { page } from "./pdf-style.js";

/** A document with one topic. */
const open = (body: string) => openAll(body);

/** A document with topics, and a picture at `a.png`. */
async function openAll(...bodies: string[]) {
  const nodes = bodies.map((body, index) => ({
    ...{ topicId: `t${index}`, caption: "One", readBody: () => body, children: [] },
  }));
  const readResource = (path: string) => (path === "a.png" ? readAsset("files/filling.png") : undefined);
  return readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes, readResource })));
}

test("a PDF breaks code at its spaces, and inside a word only when that alone is wider than a line, and sets words from the right", async () => {
  const long = Array.from({ length: 40 }, (_, index) => `part-${index}`).join("/");
  const command =
    "  clickhelp exports run handbook-of-the-wren --format=PureHtml --title=another-title -o clickhelp-handbook.zip";
  const inline = `<p>${"Words of some length. ".repeat(3)}Then <code>clickhelp-js-handbook-of-the-wren.zip</code>, ready.</p>`;
  const fromRight = '<p dir="rtl">אחת שתיים שלוש</p>';
  const body = `<pre>short one\n${command}\n\tlast ${long} end</pre>${inline}${fromRight}`;
  const lines = (await open(body)).pages.slice(2).flat();
  expect(lines).toContain("short one");
  const broken = lines.findIndex((line) => line.startsWith("clickhelp exports"));
  expect(lines.slice(broken, broken + 2).join(" ")).toBe(command.trim());
  expect(lines[broken + 1]).toMatch(/^(?:-o )?clickhelp-handbook\.zip$/);
  expect(lines.join("")).toContain(`last${long} end`);
  expect(lines.join("\n")).toContain("clickhelp-js-handbook-of-the-wren.zip,");
  expect(lines).toContain("אחת שתיים שלוש");
});

test("a PDF has all of a line of code that is higher than a page when it is broken", async () => {
  const line = Array.from({ length: 2500 }, (_, index) => `word${index}`).join(" ");
  const text = (await open(`<h2>Code</h2><pre>${line}</pre>`)).pages.flat().join(" ");
  for (const word of ["word0 ", "word1250 ", "word2499"]) expect(text).toContain(word);
});

test("a PDF leaves a sentence whole that has pictures in it, names them there, and draws them below", async () => {
  const image = (address: string, words: string) => `<img src="${address}" alt="${words}">`;
  const [bird, gone] = [image("/resources/Storage/a.png", "bird"), image("/gone.png", "gone")];
  const pdf = await open(`<p>${bird} Look at ${bird} or ${gone}.<br>${bird}<br>Then go.</p>`);
  const lines = pdf.pages.slice(2).flat();
  expect(lines).toContain("Look at [picture: bird] or [picture: gone].");
  expect(lines.join("\n").match(/\[picture/g)).toHaveLength(2);
  expect(pdf.pictureCount).toBe(3);
});

const command = "<code>xattr -d com.apple.quarantine /Applications/Encabulator.app</code>";
const wide = "Donaudampfschifffahrtsgesellschaftskapitän";

test.each([
  ["code", command],
  ["code in a list", `<ol start="1234"><li>${command}</li></ol>`],
  ["code in a note", `<div class="note"><p>${command} ${wide.repeat(5)}</p></div>`],
  ["a block of code", `<pre>xattr -d com.apple.quarantine /Applications/Encabulator.app ${wide}</pre>`],
  [
    "code with a mark behind it",
    `see <code>${"x".repeat(60)}</code>, then <code>a</code>/<b>${wide}</b><code>e</code>`,
  ],
  ["a link", `<a href="https://example.com">https://example.com/${"a-long-way/".repeat(20)}</a>`],
  ["an address", `https://example.com/${"a-long-way/".repeat(20)}`],
  ["a word of which parts are bold or slanted", `<b>${wide}</b><i>${wide.repeat(4)}</i>`],
  ["letters that all look different", "<b>a</b><i>b</i>".repeat(100)],
  ["text in several fonts", "arrow→".repeat(40)],
  ["text that is read from right to left", `<p dir="rtl">مرحبا بالعالم ${command} ${"مرحبا".repeat(40)}</p>`],
  ["a table", `<table><tr><td>${command}</td><td>${wide.repeat(2)}</td></tr></table>`],
  ["what is nested deep", `${"<ul><li>".repeat(9)}${command}`],
])("a PDF has all text inside of its cell and its page: %s", async (_what, html) => {
  const cells = ["Platform", "The first step", html, "NEXT", "A note of some words"].map((cell) => `<td>${cell}</td>`);
  const { texts } = await openAll(`<table><tr>${cells.join("")}</tr></table>`, html);
  for (const { text, right } of texts) expect(right, text).toBeLessThanOrEqual(page.width - page.right + 0.5);
  const next = texts.find(({ text }) => text === "NEXT");
  const before = texts.filter((text) => text.page === next?.page && text.left < next.left);
  expect(before.length).toBeGreaterThan(3);
  for (const { text, right } of before) expect(right, text).toBeLessThan(next?.left ?? 0);
});

test("a PDF has the page number of a topic whose caption is one word that is wider than the page", async () => {
  const nodes = [{ topicId: "one", caption: wide.repeat(5), readBody: () => "<p>text</p>", children: [] }];
  const { texts } = await readPdf(Uint8Array.from(await exportSource("Pdf", { ...hostileSource, nodes })));
  const inContents = texts.filter((text) => text.page === 2);
  expect(inContents.map(({ text }) => text)).toContain("3");
  for (const { text, right } of inContents) expect(right, text).toBeLessThanOrEqual(page.width - page.right + 0.5);
});

test("a PDF keeps what follows a character that no font has in its place", async () => {
  const body = "<p>A: 日本 x ≤ y → z end</p><p>B: 🎉 x ≤ y → z end</p><h2>日 ≤ y → end</h2><pre>日 x → y</pre>";
  const lines = (await open(body)).pages.slice(2).flat();
  expect(lines).toEqual(expect.arrayContaining(["A: �� x ≤ y → z end", "B: � x ≤ y → z end", "� x → y"]));
  expect(lines).toContainEqual(expect.stringMatching(/� ≤ y → end$/));
});

const room = { width: 20, widthOf: (text: string) => text.length };

/** The lines of texts that all look different, in a room for 20 characters. */
const linesOf = (...texts: string[]) =>
  breakLines(tokensOf(texts.map((text) => ({ text }))), room).map((line) => line.map(({ text }) => text).join(""));

test.each([
  ["a zero width space", "\u200B"],
  ["a soft hyphen", "\u00AD"],
])("a line ends behind %s rather than elsewhere", (_what, mark) => {
  const part = `abcdefg${mark}`;
  expect(linesOf(part.repeat(4), "x")).toEqual([part.repeat(2), `${part.repeat(2)}x`]);
  expect(linesOf(`some words ${part}`, `${part}x`)).toEqual([`some words ${part}`, `${part}x`]);
  expect(linesOf(`a${mark}`, "b".repeat(25))).toEqual([`a${mark}`, "b".repeat(20), "b".repeat(5)]);
});

test.each([
  ["of which a line has room for several", "/var/log/pump/pressure.log", ["/var/log/pump/", "pressure.log"]],
  ["that is short before one that fills a line", "/var/pressurelogging.text", ["/var/", "pressurelogging.text"]],
  ["before one that no line has room for", `/var/${"x".repeat(30)}`, [`/var/${"x".repeat(15)}`, "x".repeat(15)]],
])("a word is broken behind a part %s", (_what, word, expected) => {
  expect(linesOf(word)).toEqual(expected);
});

test("a line has any number of texts that look different", () => {
  const texts = Array.from({ length: 200_000 }, () => ({ text: "\u0301" }));
  expect(breakLines(tokensOf(texts), { width: 20, widthOf: () => 0 })).toMatchObject([{ length: 200_000 }]);
});
