/** Very many rows, batch by batch: only their numbers are kept, four bytes each, without an array of all of them on the way. */
import type { Query } from "./database.js";

const leastCapacity = 1024;
/** Rows that are read at once. */
export const batchSize = 500;

/** Goes after `FROM` in the query that {@link readInBatches} is given; the order is that of `wanted.key`. */
export function wantedFrom(table: string): string {
  return `json_each(?) AS wanted JOIN ${table} ON ${table}.row = wanted.value`;
}

/** The rows of these numbers, each batch read when it is asked for. What was deleted meanwhile is left out. */
export function* readInBatches<T>(rows: Iterable<number>, query: Query<T>): Generator<T[]> {
  const numbers = toRowNumbers(rows);
  for (let start = 0; start < numbers.length; start += batchSize) {
    yield query.all(JSON.stringify([...numbers.subarray(start, start + batchSize)]));
  }
}

export function toRowNumbers(rows: Iterable<number>): Uint32Array {
  let numbers = new Uint32Array(leastCapacity);
  let length = 0;
  for (const row of rows) {
    if (length === numbers.length) {
      const larger = new Uint32Array(2 * length);
      larger.set(numbers);
      numbers = larger;
    }
    numbers[length] = row;
    length += 1;
  }
  return numbers.subarray(0, length);
}
