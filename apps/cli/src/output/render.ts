/** The one place where a result becomes text: whole for programs, without control characters for people. */
import { toCell, toPrintable, type Formatter } from "./format.js";
import type { Output, PlannedRequest } from "./result.js";
import type { Terminal } from "./terminal.js";

export interface RenderOptions {
  /** All fields, some of them, or no JSON at all. */
  readonly json: "all" | readonly string[] | undefined;
  readonly jsonLines: boolean;
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly format: Formatter;
}

/** What goes to standard output. Tables are loaded when there is one: programs want JSON. */
export async function render(output: Output, options: RenderOptions): Promise<string | Uint8Array> {
  if (output.kind === "raw") return output.content;
  if (options.jsonLines)
    return valuesOf(output)
      .map((value) => toJson(value, options, false))
      .join("");
  if (options.json !== undefined) return toJson(valueOf(output), options, true);
  if (output.kind === "plan") return output.requests.map((request) => describeRequest(request, options)).join("\n");
  if (options.quiet) return output.bare.map((line) => `${toPrintable(line)}\n`).join("");
  return output.kind === "list" ? renderList(output, options) : renderRecord(output, options);
}

async function renderList(
  output: Extract<Output, { kind: "list" }>,
  { terminal, format }: RenderOptions,
): Promise<string> {
  const { values, empty } = output;
  if (values.length === 0) {
    return `${toPrintable(empty.message)}\n${terminal.colors.dim(toPrintable(empty.suggestion))}\n`;
  }
  const footer = output.footer === undefined ? "" : `\n${terminal.colors.dim(toPrintable(output.footer))}\n`;
  const rows = output.rows(format).map((cells) => cells.map(toCell));
  const { formatTable } = await import("./table.js");
  return formatTable(output.columns, rows, terminal) + footer;
}

async function renderRecord(
  output: Extract<Output, { kind: "record" }>,
  { terminal, format }: RenderOptions,
): Promise<string> {
  const printable = output.rows(format).map(([label, text]) => [toCell(label), toPrintable(text)] as const);
  const rows = printable.filter(([, text]) => text !== "");
  const headline = output.headline === undefined ? "" : `${terminal.colors.bold(toPrintable(output.headline))}\n`;
  if (rows.length === 0) return headline;
  const { formatFields } = await import("./table.js");
  const lines = output.lines === undefined ? "" : `\n${toPrintable(output.lines.join("\n"))}\n`;
  return `${headline}${headline === "" ? "" : "\n"}${formatFields(rows, terminal.width, terminal.colors)}${lines}`;
}

function describeRequest(request: PlannedRequest, { terminal }: RenderOptions): string {
  const when = request.when === undefined ? "" : terminal.colors.dim(`  (${toPrintable(request.when)})`);
  const line = `${terminal.colors.bold(request.method)} ${toPrintable(request.url)}${when}\n`;
  return request.body === undefined ? line : `${line}${toPrintable(JSON.stringify(request.body, undefined, 2))}\n`;
}

function valueOf(output: Exclude<Output, { kind: "raw" }>): unknown {
  return output.kind === "record" ? output.value : valuesOf(output);
}

function valuesOf(output: Exclude<Output, { kind: "raw" }>): readonly object[] {
  switch (output.kind) {
    case "list":
      return output.values;
    case "record":
      return [output.value];
    case "plan":
      return output.requests;
  }
}

function toJson(value: unknown, { json, terminal }: RenderOptions, indented: boolean): string {
  const selected = json === undefined || json === "all" ? value : select(value, json);
  // People look at a terminal, programs read a pipe; both get the same JSON.
  const indent = indented && Number.isFinite(terminal.width) ? 2 : undefined;
  return `${JSON.stringify(selected, undefined, indent)}\n`;
}

function select(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => select(item, fields));
  const source = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, source[field] ?? null]));
}
