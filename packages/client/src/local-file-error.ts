/** The error for a file on this machine that cannot be written. */
import { ClickHelpError } from "@clickhelp-js/core";

const reasons: Readonly<Record<string, { reason: string; hint: string }>> = {
  ENOSPC: { reason: "the disk is full", hint: "Free some space, or choose a place on another disk." },
  EDQUOT: { reason: "the disk quota is used up", hint: "Free some space, or choose a place on another disk." },
  EACCES: { reason: "permission was denied", hint: "Choose a folder that you may write to." },
  EPERM: { reason: "permission was denied", hint: "Choose a folder that you may write to." },
  EROFS: { reason: "the disk is read-only", hint: "Choose a place on another disk." },
  EFBIG: { reason: "the file is too large for this disk or this process", hint: "Choose a place on another disk." },
  ENAMETOOLONG: { reason: "the name is too long", hint: "Choose a shorter name." },
  EIO: { reason: "the disk reported an error", hint: "Check the disk, or choose a place on another one." },
};

export interface LocalFileErrorDetails {
  readonly reason: string;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A file on this machine could not be written. What was there before is untouched, and no part of the new is left. */
export class LocalFileError extends ClickHelpError {
  static override readonly errorName: string = "LocalFileError";
  override readonly code: string = "local-file";
  /** Absolute path of the file. */
  readonly path: string;

  constructor(path: string, { reason, hint, cause }: LocalFileErrorDetails) {
    super(`Cannot write ${path}: ${reason}.`, { hint, cause });
    this.path = path;
  }

  /** Words a failure of the file system. */
  static from(path: string, cause: unknown): LocalFileError {
    if (LocalFileError.isInstance(cause)) return cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "for an unknown reason";
    return new LocalFileError(path, { reason: code, ...reasons[code], cause });
  }
}
