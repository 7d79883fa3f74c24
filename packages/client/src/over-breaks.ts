/** Making a call over connections that break, where nobody knows whether the call before has arrived. */
import { BadRequestError, ClickHelpError, ConflictError, NotFoundError, pause } from "@clickhelp-js/core";
import { waitAfter } from "./wait-after.js";

const DEFAULT_RETRY_DELAY = 500;
/** How many attempts in a row may fail for a passing reason before the call is given up. */
const TOLERATED_FAILURES = 6;

interface RepeatOptions {
  readonly signal?: AbortSignal | undefined;
  /** Pause before the second attempt, in milliseconds; doubles with each failure in a row. */
  readonly retryDelay?: number | undefined;
}

/** What to do when an attempt may have arrived although its answer got lost. */
interface Doubt<T> {
  /** Finds what the attempt has brought; `undefined` when it did not arrive. Without it, the call can be repeated. */
  readonly onBreak?: () => Promise<T | undefined>;
  /** Says what it means that the repeated call is refused. */
  readonly onRefusal?: (refusal: unknown) => Promise<T>;
}

/** Makes a call until it is answered, if need be several times. */
export async function overBreaks<T>(
  call: () => Promise<T>,
  { onBreak, onRefusal }: Doubt<T>,
  { signal, retryDelay = DEFAULT_RETRY_DELAY }: RepeatOptions,
): Promise<T> {
  let mayHaveArrived = false;
  for (let failures = 0; ; failures += 1) {
    try {
      return await call();
    } catch (error) {
      if (mayHaveArrived && onRefusal && isRefusal(error)) return await onRefusal(error);
      mayHaveArrived ||= ClickHelpError.isInstance(error) && error.maybeApplied;
      const wait = failures < TOLERATED_FAILURES ? waitAfter(error, retryDelay * 2 ** failures) : undefined;
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
    if (!mayHaveArrived || !onBreak) continue;
    const found = await onBreak();
    if (found !== undefined) return found;
  }
}

function isRefusal(error: unknown): boolean {
  return BadRequestError.isInstance(error) || NotFoundError.isInstance(error) || ConflictError.isInstance(error);
}
