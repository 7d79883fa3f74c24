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

/** Of what is in memory together: bytes or characters. */
const largestBatch = 1024 * 1024;

/** The first items that are not too large together, one at least. Those after them are not read. */
export function takeBatch<T>(items: Iterable<T>, sizeOf: (item: T) => number): T[] {
  const batch: T[] = [];
  let size = 0;
  for (const item of items) {
    batch.push(item);
    size += sizeOf(item);
    if (size >= largestBatch) break;
  }
  return batch;
}

/** Converts each batch when it is asked for. */
export function* mapBatches<T, U>(batches: Iterable<T>, convert: (batch: T) => U): Generator<U, undefined> {
  for (const batch of batches) yield convert(batch);
  return undefined;
}
