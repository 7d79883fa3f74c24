/** The widths of a table's columns, as browsers choose them: by the longest words and the longest lines of their cells. */
import { insteadOf, type Block, type Inline, type Picture } from "./document-model.js";
import { joint, softBreaks } from "./pdf-lines.js";
import { toGrid, type Slot } from "./table-grid.js";

/** What a column needs, in points. */
export interface ColumnNeed {
  /** For its longest word, or the longest part of one that is broken. */
  readonly least: number;
  /** For its longest line. */
  readonly wanted: number;
}

/** How wide things are in a format, in points. */
export interface Measures {
  readonly character: number;
  readonly word: (text: string, isBold: boolean) => number;
  /** Undefined when words stand for the picture. */
  readonly picture: (picture: Picture) => number | undefined;
  /** What a cell takes besides its content. */
  readonly frame: number;
}

/** Points that a column has at least, even where that is more than there are. */
export const narrowestColumn = 8;
/** Longer lines do not make a column wider: what is left goes to the others. */
const longestLine = 100;
/** Words that are longer are broken even where no joint is. */
const longestPart = 24;
/** Longer words are paths and identifiers, which are broken behind their joints. */
const longestWhole = 12;
const behindJoint = new RegExp(`(?<=${joint.source}|[${softBreaks}])`);
/** Letters of a heading are wider than others by as much. */
const headingShare = 1.4;
const listIndentation = 16;
const boxFrame = 21;

const nothing: ColumnNeed = { least: 0, wanted: 0 };

/** What each column of a table needs. */
export function columnNeeds(grid: readonly Slot[][], measures: Measures): ColumnNeed[] {
  const narrowest = 3 * measures.character;
  const needs: ColumnNeed[] = (grid[0] ?? []).map(() => ({ least: narrowest, wanted: narrowest }));
  for (const { column, span, need } of cellNeeds(grid, measures)) {
    const spanned = needs.slice(column, column + span);
    const missing = {
      least: need.least - sumOf(spanned, "least") - (span - 1) * measures.frame,
      wanted: need.wanted - sumOf(spanned, "wanted") - (span - 1) * measures.frame,
    };
    const share = (of: keyof ColumnNeed) => Math.max(0, missing[of] / span);
    for (const [index, { least, wanted }] of spanned.entries())
      needs[column + index] = { least: least + share("least"), wanted: wanted + share("wanted") };
  }
  return needs.map(({ least, wanted }) => ({ least, wanted: Math.max(least, wanted) }));
}

/** Those of single columns first: cells that span several take what these leave missing. */
function cellNeeds(grid: readonly Slot[][], measures: Measures) {
  const cells = grid.flatMap((row) =>
    row.flatMap((slot, column) =>
      slot === "covered"
        ? []
        : [{ column, span: slot.columnSpan, need: widest(slot.cell.blocks, slot.cell.header, measures) }],
    ),
  );
  return cells.toSorted((one, other) => one.span - other.span);
}

function sumOf(needs: readonly ColumnNeed[], of: keyof ColumnNeed): number {
  return needs.reduce((sum, need) => sum + need[of], 0);
}

/** Of blocks one below the other. */
function widest(blocks: readonly Block[], isBold: boolean, measures: Measures): ColumnNeed {
  return blocks.map((block) => needOfBlock(block, isBold, measures)).reduce(widerOf, nothing);
}

function widerOf(one: ColumnNeed, other: ColumnNeed): ColumnNeed {
  return { least: Math.max(one.least, other.least), wanted: Math.max(one.wanted, other.wanted) };
}

function within(frame: number, { least, wanted }: ColumnNeed): ColumnNeed {
  return { least: least + frame, wanted: wanted + frame };
}

function needOfBlock(block: Block, isBold: boolean, measures: Measures): ColumnNeed {
  switch (block.type) {
    case "paragraph":
      return needOfInline(block.content, isBold, measures);
    case "heading": {
      const { least, wanted } = needOfInline(block.content, true, measures);
      return { least: least * headingShare, wanted: wanted * headingShare };
    }
    case "image":
      return needOfInline([block], isBold, measures);
    case "code":
      return within(boxFrame, needOfText(block.text, isBold, measures));
    case "list":
      return within(listIndentation, widest(block.items.flat(), isBold, measures));
    case "group":
      return within(boxFrame, widest(block.blocks, isBold, measures));
    case "table": {
      const needs = columnNeeds(toGrid(block), measures);
      return within(needs.length * measures.frame, { least: sumOf(needs, "least"), wanted: sumOf(needs, "wanted") });
    }
    case "rule":
      return nothing;
  }
}

/** Pictures become as narrow as their column. */
function needOfInline(content: readonly Inline[], isBold: boolean, measures: Measures): ColumnNeed {
  let [text, picture] = ["", 0];
  for (const inline of content) {
    if (inline.type === "break") text += "\n";
    else if (inline.type === "text") text += inline.text;
    else {
      const width = measures.picture(inline);
      if (width === undefined) text += insteadOf(inline).text;
      else picture = Math.max(picture, width);
    }
  }
  return widerOf({ least: 0, wanted: picture }, needOfText(text, isBold, measures));
}

function needOfText(text: string, isBold: boolean, measures: Measures): ColumnNeed {
  const { character } = measures;
  const space = character / 2;
  let [least, wanted] = [0, 0];
  for (const line of text.split("\n")) {
    let used = 0;
    for (const word of line.split(" ")) {
      for (const part of partsOf(word)) {
        const isLong = part.length > longestPart;
        const width = isLong ? part.length * character : measures.word(part, isBold);
        least = Math.max(least, isLong ? longestPart * character : width);
        used += width;
      }
      used += space;
    }
    wanted = Math.max(wanted, used);
  }
  // Half a character is kept for what letters take more beside others.
  return { least: least + space, wanted: Math.min(wanted, longestLine * character) };
}

function partsOf(word: string): readonly string[] {
  return word.length > longestWhole ? word.split(behindJoint) : [word];
}

/** Shares the points of width that are there: what all lines need when there is as much, or else most where the text is. */
export function columnWidths(needs: readonly ColumnNeed[], available: number): number[] {
  const least = sumOf(needs, "least");
  const wanted = sumOf(needs, "wanted");
  if (wanted <= available) return needs.map((need) => need.wanted);
  if (least >= available) return narrowed(needs, available);
  return needs.map((need) => need.least + ((need.wanted - need.least) / (wanted - least)) * (available - least));
}

/** The widest columns become narrower, and so their words are broken before the words of others. */
function narrowed(needs: readonly ColumnNeed[], available: number): number[] {
  let [left, columns] = [available, needs.length];
  for (const { least } of needs.toSorted((one, other) => one.least - other.least)) {
    if (least * columns > left) break;
    left -= least;
    columns--;
  }
  const most = left / Math.max(1, columns);
  return needs.map(({ least }) => Math.max(Math.min(least, most), narrowestColumn));
}
