/** The files of an EPUB book besides its chapters. */
import { languageOf } from "./language.js";
import { nestedList, type ListEntry } from "./nested-list.js";
import type { ExportSource } from "./source.js";
import { escapeXml } from "./xml-text.js";

/** A file of the book. */
export interface BookItem {
  id: string;
  path: string;
  mediaType: string;
  /** Whether it is a page that is turned to. */
  isRead: boolean;
  properties?: "nav";
}

export const containerFile = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

/** What is in the book, and in which order it is read. */
export function packageFile(source: ExportSource, items: readonly BookItem[]): string {
  const time = source.exportedOn.toISOString().replace(/\.\d+Z$/, "Z");
  const manifest = items.map(({ id, path, mediaType, properties }) => {
    const more = properties === undefined ? "" : ` properties="${properties}"`;
    return `<item id="${id}" href="${path}" media-type="${mediaType}"${more}/>\n`;
  });
  const spine = items.filter(({ isRead }) => isRead).map(({ id }) => `<itemref idref="${id}"/>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${escapeXml(source.id)}</dc:identifier>
<dc:title>${titleOf(source)}</dc:title>
<dc:language>${languageOf(source)}</dc:language>
<meta property="dcterms:modified">${time}</meta>
</metadata>
<manifest>
${manifest.join("")}</manifest>
<spine>
${spine.join("")}</spine>
</package>
`;
}

export function titlePage(source: ExportSource): string {
  const date = source.exportedOn.toISOString().slice(0, 10);
  return bookPage(source, source.title, `<h1>${titleOf(source)}</h1>\n<p>${date}</p>\n`);
}

/** The table of contents, for readers and for reading systems. */
export function navigationPage(source: ExportSource, entries: readonly ListEntry[]): string {
  const all = entries.length > 0 ? entries : [{ depth: 1, html: `<a href="title.xhtml">${titleOf(source)}</a>` }];
  const list = nestedList("ol", all);
  const body = `<nav epub:type="toc" class="contents">\n<h1>Contents</h1>${list}</nav>\n`;
  return bookPage(source, "Contents", body);
}

/** A page; the body is well-formed markup. */
export function bookPage(source: ExportSource, title: string, body: string): string {
  const language = languageOf(source);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head>
<title>${escapeXml(title.trim() || "-")}</title>
<link rel="stylesheet" href="style.css"/>
</head>
<body>
${body}</body>
</html>
`;
}

function titleOf(source: ExportSource): string {
  return escapeXml(source.title.trim() || source.id);
}
