/** What reading and writing files takes, whatever disk there is. The package's import `#disk` leads to an implementation. */
import type { Sink } from "./storage-content.js";

export interface TargetOptions {
  /** Whether an existing file is replaced. */
  readonly overwrite: boolean;
}

/** What is known about a file after it was put in its place. */
export interface WrittenFile {
  /** Absolute path. */
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
}

/** A file in the making. Exactly one of `commit` and `discard` ends it. */
export interface PendingFile extends Sink {
  /** Makes the content durable and puts it in its place. */
  commit(): Promise<WrittenFile>;
  /** Leaves nothing behind; does not fail. */
  discard(): Promise<void>;
}

/**
 * Finds out whether a file can be put there, before any work is spent on its content. Gives the absolute path, with
 * symbolic links followed, so that a linked file is replaced and not the link.
 */
export type CheckTarget = (file: string, options: TargetOptions) => Promise<string>;

/** Begins a file. */
export type CreateFile = (file: string, options: TargetOptions) => Promise<PendingFile>;

/** A file that is read from the beginning to the end. */
export interface OpenedFile {
  /** Absolute path. */
  readonly path: string;
  /** Size in bytes at the moment of opening. */
  readonly size: number;
  /**
   * The content, in pieces of that many bytes but for the last. The memory of a piece is used again when the piece after the
   * next is asked for. Ends with a `LocalFileError` when the file has changed.
   */
  read(pieceSize: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a file for reading. */
export type OpenFile = (file: string) => Promise<OpenedFile>;
