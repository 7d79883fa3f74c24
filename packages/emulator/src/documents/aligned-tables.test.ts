import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import { exportSource, hostileSource } from "../../test/export-samples.js";
import { readZip } from "../../test/read-zip.js";

/** As Markdown's columns are imported, and as people write by hand. */
const body =
  '<table><tr><th>The name of the thing</th><th style="text-align: right">The price of it</th></tr>' +
  '<tr><td style="text-align:center">spoon</td><td align="RIGHT">7</td></tr></table>';
const source = { ...hostileSource, nodes: [{ topicId: "t", caption: "T", readBody: () => body, children: [] }] };

/** Where each line of a cell on the last page begins, in points from the left. */
async function placesOf(pdf: Uint8Array): Promise<Map<string, number>> {
  const task = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  const document = await task.promise;
  const { items } = await (await document.getPage(document.numPages)).getTextContent();
  await task.destroy();
  return new Map(
    items.flatMap((item) => ("str" in item ? [[item.str.trim(), Number(item.transform[4])] as const] : [])),
  );
}

test("columns of a PDF are aligned as the topic says", { timeout: 60_000 }, async () => {
  const places = await placesOf(await exportSource("Pdf", source));
  const place = (text: string) => places.get(text) ?? NaN;
  expect(place("spoon") - place("The name of the thing")).toBeGreaterThan(15);
  expect(place("7") - place("The price of it")).toBeGreaterThan(15);
});

test.each([
  ["Docx", "word/document.xml", ['<w:jc w:val="center"/>', '<w:jc w:val="right"/>']],
  ["Epub", "book/chapter-1.xhtml", ['<td style="text-align:center">spoon', '<td style="text-align:right">7']],
] as const)("columns of %s are aligned as the topic says", { timeout: 60_000 }, async (format, path, words) => {
  const page = (await readZip(await exportSource(format, source))).get(path)?.toString("utf8");
  for (const word of words) expect(page).toContain(word);
});
