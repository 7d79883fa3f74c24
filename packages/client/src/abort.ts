/** Waiting that an `AbortSignal` can end. */

/** Timers cannot be longer, in milliseconds: a longer one would ring at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Rejects with the signal's reason as soon as it is aborted; what the promise brings later is dropped. */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever aborts may break the promise as well, and nobody waits for it then.
  promise.catch(() => undefined);
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

/** Resolves after so many milliseconds, at most 24 days, or rejects with the signal's reason. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(
    () => {
      resolve(undefined);
    },
    Math.min(milliseconds, LONGEST_TIMER),
  );
  try {
    await raceAbort(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives what the source gives until the signal is aborted; then throws the signal's reason, even if the source is silent. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  if (!signal) {
    yield* source;
    return;
  }
  const iterator = source[Symbol.asyncIterator]();
  let isSilent = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      isSilent = true;
      const result = await raceAbort(iterator.next(), signal);
      isSilent = false;
      if (result.done) return;
      yield result.value;
    }
  } finally {
    const ended = Promise.resolve(iterator.return?.()).catch(() => undefined);
    // A silent source would answer only after what it waits for.
    if (!isSilent) await ended;
  }
}
