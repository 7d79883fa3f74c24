/** Iterating that an `AbortSignal` can end. */
import { raceAbort } from "@clickhelp-js/core";

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
