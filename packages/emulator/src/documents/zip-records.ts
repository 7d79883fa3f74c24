/** The records of a zip, as PKWARE's APPNOTE 6.3 describes them. */

/** The content of an entry as it lies in the zip. */
export interface Packed {
  /** CRC-32 of the content. */
  readonly checksum: number;
  /** Of the content, in bytes. */
  readonly size: number;
  /** By DEFLATE. */
  readonly isCompressed: boolean;
  readonly pieces: readonly Uint8Array[];
}

export interface PackedEntry {
  readonly name: Buffer;
  readonly moment: DosTime;
  readonly packed: Packed;
}

export interface DosTime {
  readonly date: number;
  readonly time: number;
}

/** Where a number of two or four bytes is too small, these stand for one of eight bytes elsewhere. */
const large16 = 0xffff;
const large32 = 0xffffffff;

const utf8Names = 0x0800;
const deflated = 8;
/** Version 2.0 of the format has folders and DEFLATE, 4.5 has numbers of eight bytes. */
const usualVersion = 20;
const largeVersion = 45;
const madeOnUnix = 0x0300;
const fileMode = 0o100644;
const folderMode = 0o40755;

/** Zip times have no zone and begin in 1980; this makes their digits those of GMT, on any machine. */
export function toDosTime(moment: Date): DosTime {
  const at = new Date(Math.max(moment.getTime(), Date.UTC(1980, 0, 2)));
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

/** What stands before the content. */
export function localHeader(entry: PackedEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(usualVersion, 4);
  writeDescription(header, entry, 6);
  return Buffer.concat([header, entry.name]);
}

/** The same in the directory at the end, with the place of the local header. */
export function centralRecord(entry: PackedEntry, position: number): Buffer {
  const isFar = position >= large32;
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(madeOnUnix | largeVersion, 4);
  record.writeUInt16LE(isFar ? largeVersion : usualVersion, 6);
  writeDescription(record, entry, 8);
  const far = isFar ? farPlace(position) : Buffer.alloc(0);
  record.writeUInt16LE(far.length, 30);
  const isFolder = entry.name.at(-1) === 0x2f;
  record.writeUInt32LE((isFolder ? folderMode : fileMode) * 0x10000, 38);
  record.writeUInt32LE(Math.min(position, large32), 42);
  return Buffer.concat([record, entry.name, far]);
}

/** Throws a RangeError for a content of 4 GB: nobody holds so much in memory. */
function writeDescription(record: Buffer, { name, moment, packed }: PackedEntry, at: number): void {
  record.writeUInt16LE(utf8Names, at);
  record.writeUInt16LE(packed.isCompressed ? deflated : 0, at + 2);
  record.writeUInt16LE(moment.time, at + 4);
  record.writeUInt16LE(moment.date, at + 6);
  record.writeUInt32LE(packed.checksum, at + 8);
  const packedSize = packed.pieces.reduce((total, piece) => total + piece.length, 0);
  record.writeUInt32LE(packedSize, at + 12);
  record.writeUInt32LE(packed.size, at + 16);
  record.writeUInt16LE(name.length, at + 20);
}

function farPlace(position: number): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(BigInt(position), 4);
  return field;
}

export interface Directory {
  /** Of its records. */
  readonly count: number;
  readonly size: number;
  /** Where it begins. */
  readonly position: number;
}

/** What stands at the end of the zip. */
export function endOfDirectory(directory: Directory): Buffer {
  const { count, size, position } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, large16), 8);
  end.writeUInt16LE(Math.min(count, large16), 10);
  end.writeUInt32LE(Math.min(size, large32), 12);
  end.writeUInt32LE(Math.min(position, large32), 16);
  const isLarge = count >= large16 || size >= large32 || position >= large32;
  return isLarge ? Buffer.concat([endOfLargeDirectory(directory), end]) : end;
}

function endOfLargeDirectory({ count, size, position }: Directory): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(BigInt(56 - 12), 4);
  end.writeUInt16LE(madeOnUnix | largeVersion, 12);
  end.writeUInt16LE(largeVersion, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(position), 48);
  // How that is found.
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(position + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
