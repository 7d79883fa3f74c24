/** Refuses, before anything is sent, what would do harm unnoticed in programs without types. */
import { checkNames, checkTime, RequestValidationError } from "@clickhelp-js/core";

/**
 * Checks the input of an action that takes several calls.
 *
 * @param fields the names of its fields, with spaces between them; a question mark follows those that may be left out
 * @throws RequestValidationError for fields that are missing or not known, and paths that are no text.
 */
export function checkInput(action: string, input: object, fields: string): void {
  const given = new Map(Object.entries(input));
  const issues = fields.split(" ").flatMap((field) => {
    const [path = "", ...isOptional] = field.split("?");
    const value: unknown = given.get(path);
    given.delete(path);
    if (value === undefined) return isOptional.length > 0 ? [] : [{ path, message: "is missing" }];
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
const known =
  "signal timeout interval idleTimeout overwrite verify since chunkSize retryDelay onProgress onStart onDownload onUpload".split(
    " ",
  );

/** @throws ConfigurationError for an option that no action knows, and for a time that is none: see `checkTime`. */
export function checkOptions(options: Times): void {
  checkNames(options, known);
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
