/**
 * Limits how many calls are under way and how many requests start in a period. Calls are served in the order in which they
 * came, whoever makes them; one more request of a call that is under way goes before those that have not begun.
 */
import { ConfigurationError } from "./errors.js";
import { checkNames, type RateLimitOptions } from "./options.js";
import { raceAbort } from "./pause.js";
import type { Queues } from "./queues.js";

export interface Throttle {
  /** Runs a call when its turn comes. Rejects with the signal's reason when that is aborted before. */
  run<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Waits for the turn of one more request of a call that is under way. */
  takeAnotherTurn(signal: AbortSignal | undefined): Promise<void>;
}

/** @throws ConfigurationError when a limit is not a whole number from 1. */
export function createThrottle(concurrency: number | undefined, rateLimit: RateLimitOptions | undefined): Throttle {
  checkLimit("concurrency", concurrency);
  // Programs without types may leave it out.
  if (rateLimit) checkLimit("rateLimit.limit", (rateLimit as Partial<RateLimitOptions>).limit ?? 0);
  if (rateLimit) checkNames(rateLimit, ["limit", "interval"], "rateLimit.");
  checkLimit("rateLimit.interval", rateLimit?.interval);
  let queues: Promise<Queues> | undefined;
  const loadQueues = () =>
    (queues ??= import("./queues.js").then(({ createQueues }) => createQueues(concurrency, rateLimit)));

  async function takeTurn(signal: AbortSignal | undefined, priority: number): Promise<void> {
    const { takeTurn: take } = await loadQueues();
    await raceAbort(take?.(signal, priority), signal);
  }

  async function runInTurn<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    await takeTurn(signal, 0);
    return call();
  }

  return {
    takeAnotherTurn: (signal) => takeTurn(signal, 1),
    async run(call, signal) {
      const { calls } = await loadQueues();
      return calls ? calls.add(() => runInTurn(call, signal), signal && { signal }) : runInTurn(call, signal);
    },
  };
}

function checkLimit(option: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return;
  throw new ConfigurationError("The limit is not a whole number from 1.", {
    option,
    hint: "Leave it out for no limit.",
  });
}
