/** The Docx export: title page, table of contents with links, a heading for each node, bookmarks and links. */
import { setImmediate as turn } from "node:timers/promises";
import type { ReportProgress } from "../report-progress.js";
import {
  Document,
  Footer,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  Run,
  TextRun,
  XmlComponent,
  type ParagraphChild,
} from "docx";
import {
  createLinkResolver,
  createPlaceFinder,
  levelInDocument,
  readChapters,
  writeChapters,
  type Chapter,
  type LinkResolver,
} from "./chapters.js";
import { Pictures } from "./document-pictures.js";
import { headingParagraph, plainLook, wordBlocks, type BlockContext, type WordBlock } from "./docx-blocks.js";
import { createNumbering, createStyles, ink, levels, numbersOf, page, type ListNumbers } from "./docx-style.js";
import { bookmarkOf } from "./docx-text.js";
import { languageOf } from "./language.js";
import type { ExportSource } from "./source.js";
import { toXmlText } from "./xml-text.js";

/** Makes one Word document of all topics. Pictures that cannot be shown are replaced by their alternative text. */
export async function exportDocx(source: ExportSource, report: ReportProgress): Promise<Uint8Array> {
  const chapters = await readChapters(source, report);
  const resolveLink = createLinkResolver(source, chapters);
  const pictures = new Pictures(source);
  const lists = new OrderedLists();
  const written = await writeChapters(chapters, { report, done: 0.7 }, (chapter) =>
    chapterBlocks(chapter, createContext(chapter, pictures, resolveLink, lists)),
  );
  const content: WordBlock[] = [...titlePage(source), ...contentsPage(chapters), ...written.flat()];
  report(0.7, "Packing the document");
  await turn();
  const bytes = await Packer.toBuffer(frame(source, content, lists));
  report(1, "Done");
  return new Uint8Array(bytes);
}

/** The ordered lists of a document; each begins anew. */
class OrderedLists {
  /** By their names. */
  readonly kinds = new Map<string, ListNumbers>();
  #count = 0;

  begin(numbers: ListNumbers): number {
    this.kinds.set(numbersOf(numbers), numbers);
    return ++this.#count;
  }
}

/** Everything around the content. */
function frame(source: ExportSource, content: readonly WordBlock[], lists: OrderedLists): Document {
  const size = { width: page.width, height: page.height };
  const margin = { top: page.margin, right: page.margin, bottom: page.margin, left: page.margin };
  const number = new TextRun({
    ...{ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES], size: 16, color: ink.muted },
  });
  const footer = new Footer({ children: [new Paragraph({ alignment: "right", children: [number] })] });
  return new Document({
    ...{ title: toXmlText(source.title), creator: "ClickHelp emulator", lastModifiedBy: "ClickHelp emulator" },
    styles: createStyles(languageOf(source)),
    numbering: createNumbering(lists.kinds.values()),
    sections: [
      { properties: { page: { size, margin }, titlePage: true }, footers: { default: footer }, children: content },
    ],
  });
}

function titlePage(source: ExportSource): WordBlock[] {
  const date = source.exportedOn.toISOString().slice(0, 10);
  return [
    new Paragraph({ style: "Title", text: toXmlText(source.title) }),
    new Paragraph({ children: [new TextRun({ text: date, color: ink.muted })] }),
  ];
}

/** Entries that are there before any program makes them, in the field by which Word can make them anew. */
function contentsPage(chapters: readonly Chapter[]): WordBlock[] {
  const heading = new Paragraph({ style: "TOCHeading", text: "Contents", pageBreakBefore: true });
  const code = new FieldPart("w:instrText", { "xml:space": "preserve" }, ' TOC \\o "1-6" \\n \\h \\z ');
  const entries = chapters.map((chapter, index) => {
    const link = new InternalHyperlink({
      anchor: bookmarkOf(chapter.name),
      children: [new TextRun({ text: toXmlText(chapter.node.caption) })],
    });
    const children: ParagraphChild[] = [
      ...(index === 0 ? [fieldMark("begin"), code, fieldMark("separate")] : []),
      link,
      ...(index === chapters.length - 1 ? [fieldMark("end")] : []),
    ];
    return new Paragraph({ style: `TOC${Math.min(chapter.place.length, levels)}`, children });
  });
  return [heading, ...entries];
}

/** A part of a field: its code, or where it and its content begin and end. */
class FieldPart extends Run {
  constructor(tag: "w:instrText" | "w:fldChar", attributes: Record<string, string>, ...content: string[]) {
    super({});
    this.root.push(new Tag(tag, attributes, content));
  }
}

class Tag extends XmlComponent {
  constructor(name: string, attributes: Record<string, string>, content: readonly string[]) {
    super(name);
    this.root.push({ _attr: attributes }, ...content);
  }
}

function fieldMark(kind: "begin" | "separate" | "end"): Run {
  return new FieldPart("w:fldChar", { "w:fldCharType": kind });
}

function chapterBlocks(chapter: Chapter, context: BlockContext): WordBlock[] {
  const { node, name, place, blocks } = chapter;
  const depth = place.length;
  const heading = headingParagraph(
    { type: "heading", level: depth, content: [{ type: "text", text: node.caption }] },
    {
      ...context,
      look: depth === 1 ? { pageBreakBefore: true } : {},
      headingLevel: (level) => Math.min(level, 6),
      placeOf: () => name,
    },
  );
  return [heading, ...wordBlocks(blocks, context)];
}

function createContext(
  chapter: Chapter,
  pictures: Pictures,
  resolveLink: LinkResolver,
  lists: OrderedLists,
): BlockContext {
  return {
    ...plainLook,
    resolveLink: (address) => resolveLink(address, chapter),
    findPicture: (address) => pictures.find(address),
    headingLevel: (level) => levelInDocument(Math.min(chapter.place.length, 6), level),
    placeOf: createPlaceFinder(chapter),
    beginNumbers: (numbers) => lists.begin(numbers),
  };
}
