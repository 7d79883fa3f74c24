/** Refuses, before anything is sent, what would do harm unnoticed in programs without types. */
import { checkNames, checkTime, RequestValidationError } from "@clickhelp-js/core";
import type { SaveResultOptions } from "./actions/save-task-result.js";
import type { UploadLargeFileOptions } from "./actions/upload-large-file.js";
import type { WatchTopicsOptions } from "./actions/watch-topics.js";

/** Says of each field of an input whether it has to be there. */
type FieldNeeds<T> = Readonly<Record<keyof T, "required" | "optional">>;

/**
 * Checks the input of an action that takes several calls.
 *
 * @throws RequestValidationError for fields that are missing or not known, and paths that are no text.
 */
export function checkInput<T extends object>(action: string, input: T, needs: FieldNeeds<T>): void {
  const given = new Map(Object.entries(input));
  const issues = Object.entries(needs).flatMap(([path, need]) => {
    const value: unknown = given.get(path);
    given.delete(path);
    if (value === undefined) return need === "optional" ? [] : [{ path, message: "is missing" }];
    return path.endsWith("Path") && typeof value !== "string" ? [{ path, message: "must be string" }] : [];
  });
  for (const path of given.keys()) issues.push({ path, message: "is not known here" });
  if (issues.length > 0) throw new RequestValidationError(action, issues);
}

interface Times {
  readonly timeout?: number | false | undefined;
  /** `false` comes from programs without types, and is refused: it stands for no pause at all. */
  readonly interval?: number | false | undefined;
  readonly idleTimeout?: number | false | undefined;
}

/**
 * The options of exports, backups, waits and transfers. Some programs give the same to several, so that one takes those of
 * others, too.
 */
const known: Readonly<Record<keyof (SaveResultOptions & UploadLargeFileOptions & WatchTopicsOptions), true>> = {
  signal: true,
  timeout: true,
  interval: true,
  idleTimeout: true,
  overwrite: true,
  verify: true,
  since: true,
  chunkSize: true,
  retryDelay: true,
  onProgress: true,
  onStart: true,
  onDownload: true,
  onUpload: true,
};

/** @throws ConfigurationError for an option that no action knows, and for a time that is none: see `checkTime`. */
export function checkOptions(options: Times): void {
  checkNames(options, Object.keys(known));
  const { timeout, interval, idleTimeout } = options;
  checkTime("timeout", timeout);
  checkTime("interval", interval === undefined ? interval : Number(interval));
  checkTime("idleTimeout", idleTimeout);
}

/** @throws RequestValidationError. Programs without types give the text of a date, or none. */
export function checkDate(action: string, path: string, value: unknown): void {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  throw new RequestValidationError(action, [{ path, message: "must be a valid Date" }]);
}
