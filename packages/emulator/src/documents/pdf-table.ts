/** Tables as pdfmake content: a full grid with placeholders under spans, and column widths by content. */
import type { Content, TableCell as PdfCell } from "pdfmake/interfaces.js";
import { textOfBlocks, type Block, type Table, type TableCell } from "./document-model.js";
import { colour, gridLayout } from "./pdf-style.js";

const MAX_COLUMNS = 100;
/** Padding and line of a cell, left and right together. */
const frame = 12.6;
const pointsPerCharacter = 5.4;

/** A table; `cellContent` gives the content of a cell of the given width. */
export function tableContent(
  table: Table,
  context: { width: number; gap: number },
  cellContent: (blocks: readonly Block[], width: number) => Content[],
): Content[] {
  const grid = toGrid(table);
  const columns = grid[0]?.length ?? 0;
  if (columns === 0) return [];
  const widths = columnWidths(grid, context.width - columns * frame);
  const headerRows = countHeaderRows(grid);
  const body = grid.map((row, rowIndex) =>
    row.map((slot, column): PdfCell => {
      if (slot === "covered") return {};
      const { cell } = slot;
      const spanned = widths.slice(column, column + slot.columnSpan).reduce((sum, width) => sum + width, 0);
      const isHeader = cell.header || rowIndex < headerRows;
      return {
        stack: cellContent(cell.blocks, spanned + (slot.columnSpan - 1) * frame),
        ...(isHeader ? { bold: true, fillColor: colour.soft } : {}),
        ...(slot.columnSpan > 1 ? { colSpan: slot.columnSpan } : {}),
        ...(slot.rowSpan > 1 ? { rowSpan: slot.rowSpan } : {}),
      };
    }),
  );
  const slots = grid.flat().filter((slot) => slot !== "covered");
  // pdfmake measures rows under a spanning cell too high when rows may not break.
  const mayBreak = slots.some((slot) => slot.rowSpan > 1 || textOfBlocks(slot.cell.blocks).length > 900);
  return [
    {
      table: {
        widths,
        body,
        headerRows,
        dontBreakRows: !mayBreak,
        ...(headerRows > 0 ? { keepWithHeaderRows: 1 } : {}),
      },
      layout: gridLayout,
      margin: [0, 2, 0, context.gap + 4],
    },
  ];
}

type Slot = { cell: TableCell; columnSpan: number; rowSpan: number } | "covered";

/** Lays the cells out on a rectangle, as HTML does: each takes the next free slots of its row. */
function toGrid(table: Table): Slot[][] {
  const grid: (Slot | undefined)[][] = table.rows.map(() => []);
  for (const [rowIndex, row] of table.rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (grid[rowIndex]?.[column] !== undefined) column++;
      if (column >= MAX_COLUMNS) break;
      const slot = { cell, ...freeSpan(grid, rowIndex, column, cell) };
      for (let down = 0; down < slot.rowSpan; down++) {
        const line = grid[rowIndex + down] ?? [];
        for (let right = 0; right < slot.columnSpan; right++)
          line[column + right] = down + right === 0 ? slot : "covered";
      }
      column += slot.columnSpan;
    }
  }
  const columns = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: columns }, (_, column) => row[column] ?? emptySlot()));
}

function emptySlot(): Slot {
  return { cell: { header: false, columnSpan: 1, rowSpan: 1, blocks: [] }, columnSpan: 1, rowSpan: 1 };
}

/** Spans end at the table's edges and before cells that reach down from above. */
function freeSpan(grid: readonly (Slot | undefined)[][], row: number, column: number, cell: TableCell) {
  let columnSpan = 1;
  while (columnSpan < cell.columnSpan && column + columnSpan < MAX_COLUMNS && !grid[row]?.[column + columnSpan])
    columnSpan++;
  return { columnSpan, rowSpan: Math.min(cell.rowSpan, grid.length - row) };
}

/** Rows at the top that consist of header cells only and from which no cell reaches into the body. */
function countHeaderRows(grid: readonly Slot[][]): number {
  const first = grid.findIndex((row) => row.some((slot) => slot !== "covered" && !slot.cell.header));
  const count = first === -1 ? Math.min(1, grid.length - 1) : first;
  const reachesDown = grid
    .slice(0, count)
    .some((row, index) => row.some((slot) => slot !== "covered" && index + slot.rowSpan > count));
  return reachesDown ? 0 : count;
}

/** Shares the width: every column gets its longest word, the rest goes where the text is. */
function columnWidths(grid: readonly Slot[][], available: number): number[] {
  const columns = grid[0]?.length ?? 0;
  const cellsOf = (column: number) =>
    grid.flatMap((row) => {
      const slot = row[column];
      return slot === undefined || slot === "covered" || slot.columnSpan > 1 ? [] : [slot.cell];
    });
  const needs = Array.from({ length: columns }, (_, column) => {
    const texts = cellsOf(column).map((cell) => textOfBlocks(cell.blocks));
    const word = Math.max(2, ...texts.flatMap((text) => text.split(/\s+/)).map((part) => part.length));
    const line = Math.max(word, ...texts.flatMap((text) => text.split("\n")).map((part) => part.length));
    return { least: Math.min(word + 1, 24) * pointsPerCharacter, wanted: Math.min(line + 1, 70) * pointsPerCharacter };
  });
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  const wanted = needs.reduce((sum, need) => sum + need.wanted, 0);
  if (least >= available) return needs.map((need) => Math.max((need.least / least) * available, 8));
  if (wanted <= available) return needs.map((need) => (need.wanted / wanted) * available);
  return needs.map((need) => need.least + ((need.wanted - need.least) / (wanted - least)) * (available - least));
}
