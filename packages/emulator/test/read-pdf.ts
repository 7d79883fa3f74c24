/** Reads a PDF for the tests. */
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A link in a page: an address outside, or the place that it names. */
export interface PdfLink {
  page: number;
  target: string;
}

/** A piece of text, and where it stands in its page: in points from the left and from below. */
export interface PdfText {
  page: number;
  text: string;
  left: number;
  right: number;
  base: number;
}

export interface PdfContent {
  title: unknown;
  pageCount: number;
  /** The lines of every page, words separated by one space. */
  pages: string[][];
  texts: PdfText[];
  links: PdfLink[];
  /** Titles of the bookmarks with their depth and page. */
  outline: { title: string; depth: number; page: number }[];
  /** Pages on which a named place lies. */
  places: Map<string, number>;
  pictureCount: number;
}

interface OutlineItem {
  title: string;
  dest: unknown;
  items: OutlineItem[];
}

/** Takes a PDF apart. */
export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const content: PdfContent = {
    title: "Title" in info ? info.Title : undefined,
    pageCount: document.numPages,
    pages: [],
    texts: [],
    links: [],
    outline: [],
    places: new Map(),
    pictureCount: 0,
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    content.pages.push(toLines(items));
    content.texts.push(...toTexts(items, number));
    for (const annotation of (await page.getAnnotations()) as { url?: string; dest?: unknown }[]) {
      const target = annotation.url ?? annotation.dest;
      if (typeof target === "string") content.links.push({ page: number, target });
    }
    const { fnArray } = await page.getOperatorList();
    content.pictureCount += fnArray.filter((operation) => operation === OPS.paintImageXObject).length;
  }
  type Place = [Parameters<typeof document.getPageIndex>[0], ...unknown[]];
  const pageOf = async (place: unknown) =>
    Array.isArray(place) ? (await document.getPageIndex((place as Place)[0])) + 1 : 0;
  const places: unknown = await document.getDestinations();
  if (!(places instanceof Map)) throw new TypeError("this version of pdfjs-dist gives places in another form");
  for (const [name, place] of places as Map<string, unknown>) content.places.set(name, await pageOf(place));
  const visit = async (items: OutlineItem[], depth: number): Promise<void> => {
    for (const { title, dest, items: below } of items) {
      const place: unknown = typeof dest === "string" ? await document.getDestination(dest) : dest;
      content.outline.push({ title, depth, page: await pageOf(place) });
      await visit(below, depth + 1);
    }
  };
  const outline: unknown = await document.getOutline();
  await visit((outline ?? []) as OutlineItem[], 1);
  await task.destroy();
  return content;
}

function toTexts(items: readonly object[], page: number): PdfText[] {
  return items.flatMap((item) => {
    if (!("str" in item) || !("transform" in item) || !Array.isArray(item.transform) || !("width" in item)) return [];
    const [left, base] = item.transform.slice(4).map(Number);
    const text = String(item.str);
    if (left === undefined || base === undefined || text.trim() === "") return [];
    return [{ page, text, left, right: left + Number(item.width), base }];
  });
}

/** Puts pieces of text at the same height together. */
function toLines(items: readonly object[]): string[] {
  const lines: { y: number; text: string }[] = [];
  for (const item of items) {
    if (!("str" in item) || !("transform" in item) || !Array.isArray(item.transform)) continue;
    const y = Math.round(Number(item.transform[5]));
    const last = lines.at(-1);
    if (last && Math.abs(last.y - y) <= 1) last.text += String(item.str);
    else lines.push({ y, text: String(item.str) });
  }
  return lines.map(({ text }) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
}
