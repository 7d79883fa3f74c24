/** Help pages, made from the commands' data. */
import {
  allFlagsOf,
  flagsOfTraits,
  globalFlagsOf,
  outputFlags,
  portalFlags,
  toKebabCase,
} from "../arguments/global-flags.js";
import { nameOf, type Command, type CommandEntry, type Flag, type Flags, type Positional } from "../command.js";
import { shellOf } from "../output/shell.js";
import type { Colors, Terminal } from "../output/terminal.js";
import { readVersion } from "../version.js";
import { environmentTopics, exitCodeTopics, fileTopics, type Row } from "./topics.js";

/** Longer lines are hard to read, however wide the terminal is. */
const LONGEST_LINE = 100;
/** Where nobody knows the width. */
const USUAL_LINE = 80;

/** `clickhelp --help`. */
export function rootHelp(registry: readonly CommandEntry[], terminal: Terminal): string {
  return page([
    paragraph(
      `clickhelp ${readVersion()}: publish, export, back up and edit a ClickHelp portal from the terminal.`,
      terminal,
    ),
    section("Usage", [["clickhelp <command> [arguments] [flags]", ""]], terminal),
    section("Commands", registry.map(toMenuRow), terminal),
    section("Flags everywhere", [...Object.entries(outputFlags).map(toFlagRow), helpRow, versionRow], terminal),
    section("Flags of what calls a portal", Object.entries(portalFlags).map(toFlagRow), terminal),
    section(
      "First steps",
      [
        ["clickhelp projects list --sandbox", "Looks around in a sample portal; no account needed"],
        ["clickhelp auth status", "Tells whether your own portal can be reached"],
        ["clickhelp topics upsert --help", "Explains one command"],
      ],
      terminal,
    ),
    section("Environment", environmentTopics, terminal),
    section("Files", fileTopics, terminal),
    section("Exit codes", exitCodeTopics, terminal),
    "This toolkit is not made by ClickHelp.",
  ]);
}

/** `clickhelp topics --help`. */
export function nounHelp(noun: string, registry: readonly CommandEntry[], terminal: Terminal): string {
  const entries = registry.filter((entry) => entry.noun === noun);
  return page([
    section("Usage", [[`clickhelp ${noun} <command> [arguments] [flags]`, ""]], terminal),
    section("Commands", entries.map(toMenuRow), terminal),
    `clickhelp ${noun} <command> --help explains one of them.`,
  ]);
}

/** `clickhelp topics get --help`. */
export function commandHelp(entry: CommandEntry, command: Command, terminal: Terminal): string {
  const positionals = command.positionals ?? [];
  const own: Flags = { ...command.flags, ...flagsOfTraits(command) };
  const common = Object.entries(globalFlagsOf(command)).filter(([name]) => !(name in (command.flags ?? {})));
  return page([
    ...[entry.brief, ...(command.details ?? [])].map((text) => paragraph(text, terminal)),
    section("Usage", [[usageOf(entry, command), ""]], terminal),
    section(
      "Arguments",
      positionals.map((positional) => [positional.placeholder, positional.brief]),
      terminal,
    ),
    section("Flags", Object.entries(own).map(toFlagRow), terminal),
    section("Flags everywhere", [...common.map(toFlagRow), helpRow], terminal),
    command.fields === undefined ? "" : section("JSON fields", [["", command.fields.join(", ")]], terminal),
    section(
      "Examples",
      command.examples.map(({ line, brief }) => [`clickhelp ${line}`, brief]),
      terminal,
      true,
    ),
  ]);
}

const helpRow: Row = ["-h, --help", "Shows help"];
const versionRow: Row = ["    --version", "Shows the version"];

function usageOf(entry: CommandEntry, command: Command): string {
  const required = Object.entries(allFlagsOf(command)).filter(([, flag]) => flag.kind === "text" && flag.required);
  return [
    `clickhelp ${nameOf(entry)}`,
    ...(command.positionals ?? []).map(usageOfPositional),
    ...required.map(([name, flag]) => `--${toKebabCase(name)} ${placeholderOf(flag)}`),
    "[flags]",
  ].join(" ");
}

function usageOfPositional({ placeholder, optional, repeatable }: Positional): string {
  const text = repeatable === true ? `${placeholder}...` : placeholder;
  return optional === true ? `[${text}]` : text;
}

function toMenuRow(entry: CommandEntry): Row {
  return [nameOf(entry), entry.brief];
}

function toFlagRow([name, flag]: readonly [string, Flag]): Row {
  const alias = flag.alias === undefined ? "    " : `-${flag.alias}, `;
  const negated = flag.kind === "boolean" && flag.default === true ? "no-" : "";
  const placeholder = name === "json" ? "[FIELDS]" : placeholderOf(flag);
  const repeatable = flag.kind === "text" && flag.repeatable === true ? " (repeatable)" : "";
  const choices = flag.kind === "choice" ? `: ${flag.values.join(", ")}` : "";
  return [
    `${alias}--${negated}${toKebabCase(name)}${placeholder === "" ? "" : ` ${placeholder}`}`,
    `${flag.brief}${choices}${repeatable}`,
  ];
}

function placeholderOf(flag: Flag): string {
  if (flag.kind === "boolean") return "";
  return flag.kind === "choice" ? "VALUE" : flag.placeholder;
}

function page(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function heading(title: string, colors: Colors): string {
  return colors.bold(title.toUpperCase());
}

function section(title: string, rows: readonly Row[], terminal: Terminal, stacked = false): string {
  if (rows.length === 0) return "";
  const toLines = stacked ? toStackedLines : toColumns;
  return [heading(title, terminal.colors), ...toLines(rows, terminal)].join("\n");
}

function toStackedLines(rows: readonly Row[], terminal: Terminal): string[] {
  return rows.flatMap(([left, right]) => [
    `  ${terminal.colors.dim(`# ${right}`)}`,
    `  ${foldCommand(left, lineLength(terminal) - 2)}`,
  ]);
}

/** A command that is too long for a line goes on in the next one, as a shell takes it when it is copied. */
function foldCommand(line: string, length: number): string {
  if (line.length <= length) return line;
  const end = ` ${shellOf(process.platform).continuation}`;
  const indent = "  ";
  return joinWithin(line.split(/ (?=-)/), length - indent.length - end.length).join(`${end}\n  ${indent}`);
}

function toColumns(rows: readonly Row[], terminal: Terminal): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  const indent = " ".repeat(width === 0 ? 2 : width + 4);
  return rows.map(([left, right]) => {
    if (right === "") return `  ${left}`;
    const lines = wrap(right, lineLength(terminal) - indent.length);
    return `  ${left}`.padEnd(indent.length) + lines.join(`\n${indent}`);
  });
}

function paragraph(text: string, terminal: Terminal): string {
  return wrap(text, lineLength(terminal)).join("\n");
}

function lineLength({ width }: Terminal): number {
  return Number.isFinite(width) ? Math.min(width, LONGEST_LINE) : USUAL_LINE;
}

/** Lines of whole words. */
function wrap(text: string, length: number): string[] {
  return joinWithin(text.split(" "), length);
}

function joinWithin(parts: readonly string[], length: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${part}`.length <= length) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(part);
  }
  return lines;
}
