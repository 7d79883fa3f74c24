/** Tables as a rectangle of slots, for formats that unlike HTML need one. */
import type { Table, TableCell } from "./document-model.js";

const MAX_COLUMNS = 100;

/** A cell at its upper left slot, or a slot that a cell above or to the left covers. */
export type Slot = { cell: TableCell; columnSpan: number; rowSpan: number } | "covered";

/** Lays the cells out on a rectangle, as HTML does: each takes the next free slots of its row. */
export function toGrid(table: Table): Slot[][] {
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
export function countHeaderRows(grid: readonly Slot[][]): number {
  const first = grid.findIndex((row) => row.some((slot) => slot !== "covered" && !slot.cell.header));
  const count = first === -1 ? Math.min(1, grid.length - 1) : first;
  const reachesDown = grid
    .slice(0, count)
    .some((row, index) => row.some((slot) => slot !== "covered" && index + slot.rowSpan > count));
  return reachesDown ? 0 : count;
}
