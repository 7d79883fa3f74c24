import { expect, test } from "vitest";
import type { Block } from "./document-model.js";
import { parseHtml } from "./html.js";
import { setLines } from "./pdf-direction.js";
import { tableContent } from "./pdf-table.js";
import { textContent, type TextRoom } from "./pdf-text.js";

/** A paragraph as it is printed: its lines as they stand on paper from left to right, and its alignment. */
function print(html: string, width = 400) {
  const [paragraph] = parseHtml(html);
  if (paragraph?.type !== "paragraph") throw new Error("that is no paragraph");
  const content = paragraph.content.filter((inline) => inline.type !== "image");
  const { alignment, ...printed } = textContent(content, { width, scale: 1, resolveLink: () => undefined });
  const lines = "stack" in printed ? printed.stack.map(({ text }) => text) : [printed.text];
  return { lines: lines.map((pieces) => pieces.map(({ text }) => text).join("")), alignment, pieces: lines.flat() };
}

test.each([
  ["words", '<p dir="rtl">אחת שתיים שלוש</p>', "שלוש שתיים אחת"],
  ["Latin words and numbers between", '<p dir="rtl">אחת ClickHelp API 12.5 שתיים</p>', "שתיים ClickHelp API 12.5 אחת"],
  ["brackets and marks around", '<p dir="rtl">אחת (שתיים)!</p>', "!(שתיים) אחת"],
  ["bold words", '<p dir="rtl">אחת <b>שתיים שלוש</b> ארבע</p>', "ארבע שלוש שתיים אחת"],
  ["the direction of what is around", '<div dir="RTL"><p>אחת שתיים</p></div>', "שתיים אחת"],
  ["a direction by the first letter", '<p dir="auto">אחת two</p>', "two אחת"],
])("text that is read from right to left begins at the right: %s", (_what, html, line) => {
  expect(print(html)).toMatchObject({ lines: [line], alignment: "right" });
});

test("words that are read from right to left have their order in a text that is not", () => {
  const { lines, alignment } = print("<p>See אחת שתיים (שלוש), then go</p>");
  expect(lines).toEqual(["See (שלוש) שתיים אחת, then go"]);
  expect(alignment).toBeUndefined();
});

test("lines of text that is read from right to left are broken where it goes on, and where its author says", () => {
  const { lines } = print('<p dir="rtl">אחת שתיים<br>שלוש ארבע חמש</p>', 65);
  expect(lines).toEqual(["שתיים אחת", "ארבע שלוש", "חמש"]);
});

test("a cell says whether its text is bold, and stays where its author put it", () => {
  const [table] = parseHtml(
    '<table><tr><th dir="rtl" align="center">אחת שתיים</th><td dir="rtl">שלוש ארבע</td></tr></table>',
  );
  if (table?.type !== "table") throw new Error("that is no table");
  const seen: unknown[] = [];
  const content = ([cell]: readonly Block[], { isBold, ...room }: TextRoom) => {
    const runs = cell?.type === "paragraph" ? cell.content.filter((inline) => inline.type !== "image") : [];
    const { alignment } = textContent(runs, { ...room, resolveLink: () => undefined });
    seen.push({ isBold, alignment });
    return [];
  };
  tableContent(table, { width: 400, scale: 1, gap: 0 }, { content, height: () => 0, pictureWidth: () => undefined });
  expect(seen).toEqual([
    { isBold: true, alignment: undefined },
    { isBold: false, alignment: "right" },
  ]);
});

test("a word that is read from right to left may have any number of marks", () => {
  const text = "م".repeat(300) + "\u064B".repeat(120_000);
  const widthOf = (part: string) => part.replaceAll("\u064B", "").length;
  const lines = setLines([{ text }], "rtl", { width: 100, widthOf });
  expect(lines.map(([piece]) => piece?.text.length)).toEqual([100, 100, 120_100]);
});

test("there are no slanted letters of these scripts, so that they stand upright", () => {
  expect(print('<p dir="rtl"><i>مرحبا</i></p>').pieces).toMatchObject([
    { text: "مرحبا", italics: false, font: "Sans" },
  ]);
});
