/** The Pdf export: title page, table of contents with page numbers, one chapter for each node, bookmarks and links. */
import { setImmediate as turn } from "node:timers/promises";
import type pdfmake from "pdfmake";
import type { Content, TDocumentDefinitions } from "pdfmake/interfaces.js";
import type { ReportProgress } from "../report-progress.js";
import { createLinkResolver, createPlaceFinder, readChapters, type Chapter, type LinkResolver } from "./chapters.js";
import { Pictures } from "./document-pictures.js";
import { languageOf } from "./language.js";
import { blocksContent, type Leading } from "./pdf-blocks.js";
import { fontFiles, readFont } from "./pdf-fonts.js";
import { heightOfText } from "./pdf-heights.js";
import type { BlockContext } from "./pdf-rooms.js";
import { baseSize, chapterSizes, colour, contentWidth, headingSizes, page, short } from "./pdf-style.js";
import { headingText, textContent, toPdfTarget } from "./pdf-text.js";
import type { ExportSource } from "./source.js";

/** Makes one PDF of all topics. Pictures that cannot be shown are replaced by their alternative text. */
export async function exportPdf(source: ExportSource, report: ReportProgress): Promise<Uint8Array> {
  const chapters = await readChapters(source, report);
  try {
    return await render(source, chapters, true, report);
  } catch (error) {
    // What the checks let through may still be too strange to draw, an SVG above all: words matter more than pictures.
    if (!chapters.some(({ node }) => node.readBody()?.includes("<img"))) throw error;
    return await render(source, chapters, false, report);
  }
}

async function render(
  source: ExportSource,
  chapters: readonly Chapter[],
  withPictures: boolean,
  report: ReportProgress,
): Promise<Uint8Array> {
  const pictures = new Pictures(source, withPictures);
  const resolveLink = createLinkResolver(source, chapters);
  const content: Content[] = [titlePage(source), contentsPage(chapters)];
  let headings: Leading[] = [];
  let startsPage = false;
  for (const [index, chapter] of chapters.entries()) {
    report(0.4 + (index / chapters.length) * 0.2, `Composing ${chapter.node.caption}`);
    headings.push(chapterHeading(chapter));
    startsPage ||= chapter.place.length === 1;
    const isFollowedByChild = (chapters[index + 1]?.place.length ?? 0) > chapter.place.length;
    if (chapter.blocks.length === 0 && isFollowedByChild) continue;
    const stack = blocksContent(chapter.blocks, createContext(chapter, pictures, resolveLink), headings);
    content.push({ stack, ...(startsPage ? { pageBreak: "before" } : {}) });
    headings = [];
    startsPage = false;
    await turn();
  }
  report(0.6, "Laying out the pages");
  await turn();
  const pdfmaker = await loadPdfmake();
  const bytes = await pdfmaker.createPdf({ ...frame(source), content, images: toDataUris(pictures) }).getBuffer();
  report(1, "Done");
  return new Uint8Array(bytes);
}

/** Everything around the content. */
function frame(source: ExportSource): Omit<TDocumentDefinitions, "content"> {
  const small = { fontSize: 8, color: colour.muted };
  const date = source.exportedOn;
  const runningTitle = shorten(source.title);
  return {
    pageSize: { width: page.width, height: page.height },
    pageMargins: [page.left, page.top, page.right, page.bottom],
    defaultStyle: { font: "Roboto", fontSize: baseSize, lineHeight: 1.25, color: colour.text },
    info: {
      title: source.title,
      creator: "ClickHelp emulator",
      producer: "pdfmake",
      creationDate: date,
      modDate: date,
    },
    language: languageOf(source),
    displayTitle: true,
    header: (current) =>
      current === 1
        ? null
        : { ...titleText(runningTitle, small.fontSize), ...small, margin: [page.left, 34, page.right, 0] },
    footer: (current, count) =>
      current === 1
        ? null
        : { text: `${current} / ${count}`, ...small, alignment: "right", margin: [page.left, 24, page.right, 0] },
  };
}

function titlePage(source: ExportSource): Content {
  const date = source.exportedOn.toISOString().slice(0, 10);
  return {
    stack: [
      { canvas: [{ type: "rect", x: 0, y: 0, w: 64, h: 5, color: colour.accent }], margin: [0, 190, 0, 22] },
      { ...titleText(source.title, 32, true), fontSize: 32, bold: true, lineHeight: 1.1, color: colour.accent },
      { text: date, color: colour.muted, fontSize: 11, margin: [0, 18, 0, 0] },
    ],
  };
}

/** What has room above the text of a page. */
function shorten(title: string): string {
  const beginning = Array.from(title.slice(0, 400)).slice(0, 200).join("");
  return beginning.length < title.length ? `${beginning}…` : title;
}

function titleText(title: string, size: number, isBold = false) {
  const room = { width: contentWidth, scale: size / baseSize, isBold };
  return textContent([{ type: "text", text: title }], { ...room, resolveLink: () => undefined });
}

function contentsPage(chapters: readonly Chapter[]): Content {
  const title: Content = { text: "Contents", fontSize: 22, bold: true, color: colour.accent, margin: [0, 0, 0, 12] };
  return { stack: [title, ...(chapters.length > 0 ? [contentsTable(chapters)] : [])], pageBreak: "before" };
}

const pageNumberWidth = 32;
const contentsGap = 8;

/**
 * The captions with their pages. In pdfmake's own table of contents they have the lines of the headings, and fit one
 * page or are lost.
 */
function contentsTable(chapters: readonly Chapter[]): Content {
  const entries = chapters.map(contentsEntry);
  return {
    table: {
      widths: [contentWidth - pageNumberWidth - contentsGap, pageNumberWidth],
      body: entries.map(({ cells }) => cells),
      dontBreakRows: entries.every(({ height }) => height < short),
    },
    layout: "noBorders",
  };
}

function contentsEntry(chapter: Chapter): { cells: Content[]; height: number } {
  const depth = chapter.place.length;
  const text = captionOf(chapter);
  const [size, above] = depth === 1 ? [11, 7] : [baseSize, 0];
  const width = contentWidth - pageNumberWidth - contentsGap - tocIndentation(depth);
  const caption: Content = {
    ...headingText(text, size, { width, target: { linkToDestination: chapter.name } }),
    ...{ bold: depth === 1, alignment: "left" },
    margin: [tocIndentation(depth), above, 0, 0],
  };
  const number: Content = {
    ...{ pageReference: chapter.name, alignment: "right", color: colour.muted },
    margin: [0, above, 0, 0],
  };
  return { cells: [caption, number], height: heightOfText(text, { width, scale: size / baseSize }) };
}

function captionOf({ number, node }: Chapter): string {
  return `${number} ${node.caption}`;
}

function chapterHeading(chapter: Chapter): Leading {
  const depth = chapter.place.length;
  const text = captionOf(chapter);
  const size = chapterSize(depth);
  const anchor = {
    id: chapter.name,
    outline: true,
    outlineText: text,
    outlineExpanded: depth === 1,
    ...(chapter.parent === undefined ? {} : { outlineParentId: chapter.parent }),
  };
  const heading: Content = {
    ...headingText(text, size, { anchor }),
    color: colour.accent,
    margin: [0, depth === 1 ? 0 : size * 0.7, 0, depth === 1 ? 12 : 6],
  };
  return { content: [heading], height: heightOfText(text, { width: contentWidth, scale: size / baseSize }) + size };
}

/** Nobody nests so deep that half a page is not enough. */
function tocIndentation(depth: number): number {
  return Math.min((depth - 1) * 14, contentWidth / 2);
}

function chapterSize(depth: number): number {
  return chapterSizes[depth - 1] ?? chapterSizes.at(-1) ?? baseSize;
}

function toDataUris(pictures: Pictures): Record<string, string> {
  const uris = [...pictures.shown].map(([name, { kind, content }]) => {
    return [name, `data:image/${kind};base64,${Buffer.from(content).toString("base64")}`] as const;
  });
  return Object.fromEntries(uris);
}

function createContext(chapter: Chapter, pictures: Pictures, resolveLink: LinkResolver): BlockContext {
  const size = chapterSize(chapter.place.length);
  return {
    width: contentWidth,
    scale: 1,
    gap: 7,
    headingSize: (level) =>
      Math.max(baseSize, Math.min(headingSizes[level - 1] ?? baseSize, size * 0.9 ** (level - 1))),
    resolveLink: (address) => toPdfTarget(resolveLink(address, chapter)),
    findPicture: (address) => pictures.find(address),
    registerPicture: (picture) => pictures.register(picture),
    placeOf: createPlaceFinder(chapter),
  };
}

let loaded: Promise<typeof pdfmake> | undefined;

/** The files that pdfmake finds in memory, which its types do not tell. */
interface WithFiles {
  readonly virtualfs: { writeFileSync(file: string, content: Buffer): void };
}

/** Loads pdfmake when it is first needed, and gives it the fonts. It opens nothing else. */
function loadPdfmake(): Promise<typeof pdfmake> {
  loaded ??= import("pdfmake").then(({ default: pdfmaker }) => {
    const { virtualfs } = pdfmaker as typeof pdfmaker & WithFiles;
    for (const family of Object.values(fontFiles)) {
      for (const file of Object.values(family)) virtualfs.writeFileSync(file, readFont(file));
    }
    pdfmaker.setUrlAccessPolicy(() => false);
    pdfmaker.setLocalAccessPolicy(() => false);
    pdfmaker.setFonts(fontFiles);
    return pdfmaker;
  });
  return loaded;
}
