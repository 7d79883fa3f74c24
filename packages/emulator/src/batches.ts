/** Lists that are read batch by batch, so that their length does not matter. */

/** Converts each batch when it is asked for. */
export function* mapBatches<T, U>(batches: Iterable<T>, convert: (batch: T) => U): Generator<U, undefined> {
  for (const batch of batches) yield convert(batch);
  return undefined;
}
