/**
 * Tables as pdfmake content: a full grid with placeholders under spans, and column widths by content. What is too wide is
 * printed smaller, and what is too wide even then becomes one small table for each row.
 */
import type { Content, TableCell as PdfCell } from "pdfmake/interfaces.js";
import { textOfBlocks, type Block, type Table } from "./document-model.js";
import { baseSize, colour, gridLayout } from "./pdf-style.js";
import type { TextRoom } from "./pdf-text.js";
import { columnNeeds, columnWidths, countHeaderRows, narrowestColumn, toGrid, type Slot } from "./table-grid.js";
import { toRecords } from "./table-records.js";

const padding = 6;
const line = 0.6;
const pointsPerCharacter = 5.4;
/** Shares of the usual size of type that a table is tried in, until no word of it has to be broken. */
const scales = [1, 0.85, 0.7] as const;
/** About eight characters of the smallest type: columns of long words may be as narrow. */
const narrowestLegible = 30;

type CellContent = (blocks: readonly Block[], room: TextRoom) => Content[];

/** A table; `cellContent` gives the content of a cell. */
export function tableContent(table: Table, context: TextRoom & { gap: number }, cellContent: CellContent): Content[] {
  const grid = toGrid(table);
  const columns = grid[0]?.length ?? 0;
  if (columns === 0) return [];
  const scale = chooseScale(grid, context);
  if (scale !== undefined) return [gridContent(grid, { ...context, scale: context.scale * scale }, cellContent)];
  const records = columns > 2 ? toRecords(table, grid) : undefined;
  if (records) return records.flatMap((record) => tableContent(record, context, cellContent));
  return table.rows.flat().flatMap(({ blocks }) => cellContent(blocks, context));
}

/** Whether a table becomes one small table for each row, or even its cells alone. */
export function isTooWide(grid: readonly Slot[][], room: TextRoom): boolean {
  return grid.some((row) => row.length > 0) && chooseScale(grid, room) === undefined;
}

/** The largest scale in which no word is broken, or else the smallest; undefined when nobody could read the table. */
function chooseScale(grid: readonly Slot[][], { width, scale: outer }: TextRoom): number | undefined {
  const columns = grid[0]?.length ?? 0;
  const roomAt = (scale: number) => width - columns * frameAt(outer * scale);
  const least = columnNeeds(grid, pointsPerCharacter * outer).reduce((sum, need) => sum + need.least, 0);
  const fitting = scales.find((scale) => least * scale <= roomAt(scale));
  if (fitting !== undefined) return fitting;
  const smallest = scales[2];
  const narrowest = columns > 2 ? narrowestLegible : narrowestColumn;
  return columns * narrowest <= roomAt(smallest) ? smallest : undefined;
}

/** Points that the padding and the line of a cell take, left and right together. */
function frameAt(scale: number): number {
  return 2 * padding * scale + line;
}

function gridContent(grid: readonly Slot[][], context: TextRoom & { gap: number }, cellContent: CellContent): Content {
  const { scale } = context;
  const columns = grid[0]?.length ?? 0;
  const frame = frameAt(scale);
  const widths = columnWidths(grid, context.width - columns * frame, pointsPerCharacter * scale);
  const headerRows = countHeaderRows(grid);
  const body = grid.map((row, rowIndex) =>
    row.map((slot, column): PdfCell => {
      if (slot === "covered") return {};
      const { cell } = slot;
      const spanned = widths.slice(column, column + slot.columnSpan).reduce((sum, width) => sum + width, 0);
      const isHeader = cell.header || rowIndex < headerRows;
      return {
        stack: cellContent(cell.blocks, {
          ...{ width: spanned + (slot.columnSpan - 1) * frame, scale, isBold: isHeader },
          isAligned: cell.align !== undefined,
        }),
        ...(cell.align && { alignment: cell.align }),
        ...(isHeader ? { bold: true, fillColor: colour.soft } : {}),
        ...(slot.columnSpan > 1 ? { colSpan: slot.columnSpan } : {}),
        ...(slot.rowSpan > 1 ? { rowSpan: slot.rowSpan } : {}),
      };
    }),
  );
  const slots = grid.flat().filter((slot) => slot !== "covered");
  // pdfmake measures rows under a spanning cell too high when rows may not break.
  const mayBreak = slots.some((slot) => slot.rowSpan > 1 || textOfBlocks(slot.cell.blocks).length > 900);
  return {
    table: {
      widths,
      body,
      headerRows,
      dontBreakRows: !mayBreak,
      ...(headerRows > 0 ? { keepWithHeaderRows: 1 } : {}),
    },
    layout: { ...gridLayout, paddingLeft: () => padding * scale, paddingRight: () => padding * scale },
    ...(scale < 1 ? { fontSize: baseSize * scale } : {}),
    margin: [0, 2, 0, context.gap + 4],
  };
}
