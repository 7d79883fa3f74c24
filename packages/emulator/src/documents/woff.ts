/** Turns a font of the Web (WOFF 1.0) into the font that was packed in it. */
import { inflateSync } from "node:zlib";

const headerSize = 44;
const entrySize = 20;

interface Table {
  readonly tag: Buffer;
  readonly checksum: Buffer;
  readonly content: Buffer;
}

/**
 * Font libraries unpack a table of a WOFF file each time that they look something up in it, which took most of the time of an
 * export. Here it is done once.
 */
export function unpackWoff(file: Buffer): Buffer {
  const count = file.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => readTable(file, headerSize + index * entrySize));
  const header = Buffer.alloc(12);
  file.copy(header, 0, 4, 8); // The kind of font.
  const largestPower = Math.floor(Math.log2(count));
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(16 * 2 ** largestPower, 6);
  header.writeUInt16BE(largestPower, 8);
  header.writeUInt16BE(16 * (count - 2 ** largestPower), 10);
  const parts: Buffer[] = [header];
  let place = header.length + 16 * count;
  for (const { tag, checksum, content } of tables) {
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(place, 0);
    numbers.writeUInt32BE(content.length, 4);
    parts.push(tag, checksum, numbers);
    place += padded(content.length);
  }
  for (const { content } of tables) parts.push(content, Buffer.alloc(padded(content.length) - content.length));
  return Buffer.concat(parts);
}

function readTable(file: Buffer, at: number): Table {
  const [offset = 0, packedSize = 0, size = 0] = [4, 8, 12].map((field) => file.readUInt32BE(at + field));
  const packed = file.subarray(offset, offset + packedSize);
  return {
    tag: file.subarray(at, at + 4),
    checksum: file.subarray(at + 16, at + 20),
    content: packedSize < size ? inflateSync(packed) : packed,
  };
}

/** Tables begin at multiples of four. */
function padded(size: number): number {
  return (size + 3) & ~3;
}
