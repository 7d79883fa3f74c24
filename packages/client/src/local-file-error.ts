/** The error for a file on this machine that cannot be written or read. */
import { ClickHelpError } from "@clickhelp-js/core";

const reasonsToRead: Readonly<Record<string, { reason: string; hint: string }>> = {
  ENOENT: { reason: "it does not exist", hint: "Check the path." },
  EISDIR: { reason: "it is a folder", hint: "Name a file." },
  EACCES: { reason: "permission was denied", hint: "Choose a file that you may read." },
  EPERM: { reason: "permission was denied", hint: "Choose a file that you may read." },
};

const reasonsToWrite: Readonly<Record<string, { reason: string; hint: string }>> = {
  ENOSPC: { reason: "the disk is full", hint: "Free some space, or choose a place on another disk." },
  EDQUOT: { reason: "the disk quota is used up", hint: "Free some space, or choose a place on another disk." },
  EACCES: { reason: "permission was denied", hint: "Choose a folder that you may write to." },
  EPERM: { reason: "permission was denied", hint: "Choose a folder that you may write to." },
  EROFS: { reason: "the disk is read-only", hint: "Choose a place on another disk." },
  EFBIG: { reason: "the file is too large for this disk or this process", hint: "Choose a place on another disk." },
  ENAMETOOLONG: { reason: "the name is too long", hint: "Choose a shorter name." },
  EIO: { reason: "the disk reported an error", hint: "Check the disk, or choose a place on another one." },
};

/** What a {@link LocalFileError} is made of. */
export interface LocalFileErrorDetails {
  /** @default "write" */
  readonly action?: "read" | "write";
  readonly reason: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A file on this machine could not be read, or not be written: what was there before is untouched then, and no part of the
 * new is left.
 */
export class LocalFileError extends ClickHelpError {
  static override readonly errorName: string = "LocalFileError";
  override readonly code: string = "local-file";
  /** Absolute path of the file. */
  readonly path: string;

  constructor(path: string, { action = "write", reason, hint, cause }: LocalFileErrorDetails) {
    super(`Cannot ${action} ${path}: ${reason}.`, { hint, cause });
    this.path = path;
  }

  /** Words a failure of the file system. */
  static from(path: string, cause: unknown, action: "read" | "write" = "write"): LocalFileError {
    if (LocalFileError.isInstance(cause)) return cause;
    const reasons = action === "read" ? reasonsToRead : reasonsToWrite;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "for an unknown reason";
    return new LocalFileError(path, { action, reason: code, ...reasons[code], cause });
  }
}
