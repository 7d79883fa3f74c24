/** Help pages, made from the commands' data. */
import { allFlagsOf, flagsOfTraits, globalFlags, globalFlagsOf, toKebabCase } from "../arguments/global-flags.js";
import { nameOf, type Command, type CommandEntry, type Flag, type Flags, type Positional } from "../command.js";
import type { Colors, Terminal } from "../output/terminal.js";
import { readVersion } from "../version.js";
import { environmentTopics, exitCodeTopics } from "./topics.js";

const LONGEST_LINE = 100;

type Row = readonly [left: string, right: string];

/** `clickhelp --help`. */
export function rootHelp(registry: readonly CommandEntry[], { colors }: Terminal): string {
  return page([
    `clickhelp ${readVersion()}: publish, export, back up and edit a ClickHelp portal from the terminal.`,
    section("Usage", [["clickhelp <command> [arguments] [flags]", ""]], colors),
    section("Commands", registry.map(toMenuRow), colors),
    section("Flags everywhere", [...Object.entries(globalFlags).map(toFlagRow), helpRow, versionRow], colors),
    section(
      "First steps",
      [
        ["clickhelp projects list --sandbox", "Looks around in a sample portal; no account needed"],
        ["clickhelp auth status", "Tells whether your own portal can be reached"],
        ["clickhelp topics upsert --help", "Explains one command"],
      ],
      colors,
    ),
    section("Environment", environmentTopics, colors),
    section("Exit codes", exitCodeTopics, colors),
    "This toolkit is not made by ClickHelp.",
  ]);
}

/** `clickhelp topics --help`. */
export function nounHelp(noun: string, registry: readonly CommandEntry[], { colors }: Terminal): string {
  const entries = registry.filter((entry) => entry.noun === noun);
  return page([
    section("Usage", [[`clickhelp ${noun} <command> [arguments] [flags]`, ""]], colors),
    section("Commands", entries.map(toMenuRow), colors),
    `clickhelp ${noun} <command> --help explains one of them.`,
  ]);
}

/** `clickhelp topics get --help`. */
export function commandHelp(entry: CommandEntry, command: Command, { colors }: Terminal): string {
  const positionals = command.positionals ?? [];
  const own: Flags = { ...command.flags, ...flagsOfTraits(command) };
  const common = Object.entries(globalFlagsOf(command)).filter(([name]) => !(name in (command.flags ?? {})));
  return page([
    entry.brief,
    ...(command.details ?? []).map((paragraph) => wrap(paragraph.split(" "), " ")),
    section("Usage", [[usageOf(entry, command), ""]], colors),
    section(
      "Arguments",
      positionals.map((positional) => [positional.placeholder, positional.brief]),
      colors,
    ),
    section("Flags", Object.entries(own).map(toFlagRow), colors),
    section("Flags everywhere", [...common.map(toFlagRow), helpRow], colors),
    command.fields === undefined ? "" : `${heading("JSON fields", colors)}\n${wrap(command.fields, ", ", "  ")}`,
    section(
      "Examples",
      command.examples.map(({ line, brief }) => [`clickhelp ${line}`, brief]),
      colors,
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

function section(title: string, rows: readonly Row[], colors: Colors, stacked = false): string {
  if (rows.length === 0) return "";
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, right]) => {
    if (stacked) return `  ${colors.dim(`# ${right}`)}\n  ${left}`;
    return right === "" ? `  ${left}` : `  ${left.padEnd(width)}  ${right}`;
  });
  return [heading(title, colors), ...lines].join("\n");
}

/** Words joined to lines that fit a usual terminal. */
function wrap(words: readonly string[], separator: string, indent = ""): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const joined = last === undefined ? undefined : `${last}${separator}${word}`;
    if (joined !== undefined && joined.length <= LONGEST_LINE) lines[lines.length - 1] = joined;
    else lines.push(`${indent}${word}`);
  }
  return lines.join(`${separator.trimEnd()}\n`);
}
