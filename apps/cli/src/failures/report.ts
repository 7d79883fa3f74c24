/** Writes a failure: three parts for people, one JSON object for programs. */
import { toPrintable } from "../output/format.js";
import type { Colors } from "../output/terminal.js";
import type { Failure } from "./failure.js";

/** `error:` what happened, `why:` it may be, `next:` what to type. Ends in a line break. */
export function describeFailure(failure: Failure, colors: Colors): string {
  const parts: [label: string, text: string | undefined][] = [
    [colors.red("error:"), failure.message],
    [colors.yellow("  why:"), failure.why],
    [colors.cyan(" next:"), failure.next],
  ];
  const lines = parts.flatMap(([label, text]) =>
    text === undefined ? [] : [`${label} ${toPrintable(text).replaceAll("\n", "\n       ")}`],
  );
  return `${lines.join("\n")}\n`;
}

/** What programs are told of a failure: always the same keys. */
export interface ErrorFields {
  readonly code: string;
  readonly message: string;
  /** What to type next, or else why it may be. */
  readonly hint: string | null;
  /** The status that the portal answered with. */
  readonly status: number | null;
  /** Id of the operation. */
  readonly endpoint: string | null;
  /** Whether the change may have been made all the same. */
  readonly maybeApplied: boolean;
}

/** The error object of `--json`, which an item that failed among others has, too. */
export function errorFieldsOf({ code, message, why, next, status, endpoint, maybeApplied }: Failure): ErrorFields {
  return {
    code,
    message,
    hint: next?.replaceAll("\n", " ") ?? why ?? null,
    status: status ?? null,
    endpoint: endpoint ?? null,
    maybeApplied: maybeApplied ?? false,
  };
}

/** The error object of `--json`, on one line. */
export function failureToJson(failure: Failure): string {
  return `${JSON.stringify(errorFieldsOf(failure))}\n`;
}
