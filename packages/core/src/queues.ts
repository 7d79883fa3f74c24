/** The queues behind `concurrency` and `rateLimit`. Loaded with the first call that needs them, so that nobody else pays for them. */
import PQueue from "p-queue";
import type { RateLimitOptions } from "./options.js";

export interface Queues {
  /** Calls under way. */
  readonly calls: PQueue | undefined;
  /** Gives turns to requests, those of a higher priority first. Who has aborted gets none, and uses up none. */
  readonly takeTurn: ((signal: AbortSignal | undefined, priority: number) => Promise<void>) | undefined;
}

export function createQueues(concurrency: number | undefined, rateLimit: RateLimitOptions | undefined): Queues {
  return {
    calls: concurrency === undefined ? undefined : new PQueue({ concurrency }),
    takeTurn: rateLimit && createTurns(rateLimit),
  };
}

/**
 * A turn takes one of so many places for a whole period: then no period can have more turns, wherever it begins. The
 * period of the queue itself follows the clock of the system, which can be set.
 */
function createTurns({ limit, interval = 1000 }: RateLimitOptions): NonNullable<Queues["takeTurn"]> {
  const places = new PQueue({ concurrency: limit });
  // Timers may ring up to a millisecond early, and cannot be longer than 24 days.
  const period = Math.min(interval + 1, 2 ** 31 - 1);

  return (signal, priority) =>
    new Promise((resolve) => {
      if (signal?.aborted) return;
      const waiting = setInterval(() => undefined, period);
      const stopWaiting = () => {
        clearInterval(waiting);
        signal?.removeEventListener("abort", stopWaiting);
      };
      signal?.addEventListener("abort", stopWaiting);
      const take = async () => {
        stopWaiting();
        if (signal?.aborted) return;
        resolve();
        await periodOver(period);
      };
      void places.add(take, { priority });
    });
}

/** Resolves after so many milliseconds. Keeps no process alive: of those who wait, each does that itself. */
async function periodOver(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    const timer = Object(setTimeout(resolve, milliseconds)) as { unref?: () => unknown };
    timer.unref?.();
  });
}
