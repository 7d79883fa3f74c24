/** Results as text for a terminal. */
import { inColumns } from "../columns.ts";
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
  for (const line of inColumns(cells, (column) => column > 0)) console.log(line);
}

function describeTarget(target: Target): string {
  const { what, measured, atMost, atLeast } = target;
  const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return `${isReached(target) ? "reached " : "missed  "} ${what} ${measured} (${limit})`;
}
