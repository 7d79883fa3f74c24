/** Reads Word documents (docx): headings, lists, tables, pictures, links and code; looks are left behind. */
import { count } from "../count.js";
import { assemble, splitLevelOf } from "./assemble.js";
import { decodeText } from "./decode-text.js";
import { findAll, parseNodes, wordsOf } from "./dom.js";
import { createZip } from "../documents/zip.js";
import { messageOf } from "../thrown.js";
import { checkArchive, readArchive } from "./read-archive.js";
import { UnreadableFileError, type Importer } from "./source.js";
import { nameOf } from "./split-page.js";

const usualSplitLevel = 2;

/** Tables of contents go: the topics have one of their own. */
const styleMap = [
  ...Array.from({ length: 9 }, (_, level) => `p[style-name='toc ${level + 1}'] => !`),
  "p[style-name='TOC Heading'] => !",
  "p[style-name='Code'] => pre:separator('\\n')",
  // Of Word, LibreOffice and pandoc.
  ...["HTML Preformatted", "Preformatted Text", "Source Code"].map(
    (name) => `p[style-name='${name}'] => pre:separator('\\n')`,
  ),
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='caption'] => p.caption:fresh",
  ...["Code Character", "HTML Code", "Source Text", "Verbatim Char"].map((name) => `r[style-name='${name}'] => code`),
  "u => u",
];

const extensions = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
  ["image/svg+xml", "svg"],
  ["image/bmp", "bmp"],
]);

export const importWord: Importer = async (source, report) => {
  report(0.05, "Unpacking the document");
  checkArchive(source, ".docx file");
  const parts = await readArchive(source.file);
  checkParts(parts);
  // Made anew from what was checked, so that another reader of zips cannot see something else in it.
  const entries = [...parts].map(([path, content]) => ({ path, content }));
  const buffer = Buffer.from(await createZip(entries, new Date(0)));

  report(0.15, "Reading the document");
  const files = new Map<string, Uint8Array>();
  let lost = 0;
  const { default: mammoth } = await import("mammoth");
  const convertImage = mammoth.images.imgElement(async (image) => {
    const extension = extensions.get(image.contentType);
    const content = extension && (await readIfThere(image));
    if (!content) {
      lost += 1;
      return { src: "" };
    }
    const path = `image-${files.size + 1}.${extension}`;
    files.set(path, Uint8Array.from(content));
    return { src: path };
  });
  const { value } = await mammoth
    .convertToHtml({ buffer }, { styleMap, convertImage, idPrefix: "" })
    .catch((error: unknown) => {
      throw new UnreadableFileError(`The Word document cannot be read: ${messageOf(error)}`, { cause: error });
    });
  const nodes = parseNodes(value);
  const title = readTitle(parts) ?? nameOf(source.fileName);
  const page = { path: source.fileName, nodes, title };
  const splitLevel = splitLevelOf(source, usualSplitLevel);
  const document = assemble(source, { title, pages: [page], outline: [], files, splitLevel }, report);
  const formulas = countFormulas(parts);
  return { ...document, notes: () => [...document.notes(), ...noteLost(lost), ...noteFormulas(formulas)] };
};

/** A document can name a picture that is not in it. */
async function readIfThere(image: { readAsBuffer(): Promise<Uint8Array> }): Promise<Uint8Array | undefined> {
  try {
    return await image.readAsBuffer();
  } catch {
    return undefined;
  }
}

function noteLost(lost: number): string[] {
  if (lost === 0) return [];
  return [`Left out, missing in the document or in a format that browsers do not show: ${count(lost, "picture")}.`];
}

/** The prefix could be another one, but Word, LibreOffice and pandoc all write this. */
function countFormulas(parts: ReadonlyMap<string, Uint8Array>): number {
  const text = parts.get("word/document.xml");
  return text ? (decodeText(text).match(/<m:oMath[\s>]/g) ?? []).length : 0;
}

function noteFormulas(lost: number): string[] {
  return lost === 0 ? [] : [`Left out, as no HTML stands for them: ${count(lost, "formula")}.`];
}

function checkParts(parts: ReadonlyMap<string, Uint8Array>): void {
  if (!parts.has("[Content_Types].xml") || !parts.has("word/document.xml")) {
    throw new UnreadableFileError("This is no Word document (docx): it has no word/document.xml.");
  }
  for (const [path, content] of parts) {
    // Word writes no document types, and those that somebody else writes are for bombs.
    if (/\.(?:xml|rels)$/i.test(path) && /<!(?:DOCTYPE|ENTITY)/i.test(decodeText(content))) {
      throw new UnreadableFileError(`"${path}" in the document declares a document type, which is refused.`);
    }
  }
}

function readTitle(parts: ReadonlyMap<string, Uint8Array>): string | undefined {
  const core = parts.get("docProps/core.xml");
  const [title] = core ? findAll(parseNodes(decodeText(core), { isXml: true }), "dc:title") : [];
  const words = title ? wordsOf(title) : "";
  return words === "" ? undefined : words;
}
