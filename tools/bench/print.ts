/** Results as text for a terminal. */
import { isReached, type Result, type Row, type Target } from "./result.ts";

export function printResult({ title, command, machine, rows, targets }: Result): void {
  console.log(`\n${title} (${command}; ${machine})\n`);
  printTable(rows);
  console.log();
  for (const target of targets) console.log(describeTarget(target));
}

export function printTable(rows: readonly Row[]): void {
  const [first] = rows;
  if (!first) return;
  const headings = Object.keys(first);
  const cells = [headings, ...rows.map((row) => headings.map((heading) => String(row[heading] ?? "-")))];
  const widths = headings.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of cells) {
    console.log(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    );
  }
}

function describeTarget(target: Target): string {
  const { what, measured, atMost, atLeast } = target;
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${isReached(target) ? "reached " : "missed  "} ${what} ${measured} (${limit})`;
}
