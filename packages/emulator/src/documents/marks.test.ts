import { expect, test } from "vitest";
import { blocksHtml } from "./blocks-html.js";
import { parseHtml } from "./html.js";
import { colour } from "./pdf-style.js";
import { textContent } from "./pdf-text.js";

const html = "<p>Press <kbd>F1</kbd> or <code>run</code> <mark>now</mark></p>";

test("books and web archives keep marked words, and keys apart from code", () => {
  const context = {
    ...{ resolveLink: () => undefined, resolvePicture: () => undefined },
    ...{ headingLevel: (level: number) => level, placeOf: () => undefined },
  };
  expect(blocksHtml(parseHtml(html), context)).toBe(`${html}\n`);
});

test("a PDF keeps marked words", () => {
  const text = textContent([{ type: "text", text: "now", marked: true }], {
    ...{ width: 400, scale: 1, resolveLink: () => undefined },
  });
  expect(text).toMatchObject({ text: [{ text: "now", background: colour.mark }] });
});
