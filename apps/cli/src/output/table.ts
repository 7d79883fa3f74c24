/** Aligned columns that fit the terminal. */
import Table from "cli-table3";
import stringWidth from "string-width";
import type { TableColumn } from "./result.js";
import type { Colors, Terminal } from "./terminal.js";

const GAP = 2;
/** What is left of a text that is cut; with less of it, another column goes. */
const SHORTEST_TEXT = 16;
const NO_BORDERS = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((name) => [name, ""]),
);

interface MeasuredColumn extends TableColumn {
  /** Its place in each row. */
  readonly index: number;
  readonly width: number;
}

/**
 * A table with a heading. Where it is too wide, texts are cut with an ellipsis, then columns are left out from the right and
 * named below; what is marked as neither stays whole, whatever the width. Ends in a line break.
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const filled = measure(columns, rows);
  const shown = cutTexts(leaveOut(filled, terminal.width), terminal.width);
  const table = new Table({
    chars: NO_BORDERS,
    // The library counts the padding into the width of a column.
    colWidths: shown.map(({ width }) => width + GAP),
    colAligns: shown.map(({ align }) => align ?? "left"),
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
  });
  table.push(shown.map(({ label }) => terminal.colors.dim(label.toUpperCase())));
  for (const row of rows) table.push(shown.map(({ index }) => row[index] ?? ""));
  return trimLines(table.toString()) + nameLeftOut(filled, shown, terminal.colors);
}

/** Labels on the left, texts on the right; long texts are wrapped between words. Ends in a line break. */
export function formatFields(
  rows: readonly (readonly [label: string, text: string])[],
  width: number,
  colors: Colors,
): string {
  const labelWidth = Math.max(...rows.map(([label]) => stringWidth(label)));
  const indent = " ".repeat(labelWidth + GAP);
  return rows
    .map(([label, text]) => {
      const lines = text.split("\n").flatMap((line) => wrap(line, width - indent.length));
      return `${colors.dim(label)}${indent.slice(stringWidth(label))}${lines.join(`\n${indent}`)}\n`;
    })
    .join("");
}

/** Those that hold something: a column that is empty everywhere says nothing. */
function measure(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): MeasuredColumn[] {
  return columns.flatMap((column, index) => {
    if (!rows.some((row) => row[index])) return [];
    // Not as arguments of one call, which takes only so many.
    const widest = (width: number, row: readonly string[]) => Math.max(width, stringWidth(row[index] ?? ""));
    return [{ ...column, index, width: rows.reduce(widest, stringWidth(column.label)) }];
  });
}

/** Without the last of the columns that may be left out, until the others fit with their texts cut. */
function leaveOut(columns: readonly MeasuredColumn[], available: number): readonly MeasuredColumn[] {
  const dropped = columns.findLast(({ whenNarrow }) => whenNarrow === "leave-out");
  if (dropped === undefined || lineWidth(columns.map(shortest)) <= available) return columns;
  return leaveOut(
    columns.filter((column) => column !== dropped),
    available,
  );
}

function shortest({ width, whenNarrow }: MeasuredColumn): number {
  return whenNarrow === "cut" ? Math.min(width, SHORTEST_TEXT) : width;
}

/** Takes from the widest text until the line fits. */
function cutTexts(columns: readonly MeasuredColumn[], available: number): readonly MeasuredColumn[] {
  const widths = columns.map(({ width }) => width);
  const cuttable = columns.flatMap((column, at) => (column.whenNarrow === "cut" ? [at] : []));
  const widthAt = (at: number) => widths[at] ?? 0;
  while (lineWidth(widths) > available) {
    const [widest] = cuttable.toSorted((left, right) => widthAt(right) - widthAt(left));
    if (widest === undefined || widthAt(widest) <= SHORTEST_TEXT) break;
    widths[widest] = widthAt(widest) - 1;
  }
  return columns.map((column, at) => ({ ...column, width: widthAt(at) }));
}

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

function nameLeftOut(all: readonly MeasuredColumn[], shown: readonly MeasuredColumn[], colors: Colors): string {
  const places = new Set(shown.map(({ index }) => index));
  const labels = all.flatMap(({ label, index }) => (places.has(index) ? [] : [label]));
  if (labels.length === 0) return "";
  return `\n${colors.dim(`Not shown: ${labels.join(", ")}.`)}\n`;
}

/** Lines of whole words. A word that is wider than a line runs over it, so that it can be copied. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const joined = lines.length === 0 ? word : `${lines.at(-1) ?? ""} ${word}`;
    if (lines.length > 0 && stringWidth(joined) > width) lines.push(word);
    else lines.splice(-1, 1, joined);
  }
  return lines;
}

function trimLines(text: string): string {
  return `${text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}
