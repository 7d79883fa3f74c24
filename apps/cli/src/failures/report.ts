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

/** The error object of `--json`: always the same keys, on one line. */
export function failureToJson(failure: Failure): string {
  const { code, message, why, next, status, endpoint, maybeApplied } = failure;
  return `${JSON.stringify({
    code,
    message,
    hint: next?.replaceAll("\n", " ") ?? why ?? null,
    status: status ?? null,
    endpoint: endpoint ?? null,
    maybeApplied: maybeApplied ?? false,
  })}\n`;
}
