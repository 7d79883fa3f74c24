/** Writes the page of figures from the kept results of the benchmarks into `src/content/docs/figures.md`, which git ignores. */
import { readFileSync, writeFileSync } from "node:fs";
import { cell, table } from "./reference/tables.ts";

const folder = new URL("../../../tools/bench/results/", import.meta.url);
const page = new URL("../src/content/docs/figures.md", import.meta.url);
/** In the order in which they are shown. */
const names = ["calls", "files", "bulk", "size", "types", "install", "cli", "emulator"];

/** A result as `pnpm bench --write` keeps it. */
export interface KeptResult {
  readonly title: string;
  readonly method: string;
  readonly command: string;
  readonly machine: string;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  readonly targets: readonly {
    readonly what: string;
    readonly measured: number;
    readonly atMost?: number;
    readonly atLeast?: number;
  }[];
}

export function readResults(): KeptResult[] {
  return names.map((name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as KeptResult);
}

/** Replaces the page. */
export function generateFigures(): void {
  writeFileSync(page, figuresPage(readResults()));
}

/** The page that shows the results, in Markdown with its front matter. */
export function figuresPage(results: readonly KeptResult[]): string {
  return `---
title: Figures
description: How fast and how small the toolkit is beside other clients, and the commands that measured it.
---

What was measured, beside other clients and in the same run. Seconds depend on the machine, so read the ratios. In a clone of
the repository, \`pnpm bench\` measures all of it again.

${results.map(section).join("\n\n")}
`;
}

function section({ title, method, command, machine, rows, targets }: KeptResult): string {
  const columns = Object.keys(rows[0] ?? {});
  const decimals = new Map(columns.map((column) => [column, decimalsOf(rows.map((row) => row[column]))]));
  const isNumeric = (column: string) => rows.some((row) => typeof row[column] === "number");
  const lines = rows.map((row) => {
    const cells = columns.map((column) => show(row[column], decimals.get(column)));
    return isOurs(cells) ? cells.map((text) => `**${text}**`) : cells;
  });
  const goals = targets.map(
    ({ what, measured, atMost, atLeast }) =>
      `- ${cell(what)}: **${show(measured)}**; wanted: ${atMost === undefined ? `at least ${show(atLeast)}` : `at most ${show(atMost)}`}.`,
  );
  const parts = [
    `## ${title}`,
    method,
    table(columns, lines, { isNumeric }),
    goals.join("\n"),
    `Measured with \`${command}\` on ${machine}.`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const isOurs = ([name = ""]: readonly string[]) => /^@?clickhelp/.test(name);

type Value = string | number | null | undefined;

/** The most digits that one of the numbers has behind its point. */
function decimalsOf(values: readonly Value[]): number {
  const numbers = values.filter((value) => typeof value === "number");
  return Math.max(0, ...numbers.map((number) => (String(number).split(".")[1] ?? "").length));
}

function show(value: Value, decimals = 0): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { minimumFractionDigits: decimals });
  return value === null || value === undefined ? "" : cell(value);
}

if (import.meta.main) generateFigures();
