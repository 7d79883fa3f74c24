/** From any thrown value to what people and programs are told about it, and the exit code. */
import { globalFlags, toKebabCase } from "../arguments/global-flags.js";
import { formatDuration, toOneLine } from "../output/format.js";
import type { Unfinished } from "../portal/unfinished.js";
import { circumstances, distinctions, exitCodes, fileProblems, kinds, nextByPlace, type FailureKind } from "./kinds.js";

export interface Failure {
  readonly exitCode: number;
  /** A stable word for programs. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Why it may be. */
  readonly why?: string | undefined;
  /** What to type next. */
  readonly next?: string | undefined;
  readonly status?: number | undefined;
  readonly endpoint?: string | undefined;
  readonly maybeApplied?: boolean | undefined;
}

/** Looks a thrown value up in the table of kinds. Never throws. */
export function toFailure(error: unknown): Failure {
  const kind = kindOf(error);
  const maybeApplied = booleanIn(error, "maybeApplied");
  return {
    exitCode: kind.exitCode,
    code: toCode(error),
    // Errors of this toolkit end their message in the hint; the summary is without.
    message:
      inOwnWords(textIn(error, "summary")) ??
      fileProblem(error) ??
      adviceAtEnd(error)?.problem ??
      textIn(error, "message") ??
      String(error),
    // The portal's own words are in the message.
    why: inLines(textIn(error, "serverMessage") === undefined ? kind.why : undefined, waitOf(error)),
    next: inLines(lookFirst(maybeApplied), insteadOf(error) ?? adviceOf(error, kind)),
    status: numberIn(error, "status"),
    endpoint: textIn(error, "endpoint"),
    maybeApplied,
  };
}

/** Comes before all advice to try again. */
export function lookFirst(maybeApplied: boolean | undefined): string | undefined {
  return maybeApplied === true ? "The change may have been made all the same: look before you repeat it." : undefined;
}

function adviceOf(error: unknown, kind: FailureKind): string | undefined {
  const advice = kind.instead ?? textIn(error, "hint") ?? adviceAtEnd(error)?.advice;
  // Commands give errors of the client a further hint, where they know more.
  return inLines(advice, kind.next, nextStep(error), textIn(error, "furtherHint"));
}

/** How long the portal itself says that one should wait. */
function waitOf(error: unknown): string | undefined {
  const wait = numberIn(error, "retryAfter");
  return wait === undefined || wait < 1000 ? undefined : `The portal asks to wait ${formatDuration(wait)}.`;
}

function inLines(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join("\n") || undefined;
}

/** The failure without what the command that has failed would show: it was typed already. */
export function withoutItself(failure: Failure, command: string): Failure {
  const steps = failure.next?.split("\n").filter((step) => !step.startsWith(`clickhelp ${command} shows `)) ?? [];
  return { ...failure, next: steps.length === 0 ? undefined : steps.join("\n") };
}

/** The code of a task whose end nobody can read any more: it may have done all that it was to do. */
const END_UNKNOWN = "task-gone";

/** The failure with what is left at the portal, and the lines that go on with it. `isBegun`: by this command. */
export function withUnfinished(failure: Failure, unfinished: readonly Unfinished[], isBegun: boolean): Failure {
  const isOpen = isBegun && (unfinished.length > 0 || failure.code === END_UNKNOWN);
  const maybeApplied = isOpen || failure.maybeApplied;
  if (unfinished.length === 0) return { ...failure, maybeApplied };
  // Who waits again needs no other advice, and a program can run the line as it is.
  const isLookedFor = failure.exitCode === exitCodes.pending || failure.exitCode === exitCodes.interrupted;
  const advice = isLookedFor ? undefined : failure.next;
  return {
    ...failure,
    why: inLines(failure.why, ...unfinished.map(({ why }) => why)),
    next: inLines(advice, ...unfinished.map(({ next }) => next)),
    maybeApplied,
  };
}

/** A mistake of the sandbox itself, which no request was answered with. */
export function sandboxFailure(fault: unknown): Failure {
  return {
    exitCode: exitCodes.other,
    code: "sandbox",
    message: `The sandbox itself failed (${toOneLine(String(fault))}).`,
    next: "Please report it with what --debug shows without --json.",
  };
}

/** A mistake of the emulator that a command serves: the command goes on. */
export function emulatorFailure(fault: unknown): Failure {
  return {
    exitCode: exitCodes.other,
    code: "emulator",
    message: `The emulator itself failed (${toOneLine(String(fault))}).`,
    next: "Please report it with what is shown without --json.",
  };
}

/** The failure of a call to the sandbox, which failed by a mistake of its own: nothing that was sent has to be mended. */
export function blameSandbox(failure: Failure, fault: unknown): Failure {
  const { message, next } = sandboxFailure(fault);
  return { ...failure, why: message, next: inLines(lookFirst(failure.maybeApplied), next) };
}

function kindOf(error: unknown): FailureKind {
  const name = error instanceof Error ? error.name : "";
  const distinguished = [
    name,
    ...(distinctions[name] ?? []).map((property) => textIn(error, property) ?? numberIn(error, property)),
  ].join(" ");
  const known = kinds[distinguished] ?? kinds[name] ?? kinds[systemKind(textIn(error, "code"))];
  if (known !== undefined) return known;
  // An answer with a status that no class stands for, such as 502 from a proxy.
  const status = numberIn(error, "status") ?? 0;
  return { exitCode: status >= 500 ? exitCodes.tryAgain : exitCodes.other };
}

/** `(option readOnly, environment variable ...)` with the flag, where there is one: options are for programs. */
function inOwnWords(summary: string | undefined): string | undefined {
  return summary?.replace(
    /\(option ([\w.]+), (environment variables? [\w ]+)\)/,
    (_, option: string, variable: string) =>
      option in globalFlags ? `(--${toKebabCase(option)}, ${variable})` : `(${variable})`,
  );
}

/** What the emulator says of a data directory; its last sentence is what to do. */
function adviceAtEnd(error: unknown): { problem: string; advice: string } | undefined {
  if (textIn(error, "code")?.startsWith("data-directory") !== true) return undefined;
  const [, problem, advice] = /^([^]+\.) ([A-Z][^.]+\.)$/.exec(textIn(error, "message") ?? "") ?? [];
  return problem === undefined || advice === undefined ? undefined : { problem, advice };
}

/** A word of this toolkit. What the system calls it, such as ENOENT, differs from system to system. */
function toCode(error: unknown): string {
  const code = textIn(error, "code");
  if (systemKind(code) !== "") return "local-file";
  return code !== undefined && /^[a-z]+(?:-[a-z]+)*$/.test(code) ? code : "unexpected";
}

function systemKind(code: string | undefined): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "DiskFull";
  return code !== undefined && code in fileProblems ? "FileProblem" : "";
}

function fileProblem(error: unknown): string | undefined {
  const problem = problemWithFile(error);
  return problem && `${textIn(error, "path") ?? "The given path"} ${problem.says}.`;
}

function problemWithFile(error: unknown): (typeof fileProblems)[string] {
  return fileProblems[textIn(error, "code") ?? ""];
}

function nextStep(error: unknown): string | undefined {
  const place = placeOf(error);
  const [resource = ""] = place.split(".");
  const known = nextByPlace[textIn(error, "name") ?? ""];
  return known?.[place] ?? known?.[resource] ?? problemWithFile(error)?.next;
}

const ANY = /^/;

function insteadOf(error: unknown): string | undefined {
  const place = placeOf(error);
  const said = withoutNames(textIn(error, "serverMessage") ?? textIn(error, "message") ?? "");
  const known = circumstances[textIn(error, "name") ?? ""] ?? [];
  return known.find(({ endpoint = ANY, says = ANY }) => endpoint.test(place) && says.test(said))?.instead;
}

/** A sentence without what is quoted in it: files and topics may have any name, also the words that are looked for. */
function withoutNames(sentence: string): string {
  return sentence.replaceAll(/"[^"]*"|“[^”]*”|«[^»]*»|(?<!\w)'.*?'(?!\w)/g, '""');
}

/** Id of the endpoint, or `storage.get`, `fetch.delete` and so on where a request has none, as downloads have. */
function placeOf(error: unknown): string {
  const place = textIn(error, "endpoint") ?? "";
  if (place !== "fetch") return place;
  const resource = textIn(error, "url")?.includes("/api/v1/storage/") === true ? "storage" : place;
  return `${resource}.${textIn(error, "method")?.toLowerCase() ?? ""}`;
}

function property(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textIn(error: unknown, name: string): string | undefined {
  const value = property(error, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberIn(error: unknown, name: string): number | undefined {
  const value = property(error, name);
  return typeof value === "number" ? value : undefined;
}

function booleanIn(error: unknown, name: string): boolean | undefined {
  const value = property(error, name);
  return typeof value === "boolean" ? value : undefined;
}
