/** What the demo prints between the commands: headings, and the tables at the end. */
import { styleText } from "node:util";
import { inColumns } from "../columns.ts";

export interface FinishedStep {
  title: string;
  /** Milliseconds. */
  duration: number;
}

export interface MadeFile {
  /** As it can be typed from where the demo was started. */
  path: string;
  /** Bytes. */
  size: number;
  what: string;
}

export function heading(text: string): string {
  return `\n${styleText(["bold", "cyan"], text, { stream: process.stdout })}\n`;
}

export function formatDuration(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes.toFixed(0)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}

/** How long each step took, and the sum. */
export function stepTable(steps: readonly FinishedStep[]): string {
  const total = steps.reduce((sum, { duration }) => sum + duration, 0);
  const rows = steps.map(({ title, duration }) => [title, formatDuration(duration)]);
  return table([["Step", "Time"], ...rows, ["Together", formatDuration(total)]]);
}

/** Where the files are. */
export function fileTable(files: readonly MadeFile[]): string {
  return table([
    ["File", "Size", "What it is"],
    ...files.map(({ path, size, what }) => [path, formatSize(size), what]),
  ]);
}

/** The second column has numbers. */
function table(rows: readonly (readonly string[])[]): string {
  return inColumns(rows, (column) => column === 1)
    .map((line, index) => `  ${index === 0 ? styleText("dim", line, { stream: process.stdout }) : line}\n`)
    .join("");
}
