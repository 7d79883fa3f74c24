/** Lists that are read batch by batch, so that their length does not matter. */
import type { Database } from "./store/database.js";

/**
 * A list breaks off because somebody replaced what it tells of: half of it and half of another must not look like a
 * whole one.
 */
export class ListGoneError extends Error {
  constructor(what: string) {
    super(`${what} was replaced while it was listed`);
  }
}

/** Throws a {@link ListGoneError} when everything is replaced meanwhile. */
export function* whileUnreplaced<T>(batches: Iterable<T>, database: Database): Generator<T> {
  const { generation } = database;
  const check = () => {
    if (database.generation !== generation) throw new ListGoneError("the portal's content");
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
