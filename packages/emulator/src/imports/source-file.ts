/** A file as importers read it: the bytes that they ask for, when they ask. */

export interface SourceFile {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` up to `end`, which is not beyond the size. */
  readonly read: (start: number, end: number) => Uint8Array;
}

/** Asked for at once. */
export const blockSize = 256 * 1024;

export function toSourceFile(content: Uint8Array): SourceFile {
  // A copy: what is sent to a thread takes all along that is in memory with it.
  return { size: content.length, read: (start, end) => new Uint8Array(content.subarray(start, end)) };
}

export function readWhole({ size, read }: SourceFile): Uint8Array {
  const whole = new Uint8Array(size);
  for (let start = 0; start < size; start += blockSize)
    whole.set(read(start, Math.min(start + blockSize, size)), start);
  return whole;
}
