/** Iterating that an `AbortSignal` can end. */
import { raceAbort } from "@clickhelp-js/core";

/**
 * A generator whose `return` and `throw` end it at once: by themselves they would wait for the piece that it waits for. What
 * it waits for has to reject with the reason of `stop`.
 */
export function endedAtOnce<T>(
  start: (stop: AbortSignal) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const stop = new AbortController();
  const pieces = (async function* () {
    try {
      yield* start(stop.signal);
    } catch (error) {
      if (error !== stop.signal.reason) throw error;
    }
  })();
  for (const name of ["return", "throw"] as const) {
    const end = pieces[name].bind(pieces);
    pieces[name] = (value: unknown) => {
      stop.abort();
      return end(value);
    };
  }
  return pieces;
}

/** Gives what the source gives until the signal is aborted; then throws the signal's reason, even if the source is silent. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let isSilent = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
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
