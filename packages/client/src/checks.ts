/** Refuses, before anything is sent, what would do harm unnoticed in programs without types. */
import { checkNames, checkTime, ConfigurationError, RequestValidationError } from "@clickhelp-js/core";
import type { SaveResultOptions } from "./actions/save-task-result.js";
import type { UploadLargeFileOptions } from "./actions/upload-large-file.js";
import type { WatchTopicsOptions } from "./actions/watch-topics.js";

type Need = "required" | "optional";

/**
 * Checks the input of an action that takes several calls.
 *
 * @param needs says of each field whether it has to be there
 * @throws RequestValidationError for fields that are missing or not known, and paths that are no text.
 */
export function checkInput<T extends object>(action: string, input: T, needs: Readonly<Record<keyof T, Need>>): void {
  const given = { ...input } as Readonly<Record<string, unknown>>;
  const known: Readonly<Record<string, Need>> = needs;
  const issues = Object.keys({ ...known, ...given }).flatMap((path) => {
    const message = problemOf(path, given[path], known[path]);
    return message ? [{ path, message }] : [];
  });
  if (issues.length > 0) throw new RequestValidationError(action, issues);
}

function problemOf(path: string, value: unknown, need: Need | undefined): string | undefined {
  if (!need) return path in optionKinds ? "is an option: give it in the second argument" : "is not known here";
  if (value === undefined) return need === "required" ? "is missing" : undefined;
  return path.endsWith("Path") && typeof value !== "string" ? "must be string" : undefined;
}

interface Times {
  readonly timeout?: number | false | undefined;
  readonly interval?: number | undefined;
  readonly idleTimeout?: number | false | undefined;
}

/** What `typeof` says of the value of each option. */
type Kinds<T> = Readonly<Record<keyof T, "boolean" | "function" | "number" | "object">>;

/**
 * The options of exports, backups, waits and transfers. Some programs give the same to several, so that one takes those of
 * others, too.
 */
const optionKinds: Kinds<SaveResultOptions & UploadLargeFileOptions & WatchTopicsOptions> = {
  signal: "object",
  timeout: "number",
  interval: "number",
  idleTimeout: "number",
  chunkSize: "number",
  retryDelay: "number",
  overwrite: "boolean",
  verify: "boolean",
  since: "object",
  onProgress: "function",
  onStart: "function",
  onDownload: "function",
  onUpload: "function",
};

/** @throws ConfigurationError for an option that no action knows, for a value of another kind, and for a time that is none. */
export function checkOptions(options: Times): void {
  checkKinds(options, optionKinds);
  for (const name of ["timeout", "interval", "idleTimeout"] as const) checkTime(name, options[name]);
}

/** @throws ConfigurationError for an option that is not known, and for a value of another kind. Timeouts can be false. */
export function checkKinds<T extends object>(options: T, kinds: Kinds<T>): void {
  checkNames(options, Object.keys(kinds));
  for (const [option, kind] of Object.entries<string>(kinds)) {
    const value = options[option as keyof T];
    if (value === undefined || typeof value === kind || (value === false && option.endsWith("imeout"))) continue;
    if (value === null && kind === "function") continue;
    throw new ConfigurationError(`The value must be ${kind}.`, { option, hint: "Leave it out." });
  }
}

/** @throws RequestValidationError. Programs without types give the text of a date, or none. */
export function checkDate(action: string, path: string, value: unknown): void {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  throw new RequestValidationError(action, [{ path, message: "must be a valid Date" }]);
}
