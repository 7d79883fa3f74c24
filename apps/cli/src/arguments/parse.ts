/** Turns arguments into a command's input. The only place that knows stricli; it parses here and runs nothing. */
import {
  ArgumentScannerError,
  buildApplication,
  buildCommand,
  buildRouteMap,
  formatMessageForArgumentScannerError,
  run,
  text_en,
  type ApplicationText,
  type Command as StricliCommand,
  type CommandContext as StricliContext,
  type RouteMap,
  type TypedCommandParameters,
} from "@stricli/core";
import type { Command, CommandEntry, Flag, Flags, IntegerFlag, Positional } from "../command.js";
import { nameOf } from "../command.js";
import { UsageError } from "../failures/usage-error.js";
import { allFlagsOf, toKebabCase, type CommandFlags, type CommonInput } from "./global-flags.js";
import { settleJson, type Route } from "./route.js";

type Target = StricliCommand<StricliContext> | RouteMap<StricliContext>;
type Parameters = TypedCommandParameters<Record<string, unknown>, unknown[], StricliContext>;

/**
 * Parses what follows the command's name. Gives everything by name, the command's own flags and positionals among it; throws
 * a UsageError that lists everything that is wrong.
 */
export async function parseInput(
  entry: CommandEntry,
  command: Command,
  rest: readonly string[],
  registry: readonly CommandEntry[],
): Promise<CommonInput> {
  let parsed: Record<string, unknown> | undefined;
  const target = buildCommand<Record<string, unknown>, unknown[]>({
    docs: { brief: entry.brief },
    parameters: toParameters(command),
    func(flags, ...values) {
      parsed = { ...flags, ...nameValues(command.positionals ?? [], values) };
    },
  });
  const words = entry.verb === undefined ? [entry.noun] : [entry.noun, entry.verb];
  const problems = await runQuietly(routes(registry, entry, target), {
    words: [...words, ...settleJson(rest, command)],
    spelt: unknownIn(rest, command),
  });
  if (parsed === undefined) {
    throw new UsageError(problems.join("\n"), `clickhelp ${nameOf(entry)} --help`);
  }
  return parsed as CommonInput;
}

/** Explains words that lead to no command, with the nearest ones that do. */
export async function explainUnknown(route: Route, registry: readonly CommandEntry[]): Promise<UsageError> {
  const { words } = route;
  const [noun = ""] = words;
  const verbs = registry.flatMap((entry) => (entry.noun === noun ? (entry.verb ?? []) : []));
  const known = verbs.length > 0;
  const problems = await runQuietly(routes(registry), { words, spelt: known ? words.slice(1) : [noun] });
  const there = known ? `clickhelp ${noun} --help explains ${verbs.join(", ")}.` : "clickhelp --help";
  return new UsageError(problems.join("\n"), `${there}\nclickhelp api sends what no command is made for.`);
}

/** Checks flags that no command goes with. Throws a UsageError that lists everything that is wrong. */
export async function checkFlags(rest: readonly string[], noun: string | undefined): Promise<void> {
  const target = buildCommand<Record<string, unknown>, unknown[]>({
    docs: { brief: "" },
    parameters: toParameters({ flags: flagsOfRoot }),
    func: () => undefined,
  });
  const root = buildRouteMap({ docs: { brief: "" }, routes: { clickhelp: target } });
  const problems = await runQuietly(root, {
    words: ["clickhelp", ...settleJson(rest, {})],
    spelt: unknownIn(rest, { flags: flagsOfRoot }),
  });
  if (problems.length > 0)
    throw new UsageError(problems.join("\n"), `clickhelp ${noun === undefined ? "" : `${noun} `}--help`);
}

/** So that they are what a misspelt one is taken for. */
const flagsOfRoot = {
  help: { kind: "boolean", brief: "Shows help" },
  version: { kind: "boolean", brief: "Shows the version" },
} as const satisfies Flags;

/** The names of the flags that are given and not known. */
function unknownIn(rest: readonly string[], command: CommandFlags): string[] {
  const known = new Set(Object.keys(allFlagsOf(command)).map(toKebabCase));
  return rest.flatMap((token) => /^--([^=]+)/.exec(token)?.[1] ?? []).filter((name) => !known.has(name));
}

interface Typed {
  readonly words: readonly string[];
  /** Those that may be misspelt. */
  readonly spelt: readonly string[];
}

/** A misspelt word is taken for one of which a third of its letters differ; stricli knows one number for all words. */
function nearness(spelt: readonly string[]) {
  const shortest = Math.min(...spelt.map(({ length }) => length));
  return {
    threshold: spelt.length === 0 ? 0 : Math.floor(shortest / 3),
    weights: { insertion: 1, deletion: 1, substitution: 1, transposition: 1 },
  };
}

/** Runs stricli with no streams of ours and collects its complaints. */
async function runQuietly(root: RouteMap<StricliContext>, { words, spelt }: Typed): Promise<string[]> {
  const problems: string[] = [];
  const silent = { write: () => undefined };
  const application = buildApplication(
    root,
    {
      name: "clickhelp",
      scanner: {
        caseStyle: "allow-kebab-for-camel",
        allowArgumentEscapeSequence: true,
        distanceOptions: nearness(spelt),
      },
      localization: { text: collecting(problems) },
    },
    {},
  );
  await run(application, words, { process: { stdout: silent, stderr: silent, env: {} } });
  return problems;
}

function collecting(problems: string[]): ApplicationText {
  const collect = (message: string) => {
    problems.push(message);
    return "";
  };
  return {
    ...text_en,
    noCommandRegisteredForInput: ({ input, corrections }) =>
      collect(`Unknown command "${input}".${suggestion(corrections.map((name) => name.replaceAll("`", "")))}`),
    exceptionWhileParsingArguments: (error) =>
      collect(error instanceof ArgumentScannerError ? explainArgument(error) : String(error)),
    exceptionWhileRunningCommand: (error) => collect(String(error)),
    exceptionWhileLoadingCommandFunction: (error) => collect(String(error)),
  };
}

function explainArgument(error: ArgumentScannerError): string {
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) =>
      `Unknown flag --${input}.${suggestion(corrections.map((name) => `--${toKebabCase(name)}`))}`,
    AliasNotFoundError: ({ input }) => `Unknown flag -${input}.`,
    ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, input, exception }) => {
      const argument = isPlaceholder(name) ? name : `--${name}`;
      if (isEmpty(input)) return `${argument} has no value.`;
      return `"${input}" does not fit ${argument}: ${exception instanceof Error ? exception.message : String(exception)}.`;
    },
    UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} is missing, or has no value.`,
    UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is missing.`,
    UnexpectedPositionalError: ({ input }) => `Unexpected argument "${input}".`,
    UnexpectedFlagError: ({ externalFlagName }) => `--${externalFlagName} is given twice.`,
    InvalidNegatedFlagSyntaxError: ({ externalFlagName }) => `--${externalFlagName} takes no value.`,
  });
}

const isPlaceholder = (name: string) => name === name.toUpperCase();

function suggestion(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Did you mean ${names.join(" or ")}?`;
}

/** All routes; only the chosen command is more than a name. */
function routes(
  registry: readonly CommandEntry[],
  chosen?: CommandEntry,
  target?: StricliCommand<StricliContext>,
): RouteMap<StricliContext> {
  const commandFor = (entry: CommandEntry) =>
    entry === chosen && target !== undefined
      ? target
      : buildCommand({ docs: { brief: entry.brief }, parameters: {}, func: () => undefined });
  const nouns = Map.groupBy(registry, (entry) => entry.noun);
  const toTarget = (noun: string, entries: readonly CommandEntry[]): Target => {
    const [first] = entries;
    if (first !== undefined && first.verb === undefined) return commandFor(first);
    const verbs = Object.fromEntries(entries.map((entry) => [entry.verb ?? "", commandFor(entry)]));
    return buildRouteMap({ docs: { brief: noun }, routes: verbs });
  };
  const targets = [...nouns].map(([noun, entries]): [string, Target] => [noun, toTarget(noun, entries)]);
  return buildRouteMap({ docs: { brief: "clickhelp" }, routes: Object.fromEntries(targets) });
}

function nameValues(positionals: readonly Positional[], values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    positionals.map((positional, index) => [
      positional.name,
      positional.repeatable === true ? values.slice(index) : values[index],
    ]),
  );
}

function toParameters(command: CommandFlags & Pick<Command, "positionals">): Parameters {
  const flags = allFlagsOf(command);
  const aliases = Object.entries(flags).flatMap(([name, flag]) =>
    flag.alias === undefined ? [] : [[flag.alias, name] as const],
  );
  return {
    flags: Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, toFlagParameter(flag)])),
    aliases: Object.fromEntries(aliases),
    positional: toPositional(command.positionals ?? []),
    // stricli derives parameter types from a fixed input type; here the input is only known at run time.
  } as Parameters;
}

/** Mostly a variable that is not set. */
const isEmpty = (value: string) => value.trim() === "";

function notEmpty(text: string): string {
  if (isEmpty(text)) throw new Error("it is empty");
  return text;
}

function toFlagParameter(flag: Flag): object {
  const { brief } = flag;
  switch (flag.kind) {
    case "boolean":
      return { kind: "boolean", brief, default: flag.default ?? false, withNegated: flag.default ?? false };
    case "text":
      return flag.repeatable === true
        ? { kind: "parsed", brief, parse: notEmpty, default: [], variadic: true }
        : { kind: "parsed", brief, parse: notEmpty, optional: flag.required !== true };
    case "integer":
      return { kind: "parsed", brief, parse: integerParser(flag), optional: true };
    case "choice":
      return { kind: "parsed", brief, parse: choiceParser(flag.values), optional: true };
  }
}

function integerParser({ minimum, maximum }: IntegerFlag) {
  return (text: string): number => {
    if (!/^-?\d+$/.test(text)) throw new Error("it must be a whole number");
    if (minimum !== undefined && Number(text) < minimum) throw new Error(`it must be at least ${minimum}`);
    if (maximum !== undefined && Number(text) > maximum) throw new Error(`it must be at most ${maximum}`);
    return Number(text);
  };
}

function choiceParser(values: readonly string[]) {
  return (text: string): string => {
    const value = values.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (value === undefined) throw new Error(`it must be one of ${values.join(", ")}`);
    return value;
  };
}

function toPositional(positionals: readonly Positional[]): object {
  const toParameter = ({ brief, placeholder, optional }: Positional) => ({
    brief,
    placeholder,
    parse: notEmpty,
    ...(optional && { optional }),
  });
  const [first] = positionals;
  if (first?.repeatable === true) {
    return { kind: "array", parameter: toParameter(first), minimum: first.optional === true ? 0 : 1 };
  }
  return { kind: "tuple", parameters: positionals.map(toParameter) };
}
