/** Lists that are read batch by batch, so that their length does not matter. */
import type { Database } from "./store/database.js";

/** Throws when everything is replaced meanwhile: half of one portal and half of another must not look like a whole list. */
export function* whileUnreplaced<T>(batches: Iterable<T>, database: Database): Generator<T> {
  const { generation } = database;
  const check = () => {
    if (database.generation !== generation) throw new Error("the portal's content was replaced while it was listed");
  };
  for (const batch of batches) {
    check();
    yield batch;
  }
  check();
}

/** Converts each batch when it is asked for. */
export function* mapBatches<T, U>(batches: Iterable<T>, convert: (batch: T) => U): Generator<U, undefined> {
  for (const batch of batches) yield convert(batch);
  return undefined;
}
