/** How a task of the portal can end badly. */
import { ClickHelpError } from "@clickhelp-js/core";
import type { TaskStatus } from "@clickhelp-js/protocol";
import { plainStatusText } from "./task-status-text.js";

/** The portal reported that a task did not succeed. */
export class TaskFailedError extends ClickHelpError {
  static override readonly errorName: string = "TaskFailedError";
  override readonly code = "task-failed";
  declare readonly taskKey: string;
  /** What the portal said in the end, in one line; may be empty. */
  declare readonly reason: string;
  /** The last status. The portal gives it once; this is the only copy. */
  declare readonly status: TaskStatus;

  constructor(taskKey: string, status: TaskStatus) {
    const reason = plainStatusText(status);
    const name = status.taskName ? ` (${status.taskName})` : "";
    super(`Task ${taskKey}${name} failed: ${reason || "the portal gave no reason"}`, {
      hint: "Correct the cause and start again.",
    });
    this.taskKey = taskKey;
    this.reason = reason;
    this.status = status;
  }
}

export interface TaskGoneErrorDetails {
  readonly cause: unknown;
  /** The failure of the look before this one: the portal may have told the end in the answer that got lost. */
  readonly lost?: unknown;
}

/** The portal does not know the task: its end was read before, or the key is wrong. */
export class TaskGoneError extends ClickHelpError {
  static override readonly errorName: string = "TaskGoneError";
  override readonly code = "task-gone";
  declare readonly taskKey: string;

  constructor(taskKey: string, { cause, lost }: TaskGoneErrorDetails) {
    const why =
      lost === undefined
        ? "its end was read before, or the key is wrong."
        : "the answer that told its end was probably lost on the way.";
    super(`The portal does not know task ${taskKey}: ${why}`, {
      hint: "A finished task can be read once: check the key, and look for its result; files are in Storage.",
      cause: lost ?? cause,
    });
    this.taskKey = taskKey;
  }
}

export interface TaskTimeoutErrorDetails {
  /** The time that was given, in milliseconds. */
  readonly timeout: number;
  /** The last status that was read, if any. */
  readonly status: TaskStatus | undefined;
}

/** A task did not end in the time that the caller gave it. It goes on at the portal. */
export class TaskTimeoutError extends ClickHelpError {
  static override readonly errorName: string = "TaskTimeoutError";
  override readonly code = "task-timeout";
  declare readonly taskKey: string;
  /** The time that was given, in milliseconds. */
  declare readonly timeout: number;
  /** The last status that was read, if any. */
  declare readonly status: TaskStatus | undefined;

  constructor(taskKey: string, { timeout, status }: TaskTimeoutErrorDetails) {
    const last = status ? plainStatusText(status) : "";
    super(`Task ${taskKey} did not end within ${toSeconds(timeout)}${last && `; last it said: ${last}`}`, {
      hint: "It goes on at the portal: wait for its key again, with tasks.saveResult for a file.",
    });
    this.taskKey = taskKey;
    this.timeout = timeout;
    this.status = status;
  }
}

function toSeconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}
