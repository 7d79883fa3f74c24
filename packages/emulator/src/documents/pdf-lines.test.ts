import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readPdf } from "../../test/read-pdf.js";
import { readAsset } from "../seeds/sample/read-asset.js";

/** A document with one topic, and a picture at `a.png`. */
async function open(body: string) {
  const nodes = [{ topicId: "one", caption: "One", readBody: () => body, children: [] }];
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
