/** Text in aligned columns, for a terminal. */

/** One line for each row, two blanks between columns. `isNumeric` says which columns are aligned to the right. */
export function inColumns(
  rows: readonly (readonly string[])[],
  isNumeric: (column: number) => boolean = () => false,
): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const align = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return isNumeric(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(align).join("  ").trimEnd());
}
