/** The error for a file on this machine that cannot be written or read. */
import { ClickHelpError } from "@clickhelp-js/core";

/**
 * What is wrong with a file: it `exists`, its `place` is not one to write to or to read from, the `disk` is full or fails, or
 * its `content` changed meanwhile.
 */
export type LocalFileProblem = "exists" | "place" | "disk" | "content";

interface Reason {
  readonly problem: LocalFileProblem;
  readonly reason: string;
  readonly hint: string;
}

const unreadable = {
  problem: "place",
  reason: "permission was denied",
  hint: "Choose a file that you may read.",
} as const;

const reasonsToRead: Readonly<Record<string, Reason>> = {
  ENOENT: { problem: "place", reason: "it does not exist", hint: "Check the path." },
  ENOTDIR: { problem: "place", reason: "a part of its path is a file", hint: "Check the path." },
  EISDIR: { problem: "place", reason: "it is a folder", hint: "Name a file." },
  EACCES: unreadable,
  EPERM: unreadable,
};

const unwritable = {
  problem: "place",
  reason: "permission was denied",
  hint: "Choose a folder that you may write to.",
} as const;

const reasonsToWrite: Readonly<Record<string, Reason>> = {
  ENOSPC: { problem: "disk", reason: "the disk is full", hint: "Free some space, or choose a place on another disk." },
  EDQUOT: {
    problem: "disk",
    reason: "the disk quota is used up",
    hint: "Free some space, or choose a place on another disk.",
  },
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: { problem: "place", reason: "the disk is read-only", hint: "Choose a place on another disk." },
  EFBIG: {
    problem: "disk",
    reason: "the file is too large for this disk or this process",
    hint: "Choose a place on another disk.",
  },
  ENOENT: { problem: "place", reason: "no file can be made there", hint: "Choose another folder." },
  ENOTDIR: { problem: "place", reason: "a part of its path is a file", hint: "Choose another folder." },
  ENAMETOOLONG: { problem: "place", reason: "the name is too long", hint: "Choose a shorter name." },
  EIO: {
    problem: "disk",
    reason: "the disk reported an error",
    hint: "Check the disk, or choose a place on another one.",
  },
};

/** What was tried with a file. */
export type LocalFileAction = "read" | "write";

/** What a {@link LocalFileError} is made of. */
export interface LocalFileErrorDetails {
  /** @default "write" */
  readonly action?: LocalFileAction;
  /** @default "place" */
  readonly problem?: LocalFileProblem;
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
  override readonly code = "local-file";
  /** Absolute path of the file. */
  declare readonly path: string;
  /** What was tried with it. */
  declare readonly action: LocalFileAction;
  declare readonly problem: LocalFileProblem;

  constructor(path: string, { action = "write", problem = "place", reason, hint, cause }: LocalFileErrorDetails) {
    super(`Cannot ${action} ${path}: ${reason}.`, { hint, cause });
    this.path = path;
    this.action = action;
    this.problem = problem;
  }

  /** Words a failure of the file system. */
  static from(path: string, cause: unknown, action: LocalFileAction = "write"): LocalFileError {
    if (LocalFileError.isInstance(cause)) return cause;
    const reasons = action === "read" ? reasonsToRead : reasonsToWrite;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "for an unknown reason";
    return new LocalFileError(path, { action, problem: "disk", reason: code, ...reasons[code], cause });
  }
}
