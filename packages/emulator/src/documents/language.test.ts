import { expect, it } from "vitest";
import type { ExportFormat } from "@clickhelp-js/protocol";
import { exportHostile } from "../../test/export-samples.js";
import { readZip } from "../../test/read-zip.js";

const fileIn = (path: string) => async (zip: Buffer) => String((await readZip(zip)).get(path));
const firstPart = (archive: Buffer) => {
  const [, content = ""] = /Content-Transfer-Encoding: base64\s+([\w+/=\s]+)/.exec(archive.toString("latin1")) ?? [];
  return Buffer.from(content, "base64").toString("utf8");
};

it.each<[ExportFormat, (file: Buffer) => string | Promise<string>, string]>([
  ["Pdf", (file) => file.toString("latin1"), "/Lang (en)"],
  ["Docx", fileIn("word/styles.xml"), '<w:lang w:val="en"'],
  ["Epub", fileIn("book/package.opf"), "<dc:language>en</dc:language>"],
  ["Mht", firstPart, '<html lang="en">'],
  ["PureHtml", fileIn("topics/second.html"), '<html lang="en">'],
  ["WebHelp", fileIn("index.html"), '<html lang="en">'],
])("a %s names a language that is known, whatever the publication says", async (format, read, words) => {
  expect(await read(await exportHostile(format))).toContain(words);
});
