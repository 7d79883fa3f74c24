/** One run of the command line: from the arguments to the exit code. Used by the program and by its tests. */
import { resolve, sep } from "node:path";
import { inspect } from "node:util";
import { checkFlags, explainUnknown, parseInput } from "./arguments/parse.js";
import { ALL_FIELDS, findRoute, type Route } from "./arguments/route.js";
import type { CommonInput } from "./arguments/global-flags.js";
import type { Command, CommandEntry } from "./command.js";
import { createContext, type ContextOptions, type InputStream, type OwnedContext } from "./create-context.js";
import {
  blameSandbox,
  lookFirst,
  sandboxFailure,
  toFailure,
  withoutItself,
  withUnfinished,
  type Failure,
} from "./failures/failure.js";
import { exitCodes } from "./failures/kinds.js";
import { describeFailure, failureToJson } from "./failures/report.js";
import { unwritable } from "./failures/unwritable.js";
import { UsageError } from "./failures/usage-error.js";
import { createFormatter } from "./output/format.js";
import { render } from "./output/render.js";
import type { Output, Result } from "./output/result.js";
import { terminalOf, type OutputStream } from "./output/terminal.js";
import { SANDBOX_ADDRESS } from "./portal/sandbox-address.js";
import { readEnvironment, type EnvironmentVariables } from "./settings/environment.js";
import { readVersion } from "./version.js";

export interface CliOptions {
  readonly registry: readonly CommandEntry[];
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: InputStream;
  readonly env: EnvironmentVariables;
  readonly cwd: string;
  /** Interrupts the run, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** Instead of the network, in tests. */
  readonly fetch?: ContextOptions["fetch"];
  /** The reader's time zone; the machine's own when absent. */
  readonly timeZone?: string;
}

/** Runs a command line and gives its exit code. Never throws. */
export async function runCli(argv: readonly string[], given: CliOptions): Promise<number> {
  const signal = given.signal ?? new AbortController().signal;
  let context: OwnedContext | undefined;
  let words: readonly string[] = [];
  let exitCode: number;
  try {
    const route = findRoute(argv, given.registry);
    const helped = await answerWithoutRunning(route, given);
    if (helped !== undefined) {
      await write(given.stdout, helped);
      return exitCodes.ok;
    }
    words = route.words;
    const { command, options } = await prepare(route, given);
    context = openContext(command, options, signal, given);
    exitCode = await runCommand(context, command, given);
  } catch (error) {
    exitCode = report(error, { argv, words, given, interrupted: signal.aborted, context });
  }
  await context?.close();
  const fault = context?.takeFault();
  if (fault === undefined) return exitCode;
  const codeOfFault = tell(sandboxFailure(fault), inspect(fault), wishesOf(argv, context), given);
  return exitCode === exitCodes.ok ? codeOfFault : exitCode;
}

async function runCommand(context: OwnedContext, command: Command, given: CliOptions): Promise<number> {
  const { options } = context;
  // What a command takes was checked against its declaration; its input type says the same.
  const result = await command.run(context, options as never);
  if (result === undefined) return exitCodes.ok;
  const text = await showResult(result, command, options, given).catch((error: unknown) => {
    // What the command did is done, whether anybody can read of it or not.
    throw Object.assign(error as Error, { maybeApplied: context.hasSentChange() });
  });
  for (const note of result.notes ?? []) context.warn(note);
  for (const { why, next } of context.unfinished()) context.warn(`${why}\n${next}`);
  if (options.sandbox && text.includes(SANDBOX_ADDRESS)) {
    context.note(`Addresses at ${SANDBOX_ADDRESS} open in no browser.`);
  }
  context.tellHeldBack();
  return result.exitCode ?? exitCodes.ok;
}

/** Help and version, which load no command's dependencies. */
async function answerWithoutRunning(route: Route, given: CliOptions): Promise<string | undefined> {
  if (route.wantsVersion) return `${readVersion()}\n`;
  const [noun] = route.words;
  const isNoun = route.words.length === 1 && given.registry.some((entry) => entry.noun === noun);
  if (!route.wantsHelp) {
    if (route.entry !== undefined || (noun !== undefined && !isNoun)) return undefined;
    if (route.rest.length > 0) await checkFlags(route.rest, noun);
  }
  const help = await import("./help/help.js");
  const terminal = terminalOf(given.stdout, readEnvironment(given.env), { noColor: route.rest.includes("--no-color") });
  if (noun === undefined) return help.rootHelp(given.registry, terminal);
  if (route.entry !== undefined) return help.commandHelp(route.entry, await route.entry.load(), terminal);
  return isNoun ? help.nounHelp(noun, given.registry, terminal) : undefined;
}

async function prepare(route: Route, given: CliOptions) {
  const { registry } = given;
  if (route.entry === undefined) throw await explainUnknown(route, registry);
  const command = await route.entry.load();
  const options = await parseInput(route.entry, command, route.rest, registry);
  checkFields(options, command);
  await checkOutput(options, given);
  return { command, options };
}

function checkFields({ json }: CommonInput, { fields }: Command): void {
  const unknown = fieldsOf(json)?.filter((field) => fields !== undefined && !fields.includes(field)) ?? [];
  if (unknown.length === 0) return;
  throw new UsageError(`--json does not know ${unknown.join(", ")}.`, `Fields: ${fields?.join(", ") ?? ""}.`);
}

/** Throws a UsageError where the file of `-o` cannot be: better before anything is done than after. */
async function checkOutput(options: CommonInput, given: CliOptions): Promise<void> {
  const { output = "" } = options;
  const file = fileOfOutput(options, given);
  if (file === undefined) return;
  // A path loses its slash on the way, and a file would get the name of the folder.
  const isCalledFolder = output.endsWith("/") || output.endsWith(sep);
  const { isFolder } = await import("./output/make-folder.js");
  if (isCalledFolder || (await isFolder(file))) {
    const path = isCalledFolder ? output : `${output}/`;
    throw new UsageError(`-o takes a file, and ${output} is a folder.`, `Give the file a name: -o ${path}NAME`);
  }
  const { requireFolder } = await import("./output/write-file.js");
  await requireFolder(file);
}

function fieldsOf(json: string | undefined): string[] | undefined {
  return json === undefined || json === ALL_FIELDS ? undefined : json.split(",").map((field) => field.trim());
}

function openContext(command: Command, options: CommonInput, signal: AbortSignal, given: CliOptions): OwnedContext {
  const environment = readEnvironment(given.env);
  return createContext({
    options,
    environment,
    signal,
    cwd: given.cwd,
    stdin: given.stdin,
    stderr: given.stderr,
    stderrTerminal: terminalOf(given.stderr, environment, options),
    anonymous: command.anonymous ?? false,
    fetch: given.fetch,
    show: async (result) => {
      await showResult(result, command, options, given);
    },
  });
}

/** Writes a result to where it belongs. Gives what was written, as far as it is text. */
async function showResult(result: Result, command: Command, options: CommonInput, given: CliOptions): Promise<string> {
  const text = await renderResult(result, options, given);
  const file = result.kind === "raw" ? fileOfOutput(options, given) : fileOf(command, options, given);
  if (file === undefined) {
    await write(given.stdout, text);
  } else {
    const { writeWhole } = await import("./output/write-file.js");
    await writeWhole(file, text, given.signal);
  }
  return typeof text === "string" ? text : "";
}

/** The file that the result goes to. Downloads write a file of their own, unless they are to be read at once. */
function fileOf(command: Command, options: CommonInput, given: CliOptions): string | undefined {
  return command.traits?.includes("download") === true ? undefined : fileOfOutput(options, given);
}

function fileOfOutput({ output }: CommonInput, { cwd }: CliOptions): string | undefined {
  return output === undefined || output === "-" ? undefined : resolve(cwd, output);
}

async function renderResult(output: Output, options: CommonInput, given: CliOptions): Promise<string | Uint8Array> {
  const toFile = fileOfOutput(options, given) !== undefined;
  return render(output, {
    json: options.json === undefined ? undefined : (fieldsOf(options.json) ?? "all"),
    jsonLines: options.jsonl === true,
    quiet: options.quiet,
    terminal: terminalOf(toFile ? {} : given.stdout, readEnvironment(given.env), options),
    format: createFormatter(given.timeZone),
  });
}

interface FailedRun {
  readonly argv: readonly string[];
  /** The noun and the verb of the command, as far as they were found. */
  readonly words: readonly string[];
  readonly given: CliOptions;
  readonly interrupted: boolean;
  readonly context: OwnedContext | undefined;
}

function report(error: unknown, { argv, words, given, interrupted, context }: FailedRun): number {
  const ownFailure = interrupted
    ? toInterruption(context?.hasSentChange() ?? false)
    : withoutItself(toFailure(error), words.join(" "));
  // Only commands that begin long work can be told not to wait for it.
  const isBegun = context?.options.wait !== undefined;
  const failure = withUnfinished(ownFailure, context?.unfinished() ?? [], isBegun);
  // Where the sandbox fails, the client sees a portal that does.
  const fault = interrupted ? undefined : context?.takeFault();
  const wishes = wishesOf(argv, context);
  return fault === undefined
    ? tell(failure, stackOf(error, failure), wishes, given)
    : tell(blameSandbox(failure, fault), inspect(fault), wishes, given);
}

type Wishes = Pick<CommonInput, "json" | "jsonl" | "noColor" | "debug">;

/** How failures are to be told. Where the arguments could not be read, what is among them. */
function wishesOf(argv: readonly string[], context: OwnedContext | undefined): Wishes {
  if (context) return context.options;
  const end = argv.indexOf("--");
  const flags = new Set(
    (end === -1 ? argv : argv.slice(0, end)).map((token) => token.replace(/^--json=.*$/s, "--json")),
  );
  return {
    json: flags.has("--json") ? ALL_FIELDS : undefined,
    jsonl: flags.has("--jsonl"),
    noColor: flags.has("--no-color"),
    debug: flags.has("--debug"),
  };
}

/** Writes a failure to standard error, to people with its place in the code on demand. Gives its exit code. */
function tell(failure: Failure, place: string | undefined, wishes: Wishes, given: CliOptions): number {
  const environment = readEnvironment(given.env);
  const { colors } = terminalOf(given.stderr, environment, wishes);
  const asJson = wishes.json !== undefined || wishes.jsonl === true;
  given.stderr.write(asJson ? failureToJson(failure) : describeFailure(failure, colors));
  if ((wishes.debug || environment.debug) && !asJson && place !== undefined) given.stderr.write(`${place}\n`);
  return failure.exitCode;
}

/** The name and where it was thrown; and what it says, unless that was written already. */
function stackOf(error: unknown, shown: Failure): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message, stack = "" } = error;
  const isShown = message !== "" && message.startsWith(shown.message);
  return isShown ? stack.replace(`: ${message}`, () => "") : stack;
}

function toInterruption(maybeApplied: boolean): Failure {
  const next = lookFirst(maybeApplied);
  return { exitCode: exitCodes.interrupted, code: "interrupted", message: "Interrupted.", next, maybeApplied };
}

/** Resolves when standard output has taken it. A full disk behind it is a failure like any other. */
function write(stdout: OutputStream, content: string | Uint8Array): Promise<void> {
  return new Promise((resolvePromise, reject) => {
    stdout.write(content, (error) => {
      if (error) reject(unwritable("Standard output", error));
      else resolvePromise();
    });
  });
}
