/**
 * Limits how many calls are under way and how many requests start in a period. Calls are served in the order in which they
 * came, whoever makes them; one more request of a call that is under way goes before those that have not begun.
 */
import type PQueue from "p-queue";
import { ConfigurationError } from "./errors.js";
import { checkNames, type RateLimitOptions } from "./options.js";

export interface Throttle {
  /** Runs a call when its turn comes. Rejects with the signal's reason when that is aborted before. */
  run<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Waits for the turn of one more request of a call that is under way. */
  takeAnotherTurn(signal: AbortSignal | undefined): Promise<void>;
}

interface Queues {
  readonly calls: PQueue | undefined;
  readonly requests: PQueue | undefined;
}

/** @throws ConfigurationError when a limit is not a whole number from 1. */
export function createThrottle(concurrency: number | undefined, rateLimit: RateLimitOptions | undefined): Throttle {
  checkLimit("concurrency", concurrency);
  // Programs without types may leave it out.
  if (rateLimit) checkLimit("rateLimit.limit", (rateLimit as Partial<RateLimitOptions>).limit ?? 0);
  if (rateLimit) checkNames(rateLimit, ["limit", "interval"], "rateLimit.");
  checkLimit("rateLimit.interval", rateLimit?.interval);
  let queues: Promise<Queues> | undefined;
  const loadQueues = () => (queues ??= createQueues(concurrency, rateLimit));

  async function takeTurn(signal: AbortSignal | undefined, priority: number): Promise<void> {
    const { requests } = await loadQueues();
    await requests?.add(() => undefined, { priority, ...(signal && { signal }) });
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

/** The queue is loaded with the first call that needs it, so that nobody else pays for it. */
async function createQueues(concurrency: number | undefined, rateLimit: RateLimitOptions | undefined): Promise<Queues> {
  const { default: Queue } = await import("p-queue");
  return {
    calls: concurrency === undefined ? undefined : new Queue({ concurrency }),
    requests:
      rateLimit && new Queue({ intervalCap: rateLimit.limit, interval: rateLimit.interval ?? 1000, strict: true }),
  };
}

function checkLimit(option: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return;
  throw new ConfigurationError("The limit is not a whole number from 1.", {
    option,
    hint: "Leave it out for no limit.",
  });
}
