/** Row numbers of very many rows, four bytes each, without an array of all of them on the way. */

const leastCapacity = 1024;

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
