/** Blocks of the document model as pdfmake content. */
import type { Content } from "pdfmake/interfaces.js";
import {
  insteadOf,
  textOf,
  textOfBlocks,
  type Block,
  type CodeBlock,
  type Group,
  type Heading,
  type Inline,
  type LineBreak,
  type List,
  type Picture,
  type Table,
  type TableCell,
  type TextRun,
} from "./document-model.js";
import { codeLines } from "./pdf-code.js";
import { codeCharacter, widthOf } from "./pdf-fonts.js";
import {
  barFrame,
  barLayout,
  baseSize,
  boxLayout,
  boxPadding,
  codeSize,
  colour,
  contentWidth,
  indentation,
  maxPictureHeight,
  narrowest,
} from "./pdf-style.js";
import { isTooWide, tableContent } from "./pdf-table.js";
import { directionOf, headingText, textContent, type ResolveLink, type TextRoom } from "./pdf-text.js";
import type { CheckedPicture } from "./pictures.js";
import { toGrid } from "./table-grid.js";

/** What the blocks of one topic need from the document around them. */
export interface BlockContext extends TextRoom {
  /** Points below each block. */
  gap: number;
  resolveLink: ResolveLink;
  /** Size in points of the topic's headings by level. */
  headingSize: (level: number) => number;
  /** The picture at an address; undefined when there is none that can be shown. */
  findPicture: (address: string) => CheckedPicture | undefined;
  /** Keeps a raster picture in the document, once, and gives the name under which it is drawn. */
  registerPicture: (picture: CheckedPicture) => string;
  /** The name of a heading's place, when links may lead to it. */
  placeOf: (heading: Heading) => string | undefined;
}

/**
 * Blocks in order. Headings, and the given content before the blocks, stay on one page with what follows; pdfmake's own
 * way to do that lays the whole document out again for every page break.
 */
export function blocksContent(blocks: readonly Block[], context: BlockContext, leading: Content[] = []): Content[] {
  const result: Content[] = [];
  let headings = leading;
  for (const [index, block] of blocks.entries()) {
    if (block.type === "heading" || isBeforeCaption(block, blocks[index + 1]))
      headings.push(...blockContent(block, context));
    else if (headings.length === 0) result.push(...blockContent(block, context));
    else {
      const [head, rest] = splitAfterBeginning(block, context);
      if (head) result.push({ stack: [...headings, ...blockContent(head, context)], unbreakable: true });
      else result.push(...headings);
      if (rest) result.push(...blockContent(rest, context));
      headings = [];
    }
  }
  return [...result, ...headings];
}

function isBeforeCaption(block: Block, next: Block | undefined): boolean {
  return block.type === "image" && next?.type === "paragraph" && next.role === "caption";
}

/** Splits a block into what must stay with the heading before it and the rest. */
function splitAfterBeginning(block: Block, context: BlockContext): [head: Block | undefined, rest: Block | undefined] {
  if (isShort(block, context)) return [block, undefined];
  if (block.type !== "list") return [undefined, block];
  const [first = [], ...others] = block.items;
  const head = { ...block, items: [first] };
  if (others.length === 0 || !isShort(head, context)) return [undefined, block];
  return [head, { ...block, items: others, start: block.start + 1 }];
}

/** Short enough to be kept on one page. What is higher than a page must not be: pdfmake would print none of it. */
function isShort(block: Block, context: BlockContext): boolean {
  return estimateHeight(block, context) < 300;
}

/** A rough height in points. */
function estimateHeight(block: Block, context: BlockContext): number {
  const linesOf = (text: string) =>
    text.split("\n").reduce((lines, line) => lines + Math.ceil((line.length * 5.2) / contentWidth), 0);
  switch (block.type) {
    case "image":
      return pictureSize(block, context)?.height ?? 20;
    case "code": {
      const perLine = codeWidth(context) / (codeCharacter * codeSize * context.scale);
      return block.text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / perLine) * 12, 20);
    }
    case "list":
      return block.items.flat().reduce((sum, item) => sum + estimateHeight(item, context), 0);
    case "group":
      return block.blocks.reduce((sum, item) => sum + estimateHeight(item, context), 20);
    case "table": {
      const grid = toGrid(block);
      if (isTooWide(grid, context)) return Infinity;
      // As if each cell had one column, and all were equally wide.
      const columns = grid[0]?.length ?? 0;
      const linesIn = (row: readonly TableCell[]) => row.map(({ blocks }) => linesOf(textOfBlocks(blocks)) * columns);
      return block.rows.reduce((sum, row) => sum + 10 + 14 * Math.max(0, ...linesIn(row)), 20);
    }
    case "heading":
    case "paragraph": {
      const pictures = block.content.filter((inline) => inline.type === "image");
      const text = linesOf(textOf(block.content)) * 14 + 8;
      return pictures.reduce((sum, picture) => sum + estimateHeight(picture, context), text);
    }
    case "rule":
      return 8;
  }
}

function blockContent(block: Block, context: BlockContext): Content[] {
  switch (block.type) {
    case "heading":
      return headingContent(block, context);
    case "paragraph":
      return inlineContent(block.content, context, block.role === "caption");
    case "list":
      return [listContent(block, context)];
    case "table":
      return captionedTable(block, context);
    case "code":
      return [codeContent(block, context)];
    case "image":
      return [pictureContent(block, context)];
    case "group":
      return [groupContent(block, context)];
    case "rule":
      return [
        {
          canvas: [{ type: "line", x1: 0, y1: 0, x2: context.width, y2: 0, lineWidth: 0.6, lineColor: colour.line }],
          margin: [0, 5, 0, 9],
        },
      ];
  }
}

function headingContent(heading: Heading, context: BlockContext): Content[] {
  const place = context.placeOf(heading);
  const size = context.headingSize(heading.level) * context.scale;
  const pictures = heading.content.filter((inline) => inline.type === "image");
  return [
    {
      ...headingText(textOf(heading.content), size, {
        width: context.width,
        direction: directionOf(heading.content),
      }),
      ...(place ? { id: place } : {}),
      color: heading.level > 2 ? colour.text : colour.accent,
      margin: [0, context.width < contentWidth ? 2 : size * 0.6, 0, 4],
    },
    ...pictures.map((picture) => pictureContent(picture, context)),
  ];
}

/** A paragraph. Pictures get lines of their own; one inside a sentence would tear it, and so is named there and comes below. */
function inlineContent(content: readonly Inline[], context: BlockContext, isCaption = false): Content[] {
  const result: Content[] = [];
  const inSentences = picturesInSentences(content);
  let runs: (TextRun | LineBreak)[] = [];
  let below: Picture[] = [];
  const endText = () => {
    const style = isCaption ? { fontSize: (baseSize - 1) * context.scale, color: colour.muted } : {};
    if (runs.length > 0) result.push({ ...textContent(runs, context), ...style, margin: [0, 0, 0, context.gap] });
    result.push(...below.map((picture) => pictureContent(picture, context)));
    [runs, below] = [[], []];
  };
  for (const inline of content) {
    if (inline.type !== "image") runs.push(inline);
    else if (inSentences.has(inline)) {
      runs.push(insteadOf(inline));
      if (context.findPicture(inline.source)) below.push(inline);
    } else {
      endText();
      result.push(pictureContent(inline, context));
    }
  }
  endText();
  return result;
}

/** Those with words before and after them in their line. */
function picturesInSentences(content: readonly Inline[]): Set<Inline> {
  const found = new Set<Inline>();
  let [hasWords, waiting]: [boolean, Picture[]] = [false, []];
  for (const inline of content) {
    if (inline.type === "break") [hasWords, waiting] = [false, []];
    else if (inline.type === "image") waiting.push(...(hasWords ? [inline] : []));
    else if (inline.text.trim() !== "") {
      for (const picture of waiting) found.add(picture);
      [hasWords, waiting] = [true, []];
    }
  }
  return found;
}

function captionedTable(table: Table, context: BlockContext): Content[] {
  const caption = inlineContent(table.caption, { ...context, gap: 3 }, true);
  const content = tableContent(table, context, (blocks, room) =>
    blocksContent(blocks, { ...context, ...room, gap: 3 }),
  );
  const staysTogether = caption.length > 0 && isShort(table, context);
  return staysTogether ? [{ stack: [...caption, ...content], unbreakable: true }] : [...caption, ...content];
}

function listContent(list: List, context: BlockContext): Content {
  const width = context.width - markerWidth(list, context);
  // Where an indentation leaves nothing for words, words matter more.
  if (width < narrowest) return { stack: list.items.flatMap((item) => blocksContent(item, context)) };
  const inside = { ...context, width, gap: 3 };
  const items = list.items.map((item): Content => ({ stack: blocksContent(item, inside) }));
  const margin: [number, number, number, number] = [0, 0, 0, Math.max(context.gap - 3, 0)];
  return list.ordered ? { ol: items, start: list.start, margin } : { ul: items, margin };
}

/** As pdfmake has it: that of the widest number, and of one that is not there when there is none. */
function markerWidth({ ordered, start, items }: List, { scale, isBold = false }: TextRoom): number {
  const numbers = ordered ? [9, start, start + items.length - 1] : [9];
  const style = isBold ? "bold" : "normal";
  return Math.max(...numbers.map((number) => widthOf(`${number}. `, "Roboto", style, baseSize * scale)));
}

function codeContent(code: CodeBlock, context: BlockContext): Content {
  const size = codeSize * context.scale;
  const width = codeWidth(context);
  const style = { fontSize: size, preserveLeadingSpaces: true, lineHeight: 1.2, font: "Mono" };
  const lines = { stack: codeLines(code.text, { width, size }), ...style };
  if (width === context.width) return lines;
  return {
    table: { widths: [width], body: [[lines]] },
    layout: boxLayout,
    unbreakable: isShort(code, context),
    margin: [0, 1, 0, context.gap + 2],
  };
}

/** That inside of the box, or all when there is no room for a box. */
function codeWidth({ width }: TextRoom): number {
  return width - 2 * boxPadding < narrowest ? width : width - 2 * boxPadding;
}

function groupContent(group: Group, context: BlockContext): Content {
  const frame = group.kind === "indent" ? indentation : barFrame;
  const isFramed = context.width - frame >= narrowest;
  const width = isFramed ? context.width - frame : context.width;
  const stack = blocksContent(group.blocks, { ...context, width, gap: group.kind === "quote" ? 5 : 4 });
  if (!isFramed) return { stack };
  if (group.kind === "indent") return { stack, margin: [indentation, 0, 0, Math.max(context.gap - 4, 0)] };
  const layout =
    group.kind === "quote"
      ? barLayout(colour.line, undefined)
      : group.kind === "note"
        ? barLayout(colour.link, colour.note)
        : barLayout(colour.warningLine, colour.warning);
  const unbreakable = isShort(group, context);
  return { table: { widths: [width], body: [[{ stack }]] }, layout, unbreakable, margin: [0, 2, 0, context.gap + 2] };
}

function pictureContent(picture: Picture, context: BlockContext): Content {
  const checked = context.findPicture(picture.source);
  const size = pictureSize(picture, context);
  if (!checked || !size) return missingPicture(picture, context);
  const target = picture.link === undefined ? undefined : context.resolveLink(picture.link);
  const shared = { ...size, ...target, margin: [0, 2, 0, context.gap + 2] as [number, number, number, number] };
  return checked.kind === "svg"
    ? { svg: Buffer.from(checked.content).toString("utf8"), ...shared }
    : { image: context.registerPicture(checked), ...shared };
}

function missingPicture(picture: Picture, context: BlockContext): Content {
  return { ...textContent([insteadOf(picture)], context), color: colour.muted, margin: [0, 0, 0, context.gap] };
}

/** The size in points: as asked or as the picture is, but never wider or higher than there is room. */
function pictureSize(picture: Picture, context: BlockContext): { width: number; height: number } | undefined {
  const checked = context.findPicture(picture.source);
  if (!checked) return undefined;
  const ratio = checked.height / checked.width;
  const width = Math.min((picture.width ?? checked.width) * 0.75, context.width, maxPictureHeight / ratio);
  return { width, height: width * ratio };
}
