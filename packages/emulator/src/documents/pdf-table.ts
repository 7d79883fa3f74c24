/**
 * Tables as pdfmake content: a full grid with placeholders under spans, and column widths by content. What is too wide is
 * printed smaller, and what is too wide even then becomes one small table for each row.
 */
import type { Content, TableCell as PdfCell } from "pdfmake/interfaces.js";
import { columnNeeds, columnWidths, narrowestColumn, type ColumnNeed } from "./column-widths.js";
import type { Block, Picture, Table } from "./document-model.js";
import { widthOf } from "./pdf-fonts.js";
import { baseSize, colour, gridLayout, mostRepeated, pointsPerCharacter, short } from "./pdf-style.js";
import type { TextRoom } from "./pdf-text.js";
import { countHeaderRows, toGrid, type Slot } from "./table-grid.js";
import { toRecords } from "./table-records.js";

const padding = 6;
const line = 0.6;
/** Shares of the usual size of type that a table is tried in, until no word of it has to be broken. */
const scales = [1, 0.85, 0.7] as const;
/** About eight characters of the smallest type: columns of long words may be as narrow. */
const narrowestLegible = 30;
/** Columns with longer lines than these are prose, which is read well when a line has as many letters as this or more. */
const proseLine = 60;
const readableLine = 25;

/** Of the blocks of a cell, where they are printed. */
interface CellParts {
  readonly content: (blocks: readonly Block[], room: TextRoom) => Content[];
  /** In points. */
  readonly height: (blocks: readonly Block[], room: TextRoom) => number;
  /** In points; undefined for one that cannot be shown. */
  readonly pictureWidth: (picture: Picture) => number | undefined;
}

/** A table; `cellParts` gives what is in its cells. */
export function tableContent(table: Table, context: TextRoom & { gap: number }, cellParts: CellParts): Content[] {
  const grid = toGrid(table);
  const columns = grid[0]?.length ?? 0;
  if (columns === 0) return [];
  const needs = needsOf(grid, cellParts);
  const scale = chooseScale(needs, context);
  if (scale !== undefined) return [gridContent(grid, needs, { ...context, scale: context.scale * scale }, cellParts)];
  const records = columns > 2 ? toRecords(table, grid) : undefined;
  if (records) return records.flatMap((record) => tableContent(record, context, cellParts));
  return table.rows.flat().flatMap(({ blocks }) => cellParts.content(blocks, context));
}

/** The rough height in points of a table; one that is no grid on paper is as high as can be. */
export function tableHeight(table: Table, context: TextRoom, cellParts: Omit<CellParts, "content">): number {
  const grid = toGrid(table);
  if (grid.every((row) => row.length === 0)) return 0;
  const needs = needsOf(grid, cellParts);
  const scale = chooseScale(needs, context);
  if (scale === undefined) return Infinity;
  return sumOf(rowHeights(layOut(grid, needs, { ...context, scale: context.scale * scale }), cellParts)) + 10;
}

/** What the columns need in the usual size of type. */
function needsOf(grid: readonly Slot[][], { pictureWidth }: Pick<CellParts, "pictureWidth">): ColumnNeed[] {
  return columnNeeds(grid, {
    character: pointsPerCharacter,
    // Code is wider than other words with narrow letters.
    word: (text, isBold) =>
      Math.max(widthOf(text, "Roboto", isBold ? "bold" : "normal", baseSize), text.length * pointsPerCharacter),
    picture: pictureWidth,
    frame: frameAt(1),
  });
}

/**
 * The largest scale in which no word is broken and prose has lines of several words, or else the smallest; undefined when
 * nobody could read the table.
 */
function chooseScale(needs: readonly ColumnNeed[], room: TextRoom): number | undefined {
  const columns = needs.length;
  const least = sumOf(needs.map((need) => need.least)) * room.scale;
  const roomAt = (scale: number) => room.width - columns * frameAt(room.scale * scale);
  const fitting = scales.filter((scale) => least * scale <= roomAt(scale));
  const chosen = fitting.find((scale, index) => !isBetter(fitting[index + 1], scale, needs, room));
  if (chosen !== undefined) return chosen;
  const smallest = scales[2];
  const narrowest = columns > 2 ? narrowestLegible : narrowestColumn;
  return columns * narrowest <= roomAt(smallest) ? smallest : undefined;
}

/** Whether lines of prose that are too short become much longer in smaller type. */
function isBetter(smaller: number | undefined, scale: number, needs: readonly ColumnNeed[], room: TextRoom): boolean {
  if (smaller === undefined) return false;
  const letters = lettersOfProse(needs, { ...room, scale: room.scale * scale });
  return letters < readableLine && lettersOfProse(needs, { ...room, scale: room.scale * smaller }) > letters * 1.3;
}

/** How many letters a line has in the narrowest column of prose. */
function lettersOfProse(needs: readonly ColumnNeed[], room: TextRoom): number {
  const widths = widthsIn(needs, room);
  const letters = needs.map(({ wanted }, column) =>
    wanted > proseLine * pointsPerCharacter ? (widths[column] ?? 0) / (pointsPerCharacter * room.scale) : Infinity,
  );
  return Math.min(...letters);
}

function widthsIn(needs: readonly ColumnNeed[], { width, scale }: TextRoom): number[] {
  const inPrint = needs.map(({ least, wanted }) => ({ least: least * scale, wanted: wanted * scale }));
  return columnWidths(inPrint, width - needs.length * frameAt(scale));
}

/** Points that the padding and the line of a cell take, left and right together. */
function frameAt(scale: number): number {
  return 2 * padding * scale + line;
}

/** A cell, the slot of the grid that it begins in, and the room in it. */
interface PlacedCell {
  readonly slot: Exclude<Slot, "covered">;
  readonly isHeader: boolean;
  readonly room: TextRoom;
}

interface GridLayout {
  readonly widths: number[];
  readonly headerRows: number;
  readonly rows: readonly (readonly (PlacedCell | "covered")[])[];
}

function layOut(grid: readonly Slot[][], needs: readonly ColumnNeed[], room: TextRoom): GridLayout {
  const { scale } = room;
  const frame = frameAt(scale);
  const widths = widthsIn(needs, room);
  const headerRows = countHeaderRows(grid);
  const place = (slot: Slot, row: number, column: number): PlacedCell | "covered" => {
    if (slot === "covered") return slot;
    const spanned = sumOf(widths.slice(column, column + slot.columnSpan)) + (slot.columnSpan - 1) * frame;
    const isHeader = slot.cell.header || row < headerRows;
    return {
      ...{ slot, isHeader },
      room: { width: spanned, scale, isBold: isHeader, isAligned: slot.cell.align !== undefined },
    };
  };
  return { widths, headerRows, rows: grid.map((row, index) => row.map((slot, column) => place(slot, index, column))) };
}

/** As if cells that span rows were in their first one alone. */
function rowHeights({ rows }: GridLayout, { height }: Pick<CellParts, "height">): number[] {
  const heightIn = (cell: PlacedCell | "covered") =>
    cell === "covered" ? 0 : height(cell.slot.cell.blocks, cell.room);
  return rows.map((row) => Math.max(0, ...row.map(heightIn)) + 8);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function gridContent(
  grid: readonly Slot[][],
  needs: readonly ColumnNeed[],
  context: TextRoom & { gap: number },
  cellParts: CellParts,
): Content {
  const { scale } = context;
  const layout = layOut(grid, needs, context);
  const body = layout.rows.map((row) =>
    row.map((placed): PdfCell => {
      if (placed === "covered") return {};
      const { slot, isHeader, room } = placed;
      const { blocks, align } = slot.cell;
      return {
        stack: cellParts.content(blocks, room),
        ...(align && { alignment: align }),
        ...(isHeader ? { bold: true, fillColor: colour.soft } : {}),
        ...(slot.columnSpan > 1 ? { colSpan: slot.columnSpan } : {}),
        ...(slot.rowSpan > 1 ? { rowSpan: slot.rowSpan } : {}),
      };
    }),
  );
  return {
    table: { widths: layout.widths, body, ...breaksOf(layout, rowHeights(layout, cellParts)) },
    layout: { ...gridLayout, paddingLeft: () => padding * scale, paddingRight: () => padding * scale },
    ...(scale < 1 ? { fontSize: baseSize * scale } : {}),
    margin: [0, 2, 0, context.gap + 4],
  };
}

/** What pdfmake keeps on one page, and repeats on each, has to fit there. */
function breaksOf({ rows, headerRows }: GridLayout, heights: readonly number[]) {
  const header = sumOf(heights.slice(0, headerRows));
  const isRepeated = headerRows > 0 && header < mostRepeated;
  const fits = (height: number) => height + (isRepeated ? header : 0) < short;
  // pdfmake measures rows under a spanning cell too high when rows may not break.
  const hasSpans = rows.flat().some((placed) => placed !== "covered" && placed.slot.rowSpan > 1);
  return {
    headerRows: isRepeated ? headerRows : 0,
    dontBreakRows: !hasSpans && heights.every(fits),
    ...(isRepeated && fits(heights[headerRows] ?? 0) ? { keepWithHeaderRows: 1 } : {}),
  };
}
