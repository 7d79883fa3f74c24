/** Tables as pdfmake content: a full grid with placeholders under spans, and column widths by content. */
import type { Content, TableCell as PdfCell } from "pdfmake/interfaces.js";
import { textOfBlocks, type Block, type Table } from "./document-model.js";
import { colour, gridLayout } from "./pdf-style.js";
import { columnWidths, countHeaderRows, narrowestColumn, toGrid } from "./table-grid.js";

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
  // Columns beyond the edge of the page would be lost: then cell follows cell.
  if (columns * (narrowestColumn + frame) > context.width) {
    return table.rows.flat().flatMap(({ blocks }) => cellContent(blocks, context.width));
  }
  const widths = columnWidths(grid, context.width - columns * frame, pointsPerCharacter);
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
