/** Blocks of the document model as Word paragraphs and tables. */
import {
  Paragraph as WordParagraph,
  Table as WordTable,
  TableCell as WordCell,
  TableLayoutType,
  TableRow,
  TextRun as WordRun,
  WidthType,
  type IParagraphOptions,
} from "docx";
import {
  textOf,
  type Block,
  type CodeBlock,
  type Group,
  type Heading,
  type Inline,
  type List,
  type Table,
} from "./document-model.js";
import { codeStyles, contentWidth, gridBorders, ink, levels, numbersOf, step, type ListNumbers } from "./docx-style.js";
import { bookmarked, textChildren, type TextContext } from "./docx-text.js";
import { isRightToLeft } from "./language.js";
import { isLeap, toListNumber } from "./list-numbers.js";
import { columnNeeds, columnWidths, type Measures } from "./column-widths.js";
import { countHeaderRows, toGrid, type Slot } from "./table-grid.js";
import { toXmlText } from "./xml-text.js";

export type WordBlock = WordParagraph | WordTable;

/** What the blocks of one topic need from the document around them. */
export interface BlockContext extends TextContext {
  headingLevel: (level: number) => number;
  /** The name of a heading's place, when links may lead to it. */
  placeOf: (heading: Heading) => string | undefined;
  /** Lets an ordered list begin; gives what tells it from the other lists. */
  beginNumbers: (numbers: ListNumbers) => number;
  /** How paragraphs look here: the indent of a list, the border and fill of a note. */
  look: IParagraphOptions;
  /** Lists that are open here. */
  listDepth: number;
  /** Twentieths of a point that the content may be wide. */
  width: number;
}

/** Left and right of what is in a cell, together. */
const cellPadding = 200;
const pointsPerCharacter = 6.4;
const headingLevels = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"] as const;

/** Blocks in order. */
export function wordBlocks(blocks: readonly Block[], context: BlockContext): WordBlock[] {
  return blocks.flatMap((block) => wordBlock(block, context));
}

function wordBlock(block: Block, context: BlockContext): WordBlock[] {
  switch (block.type) {
    case "heading":
      return [headingParagraph(block, context)];
    case "paragraph":
      return [paragraph(block.content, context, block.role === "caption" ? { style: "Caption" } : {})];
    case "list":
      return listBlocks(block, context);
    case "table":
      return tableBlocks(block, context);
    case "code":
      return [codeParagraph(block, context)];
    case "image":
      return [paragraph([block], context)];
    case "group":
      return wordBlocks(block.blocks, insideGroup(block, context));
    case "rule":
      return [
        new WordParagraph({
          ...context.look,
          border: { bottom: { style: "single", size: 6, color: ink.line, space: 1 } },
        }),
      ];
  }
}

/** A heading of the document, with the place that links to it lead to. */
export function headingParagraph(heading: Heading, context: BlockContext): WordParagraph {
  return new WordParagraph({
    ...context.look,
    ...directionOf(heading.content),
    style: headingLevels[context.headingLevel(heading.level) - 1] ?? "Heading6",
    children: bookmarked(context.placeOf(heading), textChildren(heading.content, context)),
  });
}

function paragraph(content: readonly Inline[], context: BlockContext, options: IParagraphOptions = {}): WordParagraph {
  const children = textChildren(content, context);
  return new WordParagraph({ ...context.look, ...directionOf(content), ...options, children });
}

function directionOf(content: readonly Inline[]): IParagraphOptions {
  return isRightToLeft(textOf(content)) ? { bidirectional: true } : {};
}

/**
 * How many numbers of a list may differ from the one after that before. In a list with more, such as a long one that counts
 * down, numbers are text: each would take a definition of its own.
 */
const mostLeaps = 100;

/** The number or bullet stands before the first paragraph of an item; the rest of the item is indented. */
function listBlocks(list: List, context: BlockContext): WordBlock[] {
  const level = Math.min(context.listDepth, levels - 1);
  let numbering: NonNullable<IParagraphOptions["numbering"]> = { reference: "bullets", level };
  const indent = { left: (level + 1) * step };
  const inside: BlockContext = {
    ...context,
    look: { ...context.look, indent },
    listDepth: context.listDepth + 1,
    width: Math.max(context.width - step, 1000),
  };
  const { numbers = [] } = list;
  const isWritten = numbers.filter((_, index) => isLeap(numbers, index)).length > mostLeaps;
  return list.items.flatMap((item, index) => {
    const start = numbers[index];
    // Word numbers on from one, so that every other number begins a list of its own.
    if (start !== undefined && !isWritten && (index === 0 || isLeap(numbers, index))) {
      const begun = { start, numbering: list.numbering };
      numbering = { reference: numbersOf(begun), level, instance: context.beginNumbers(begun) };
    }
    const [first, ...rest] = item;
    const marker: Inline[] =
      isWritten && start !== undefined ? [{ type: "text", text: `${toListNumber(start, list.numbering)}. ` }] : [];
    const place = isWritten ? { indent } : { numbering, indent: {} };
    const look = { ...context.look, spacing: { after: 60 }, ...place };
    if (first?.type === "paragraph" || first?.type === "image") {
      const content = first.type === "image" ? [first] : first.content;
      return [paragraph([...marker, ...content], context, look), ...wordBlocks(rest, inside)];
    }
    return [paragraph(marker, context, look), ...wordBlocks(item, inside)];
  });
}

function tableBlocks(table: Table, context: BlockContext): WordBlock[] {
  const caption =
    table.caption.length === 0 ? [] : [paragraph(table.caption, context, { style: "Caption", keepNext: true })];
  const grid = toGrid(table);
  const columns = grid[0]?.length ?? 0;
  if (columns === 0) return caption;
  const room = (context.width - columns * cellPadding) / 20;
  const needs = columnNeeds(grid, measuresOf(context));
  const widths = columnWidths(needs, room).map((width) => Math.round(width * 20) + cellPadding);
  const headerRows = countHeaderRows(grid);
  const rows = grid.map((row, index) => {
    const cells = row.flatMap((slot, column) =>
      slot === "covered"
        ? []
        : [tableCell(slot, widths.slice(column, column + slot.columnSpan), index < headerRows, context)],
    );
    return new TableRow({ children: cells, cantSplit: true, ...(index < headerRows ? { tableHeader: true } : {}) });
  });
  const total = widths.reduce((sum, width) => sum + width, 0);
  const made = new WordTable({
    rows,
    columnWidths: widths,
    width: { size: total, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { top: 50, bottom: 50, left: cellPadding / 2, right: cellPadding / 2 },
  });
  // Word joins tables that nothing separates.
  return [...caption, made, new WordParagraph({ spacing: { after: 0 } })];
}

function measuresOf({ findPicture, width: room }: BlockContext): Measures {
  return {
    character: pointsPerCharacter,
    word: (text) => text.length * pointsPerCharacter,
    picture: (picture) => {
      const width = findPicture(picture.source)?.width;
      return width && Math.min((picture.width ?? width) * 0.75, room / 20);
    },
    frame: cellPadding / 20,
  };
}

function tableCell(
  slot: Exclude<Slot, "covered">,
  widths: readonly number[],
  isInHeader: boolean,
  context: BlockContext,
): WordCell {
  const width = widths.reduce((sum, part) => sum + part, 0);
  const isHeader = isInHeader || slot.cell.header;
  const inside = {
    ...context,
    look: { spacing: { after: 20 }, ...(slot.cell.align && { alignment: slot.cell.align }) },
    listDepth: 0,
    width: Math.max(width - cellPadding, 300),
  };
  const children = wordBlocks(isHeader ? inBold(slot.cell.blocks) : slot.cell.blocks, inside);
  return new WordCell({
    children: children.length === 0 ? [new WordParagraph({})] : children,
    columnSpan: slot.columnSpan,
    rowSpan: slot.rowSpan,
    borders: gridBorders,
    width: { size: width, type: WidthType.DXA },
    ...(isHeader ? { shading: { type: "clear", fill: ink.soft } } : {}),
  });
}

function inBold(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    if (block.type !== "paragraph") return block;
    return {
      ...block,
      content: block.content.map((inline) => (inline.type === "text" ? { ...inline, bold: true } : inline)),
    };
  });
}

function codeParagraph({ text }: CodeBlock, context: BlockContext): WordParagraph {
  const lines = toXmlText(text).replaceAll("\t", "    ").split("\n");
  return new WordParagraph({
    ...context.look,
    style: codeStyles.block,
    shading: { type: "clear", fill: ink.soft },
    children: lines.map((line, index) => new WordRun({ text: line, ...(index > 0 ? { break: 1 } : {}) })),
  });
}

function insideGroup({ kind }: Group, context: BlockContext): BlockContext {
  const indent = { left: indentOf(context.look) + step };
  const inside = { ...context, width: Math.max(context.width - step, 1000) };
  if (kind === "indent") return { ...inside, look: { ...context.look, indent } };
  const { bar, fill } = groupColours[kind];
  return {
    ...inside,
    look: {
      ...context.look,
      indent,
      spacing: { before: 120, after: 120 },
      border: { left: { style: "single", size: 18, color: bar, space: 8 } },
      ...(fill === undefined ? {} : { shading: { type: "clear", fill } }),
    },
  };
}

const groupColours = {
  quote: { bar: ink.line, fill: undefined },
  note: { bar: ink.link, fill: ink.note },
  warning: { bar: ink.warningLine, fill: ink.warning },
};

function indentOf({ indent }: IParagraphOptions): number {
  return typeof indent?.left === "number" ? indent.left : 0;
}

/** The look of a topic's own paragraphs. */
export const plainLook = { look: {}, listDepth: 0, width: contentWidth };
