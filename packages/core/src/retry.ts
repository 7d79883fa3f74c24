/** Whether a failed attempt may be repeated, by the declared safety of the endpoint, and after which wait. */
import type { Safety } from "@clickhelp-js/protocol";
import { ApiError } from "./api-error.js";
import type { Call } from "./call.js";
import { isPassing, mayHaveArrived } from "./connection-failure.js";
import { ConnectionError, TimeoutError } from "./errors.js";

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there must not be one, because repeating
 * could do harm, cannot help, or would take longer than the call has left.
 */
export function waitBeforeRetry(call: Call, error: unknown): number | undefined {
  if (!call.isRepeatable || call.settings.signal?.aborted === true) return undefined;
  if (!mayRepeat(error, call.safety)) return undefined;
  const wait = chooseWait(call, error);
  return wait !== undefined && performance.now() + wait < call.deadline ? wait : undefined;
}

function mayRepeat(error: unknown, safety: Safety): boolean {
  if (!isPassingFailure(error)) return false;
  return mayBeSentTwice(safety) || certainlyDidNothing(error);
}

/** Whether a request that arrives twice does no more than one. */
export function mayBeSentTwice(safety: Safety): boolean {
  return safety === "read" || safety === "idempotent";
}

/**
 * Whether the same call may well end better a moment later: the portal was out of reach, busy or failing. Says nothing about
 * whether repeating the call can do harm.
 */
export function isPassingFailure(error: unknown): error is ConnectionError | TimeoutError | ApiError {
  if (ConnectionError.isInstance(error)) return isPassing(error.reason, error.cause);
  if (!ApiError.isInstance(error)) return TimeoutError.isInstance(error);
  const { status } = error;
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether the portal certainly did not begin the work: it was not reached, or it named a time to come back. */
function certainlyDidNothing(error: unknown): boolean {
  if (error instanceof ConnectionError) return !mayHaveArrived(error.reason);
  return error instanceof ApiError && (error.status === 429 || error.status === 503) && error.retryAfter !== undefined;
}

function chooseWait({ settings, attempts }: Call, error: unknown): number | undefined {
  const { baseDelay, maxDelay, maxRetryAfter } = settings.retry;
  if (error instanceof ApiError && error.retryAfter !== undefined) {
    return error.retryAfter <= maxRetryAfter ? error.retryAfter : undefined;
  }
  return Math.random() * Math.min(maxDelay, baseDelay * 2 ** (attempts - 1));
}

/**
 * A `Retry-After` header, in seconds or as a date, in milliseconds from now; undefined when absent or not understood. A date
 * is measured on the clock that set it, that of the server, where the answer says how late it is there.
 */
export function parseRetryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // The parser of dates takes almost anything: -1 would become a day long ago, and the wait nothing.
  const date = /^[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return undefined;
  const now = Date.parse(headers.get("date") ?? "");
  return Math.max(0, date - (Number.isNaN(now) ? Date.now() : now));
}

/**
 * Whether the server may have made the change although it answered with this status. A 503 that names a time to come back
 * was declined before any work; a 503 without one can be a proxy that lost the answer.
 */
export function mayHaveBeenApplied(status: number, retryAfter: number | undefined): boolean {
  // A browser shows a redirect as 0 and keeps to itself which one it was.
  if (status === 0) return true;
  if (status >= 300 && status < 400) return status !== 307 && status !== 308;
  if (status === 503) return retryAfter === undefined;
  return status >= 500 && status !== 501;
}
