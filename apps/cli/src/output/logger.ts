/** Tells about requests on standard error, when asked to. Core has taken the secrets out already. */
import type { TransportOptions } from "@clickhelp-js/core";
import type { CommonInput } from "../arguments/global-flags.js";
import type { Environment } from "../settings/environment.js";
import type { OutputStream } from "./terminal.js";

/** Tells of a request. */
export type Log = (message: string, details: object) => void;

/** For `--verbose` (one line per request) or `--debug` (everything that is known), or none. */
export function createLog(
  options: Pick<CommonInput, "verbose" | "debug">,
  environment: Pick<Environment, "debug">,
  stderr: OutputStream,
): Log | undefined {
  const isDebug = options.debug || environment.debug;
  if (!options.verbose && !isDebug) return undefined;
  return (message, details) => {
    stderr.write(isDebug ? `${message} ${JSON.stringify(details)}\n` : `${message}\n`);
  };
}

/** Tells of fields that the portal sends and nobody has declared. */
export function createFieldReport(stderr: OutputStream): NonNullable<TransportOptions["onUnknownField"]> {
  return ({ endpoint, path }) => {
    stderr.write(`${endpoint} answered with a field that this version does not know: ${path}\n`);
  };
}
