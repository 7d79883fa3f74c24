/** Waiting that an `AbortSignal` can end. */

/** Timers cannot be longer, in milliseconds: a longer one would ring at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** A signal that is aborted with either. */
export function joinSignals(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given ? AbortSignal.any([own, given]) : own;
}

/** Gives the promise, but rejects with the signal's reason as soon as it is aborted; what comes later is dropped. */
export function raceAbort<T>(promise: T | Promise<T>, signal: AbortSignal | undefined): T | Promise<T> {
  return signal ? race(promise, signal) : promise;
}

async function race<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever aborts may break the promise as well, and nobody waits for it then.
  Promise.resolve(promise).catch(() => undefined);
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    reject(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Resolves after so many milliseconds (at most 24 days; never after `Infinity`), or rejects with the signal's reason. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = milliseconds === Infinity ? undefined : setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
  try {
    await raceAbort(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}
