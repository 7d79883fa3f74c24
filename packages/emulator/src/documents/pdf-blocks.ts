/** Blocks of the document model as pdfmake content. */
import type { Content } from "pdfmake/interfaces.js";
import {
  directionOf,
  insteadOf,
  textOf,
  type Block,
  type CodeBlock,
  type Group,
  type Heading,
  type Inline,
  type LineBreak,
  type List,
  type Picture,
  type Table,
  type TextRun,
} from "./document-model.js";
import { codeLines } from "./pdf-code.js";
import { heightOf } from "./pdf-heights.js";
import { codeWidth, pictureSize, placeItems, roomInCell, roomInGroup, type BlockContext } from "./pdf-rooms.js";
import {
  barLayout,
  baseSize,
  boxLayout,
  codeSize,
  colour,
  contentWidth,
  indentation,
  mostKept,
  short,
} from "./pdf-style.js";
import { tableContent } from "./pdf-table.js";
import { headingText, textContent } from "./pdf-text.js";

/** Content that stays on one page with what follows, and its height in points. */
export interface Leading {
  readonly content: Content[];
  readonly height: number;
}

/**
 * Blocks in order. Headings, and the given content before the blocks, stay on one page with what follows; pdfmake's own
 * way to do that lays the whole document out again for every page break.
 */
export function blocksContent(blocks: readonly Block[], context: BlockContext, leading: Leading[] = []): Content[] {
  const result: Content[] = [];
  let headings = leading;
  for (const [index, block] of blocks.entries()) {
    if (block.type === "heading" || isBeforeCaption(block, blocks[index + 1]))
      headings.push({ content: blockContent(block, context), height: heightOf([block], context) });
    else if (headings.length === 0) result.push(...blockContent(block, context));
    else {
      const [head, rest] = splitAfterBeginning(block, context);
      result.push(...keptWith(headings, head, context));
      if (rest) result.push(...blockContent(rest, context));
      headings = [];
    }
  }
  return [...result, ...headings.flatMap(({ content }) => content)];
}

function isBeforeCaption(block: Block, next: Block | undefined): boolean {
  return block.type === "image" && next?.type === "paragraph" && next.role === "caption";
}

/** Splits a block into what must stay with the heading before it and the rest. */
function splitAfterBeginning(block: Block, context: BlockContext): [head: Block | undefined, rest: Block | undefined] {
  if (isShort(block, context)) return [block, undefined];
  if (block.type !== "list") return [undefined, block];
  const head = partOfList(block, 0, 1);
  if (block.items.length < 2 || !isShort(head, context)) return [undefined, block];
  return [head, partOfList(block, 1)];
}

function partOfList(list: List, start: number, end?: number): List {
  const items = list.items.slice(start, end);
  return { ...list, items, ...(list.numbers && { numbers: list.numbers.slice(start, end) }) };
}

/** What is too high to be kept on one page with its headings follows them. */
function keptWith(headings: readonly Leading[], head: Block | undefined, context: BlockContext): Content[] {
  const content = headings.flatMap((heading) => heading.content);
  if (!head) return content;
  const stack = [...content, ...blockContent(head, context)];
  const height = headings.reduce((sum, heading) => sum + heading.height, heightOf([head], context));
  return height < mostKept ? [{ stack, unbreakable: true }] : stack;
}

function isShort(block: Block, context: BlockContext): boolean {
  return heightOf([block], context) < short;
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
        ...(place ? { anchor: { id: place } } : {}),
      }),
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
  const content = tableContent(table, context, {
    content: (blocks, room) => blocksContent(blocks, roomInCell(room, context)),
    height: (blocks, room) => heightOf(blocks, roomInCell(room, context)),
    pictureWidth: (picture) => pictureSize(picture, context)?.width,
  });
  const staysTogether = caption.length > 0 && isShort(table, context);
  return staysTogether ? [{ stack: [...caption, ...content], unbreakable: true }] : [...caption, ...content];
}

function listContent(list: List, context: BlockContext): Content {
  const { items, inside } = placeItems(list, context);
  const stacks = items.map((item, index) => {
    const number = list.numbers?.[index];
    return { stack: blocksContent(item, inside), ...(number !== undefined && { counter: number }) };
  });
  if (inside === context) return { stack: stacks };
  const margin: [number, number, number, number] = [0, 0, 0, Math.max(context.gap - 3, 0)];
  const type = list.numbering && { type: list.numbering };
  return list.numbers ? { ol: stacks, ...type, margin } : { ul: stacks, margin };
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

function groupContent(group: Group, context: BlockContext): Content {
  const inside = roomInGroup(group, context);
  const stack = blocksContent(group.blocks, inside);
  if (inside.width === context.width) return { stack };
  if (group.kind === "indent") return { stack, margin: [indentation, 0, 0, Math.max(context.gap - 4, 0)] };
  return {
    table: { widths: [inside.width], body: [[{ stack }]] },
    layout: barLayouts[group.kind],
    unbreakable: isShort(group, context),
    margin: [0, 2, 0, context.gap + 2],
  };
}

const barLayouts = {
  quote: barLayout(colour.line, undefined),
  note: barLayout(colour.link, colour.note),
  warning: barLayout(colour.warningLine, colour.warning),
};

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
