/** Resolves after so many milliseconds (never after `Infinity`), or rejects with the signal's reason. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const onAbort = () => {
    reject(signal?.reason);
  };
  const timer =
    milliseconds === Infinity
      ? undefined
      : setTimeout(() => {
          resolve(undefined);
        }, milliseconds);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
