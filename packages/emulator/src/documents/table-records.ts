/** Tables that are too wide for a page as one small table for each row: the names of the columns beside the values. */
import { textOfBlocks, type Block, type Table, type TableCell } from "./document-model.js";
import { countHeaderRows, type Slot } from "./table-grid.js";

/**
 * The rows below the header, each as a table of two columns. Where the table has no header, columns have numbers.
 * Undefined when the grid has not every cell of the table.
 */
export function toRecords(table: Table, grid: readonly Slot[][]): Table[] | undefined {
  const cells = spreadCells(grid);
  const placed = new Set(cells.flat());
  if (table.rows.flat().some((cell) => !placed.has(cell))) return undefined;
  const headerRows = countHeaderRows(grid);
  const header = cells.slice(0, headerRows);
  const nameOf = (columns: readonly number[]) =>
    headerRows === 0
      ? columns.map((column) => column + 1).join(", ")
      : namesIn(header.flatMap((row) => columns.map((column) => row[column])));
  const shown = new Set<TableCell>();
  const records = cells.slice(headerRows).map((row): Table => {
    const pairs = groupSame(row).map(({ cell, columns }) => {
      // A heading in a cell is a place that links lead to, and so can be there once.
      const blocks = shown.has(cell) ? toParagraph(textOfBlocks(cell.blocks)) : cell.blocks;
      shown.add(cell);
      return [makeCell(true, toParagraph(nameOf(columns))), makeCell(false, blocks)];
    });
    return { type: "table", caption: [], rows: pairs };
  });
  return records;
}

/** Every cell at each slot that it covers. */
function spreadCells(grid: readonly Slot[][]): TableCell[][] {
  const cells: TableCell[][] = grid.map(() => []);
  for (const [rowIndex, row] of grid.entries()) {
    for (const [column, slot] of row.entries()) {
      if (slot === "covered") continue;
      for (const line of cells.slice(rowIndex, rowIndex + slot.rowSpan)) {
        for (let right = 0; right < slot.columnSpan; right++) line[column + right] = slot.cell;
      }
    }
  }
  return cells;
}

/** A cell that covers several columns is one value of all of them. */
function groupSame(row: readonly TableCell[]): { cell: TableCell; columns: number[] }[] {
  const groups: { cell: TableCell; columns: number[] }[] = [];
  for (const [column, cell] of row.entries()) {
    const last = groups.at(-1);
    if (last?.cell === cell) last.columns.push(column);
    else groups.push({ cell, columns: [column] });
  }
  return groups;
}

function namesIn(cells: readonly (TableCell | undefined)[]): string {
  const names = [...new Set(cells)].map((cell) => (cell ? textOfBlocks(cell.blocks).trim() : ""));
  return names.filter((name) => name !== "").join(", ");
}

function toParagraph(text: string): Block[] {
  return [{ type: "paragraph", content: [{ type: "text", text }] }];
}

function makeCell(header: boolean, blocks: Block[]): TableCell {
  return { header, columnSpan: 1, rowSpan: 1, blocks };
}
