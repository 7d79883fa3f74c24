/** Waiting that an `AbortSignal` can end. */

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

/** Resolves after so many milliseconds, or rejects with the signal's reason. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    resolve(undefined);
  }, milliseconds);
  try {
    await raceAbort(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}
