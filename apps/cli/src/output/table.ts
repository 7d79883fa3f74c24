/** Aligned columns that fit the terminal. */
import Table from "cli-table3";
import stringWidth from "string-width";
import type { Colors, Terminal } from "./terminal.js";

const GAP = 2;
const NARROWEST = 8;
const NO_BORDERS = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((name) => [name, ""]),
);

/** A table with a heading; cells that do not fit are cut with an ellipsis. Ends in a line break. */
export function formatTable(
  columns: readonly { readonly label: string; readonly align?: "right" }[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  // A column that is empty everywhere says nothing.
  const used = columns.flatMap((column, index) => (rows.some((row) => row[index]) ? [{ ...column, index }] : []));
  const widths = fit(
    // Not as arguments of one call, which takes only so many.
    used.map(({ label, index }) =>
      rows.reduce((widest, row) => Math.max(widest, stringWidth(row[index] ?? "")), stringWidth(label)),
    ),
    terminal.width,
  );
  const table = createTable(
    widths,
    used.map(({ align }) => align ?? "left"),
  );
  table.push(used.map(({ label }) => terminal.colors.dim(label.toUpperCase())));
  for (const row of rows) table.push(used.map(({ index }) => row[index] ?? ""));
  return trimLines(table.toString());
}

/** Labels on the left, texts on the right; long texts are wrapped. Ends in a line break. */
export function formatFields(
  rows: readonly (readonly [label: string, text: string])[],
  width: number,
  colors: Colors,
): string {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const textWidth = Math.max(...rows.map(([, text]) => stringWidth(text)));
  const wrapped = Math.max(NARROWEST, Math.min(textWidth, width - labelWidth - GAP));
  const table = createTable([labelWidth, wrapped], ["left", "left"], true);
  for (const row of rows) table.push([...row]);
  // Coloured only now: the library breaks words without regard for colours.
  return trimLines(table.toString()).replaceAll(new RegExp(`^\\S.{0,${labelWidth - 1}}`, "gm"), (label) =>
    colors.dim(label),
  );
}

function createTable(widths: readonly number[], colAligns: ("left" | "right")[], wordWrap = false) {
  return new Table({
    chars: NO_BORDERS,
    // The library counts the padding into the width of a column.
    colWidths: widths.map((width) => width + GAP),
    colAligns,
    wordWrap,
    wrapOnWordBoundary: false,
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
  });
}

/** Takes from the widest columns until the line fits. */
function fit(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, width) => sum + width + GAP, 0) - GAP;
  while (total() > available) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function trimLines(text: string): string {
  return `${text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}
