/** The Epub export: an EPUB 3 book with a page for each node of the TOC. */
import type { ReportProgress } from "../report-progress.js";
import { createChapterWriter } from "./chapter-html.js";
import { readChapters, writeChapters, type Chapter } from "./chapters.js";
import { documentStyle } from "./document-style.js";
import { Pictures } from "./document-pictures.js";
import { fileNameOf, mediaTypeOf } from "./pictures.js";
import { bookPage, containerFile, navigationPage, packageFile, titlePage, type BookItem } from "./epub-files.js";
import type { ExportSource } from "./source.js";
import { escapeXml } from "./xml-text.js";
import { createZip, type ZipEntry } from "./zip.js";

/** Makes a book that reading systems open. Pictures that cannot be shown are replaced by their alternative text. */
export async function exportEpub(source: ExportSource, report: ReportProgress): Promise<Uint8Array> {
  const chapters = await readChapters(source, report);
  const pictures = new Pictures(source);
  const write = createChapterWriter(source, chapters, pictures, {
    levelOf: () => 1,
    addressOf: ({ chapter, place }) => `${pageOf(chapter)}#${place}`,
    addressOfPicture: fileNameOf,
  });
  const pages = await writeChapters(chapters, { report, done: 0.9 }, (chapter): ZipEntry => {
    return { path: `book/${pageOf(chapter)}`, content: bookPage(source, chapter.node.caption, write(chapter)) };
  });
  report(0.9, "Packing the files");
  const contents = chapters.map((chapter) => ({ depth: chapter.place.length, html: linkTo(chapter) }));
  const shown = [...pictures.shown].map(([name, picture]) => ({ path: fileNameOf(name, picture), picture }));
  const items: BookItem[] = [
    { id: "title", path: "title.xhtml", mediaType: "application/xhtml+xml", isRead: true },
    { id: "contents", path: "contents.xhtml", mediaType: "application/xhtml+xml", isRead: true, properties: "nav" },
    ...chapters.map((chapter) => ({
      ...{ id: chapter.name, path: pageOf(chapter), mediaType: "application/xhtml+xml", isRead: true },
    })),
    { id: "style", path: "style.css", mediaType: "text/css", isRead: false },
    ...shown.map(({ path, picture }, index) => ({
      ...{ id: `picture-${index + 1}`, path, mediaType: mediaTypeOf(picture), isRead: false },
    })),
  ];
  const entries: ZipEntry[] = [
    { path: "mimetype", content: "application/epub+zip" },
    { path: "META-INF/container.xml", content: containerFile },
    { path: "book/package.opf", content: packageFile(source, items) },
    { path: "book/title.xhtml", content: titlePage(source) },
    { path: "book/contents.xhtml", content: navigationPage(source, contents) },
    { path: "book/style.css", content: documentStyle },
    ...pages,
    ...shown.map(({ path, picture }) => ({ path: `book/${path}`, content: picture.content })),
  ];
  const bytes = await createZip(entries, source.exportedOn);
  report(1, "Done");
  return bytes;
}

function pageOf(chapter: Chapter): string {
  return `${chapter.name}.xhtml`;
}

function linkTo(chapter: Chapter): string {
  return `<a href="${pageOf(chapter)}">${escapeXml(chapter.node.caption.trim() || "-")}</a>`;
}
