/** Waiting for a task of the portal. A finished task can be read once, so one handle reads and remembers. */
import { joinSignals, raceAbort, type Transport } from "@clickhelp-js/core";
import type { TaskStart, TaskStatus } from "@clickhelp-js/protocol";
import { checkOptions } from "./checks.js";
import { TaskFailedError, TaskTimeoutError } from "./task-errors.js";
import { isFinished, slower, TaskReader, type Pace } from "./task-reader.js";

/** How long and how often to look at a task, and who is told of it. */
export interface WaitOptions {
  /** Stops waiting; the task goes on at the portal. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long to wait for the end, in milliseconds; `false` for as long as it takes. A look that is under way then is waited
   * for, with its repetitions and its turn in queues, since it may be the one that is told the end.
   * @default 3_600_000 (an hour)
   */
  readonly timeout?: number | false | undefined;
  /**
   * Pause before the second look at the task, in milliseconds. The first look is at once, and each pause is half as
   * long again as the one before, up to five seconds.
   * @default 250
   */
  readonly interval?: number | undefined;
  /**
   * Called with every status that is read, the last one included. A promise that it gives is waited for. What it throws, or
   * that rejects with, ends the waiting.
   */
  readonly onProgress?: ((status: TaskStatus) => unknown) | undefined;
}

/** A task of the portal. Waiting twice, or from two places, reads it as if once: the handle remembers the end. */
export interface TaskHandle {
  /** Key of the task, 32 hexadecimal digits. Enough to wait for it from elsewhere, as long as its end was not read. */
  readonly taskKey: string;
  /**
   * Resolves with the last status when the task has succeeded. Throws `TaskFailedError`, `TaskGoneError` or
   * `TaskTimeoutError`, the reason of `signal` when that is aborted, `ConfigurationError` for an option that is none or
   * a time that is none, and the errors of `tasks.get`.
   */
  wait(options?: WaitOptions): Promise<TaskStatus>;
  /** Every status that is read, the last one included; then throws `TaskFailedError` if the task has failed. */
  [Symbol.asyncIterator](): AsyncIterator<TaskStatus>;
}

const DEFAULT_TIMEOUT = 3_600_000;
const DEFAULT_INTERVAL = 250;

/** What is known of a task when its handle is made. */
export interface TaskHandleOptions {
  /** Whether the portal has just named this task: a dropped connection at the first look is forgiven then. */
  readonly isKnown?: boolean;
}

/** Makes the handle of a task. Nothing is sent before somebody waits. */
export function createTaskHandle(client: Transport, taskKey: string, options: TaskHandleOptions = {}): TaskHandle {
  const reader = new TaskReader(client, taskKey, options.isKnown ?? false);

  async function* watch(waitOptions: WaitOptions): AsyncGenerator<TaskStatus, void, undefined> {
    checkOptions(waitOptions);
    let pace: Pace = { delay: 0, interval: waitOptions.interval ?? DEFAULT_INTERVAL };
    let status: TaskStatus | undefined;
    const limit = createLimit(waitOptions, (timeout) => new TaskTimeoutError(taskKey, { timeout, status }));
    try {
      while (!isFinished(status)) {
        status = await reader.next(pace, limit.signal, waitOptions.signal);
        pace = slower(pace);
        // The end can be read once: no limit takes it away.
        const { signal } = isFinished(status) ? waitOptions : limit;
        await raceAbort(waitOptions.onProgress?.(status), signal);
        yield status;
      }
    } finally {
      limit.release();
    }
    if (!status.isSucceeded) throw new TaskFailedError(taskKey, status);
  }

  return {
    taskKey,
    async wait(waitOptions = {}) {
      let last: TaskStatus = {};
      for await (const status of watch(waitOptions)) last = status;
      return last;
    },
    [Symbol.asyncIterator]: () => watch({ timeout: false }),
  };
}

/** The handle of a task that the portal has just named. */
export function toTaskHandle(client: Transport, { taskKey }: TaskStart): TaskHandle {
  return createTaskHandle(client, taskKey, { isKnown: true });
}

/** A signal that the caller's signal aborts, or the end of the time, with an error made at that moment. */
function createLimit(options: WaitOptions, onTimeout: (timeout: number) => Error) {
  const timeout = options.timeout ?? DEFAULT_TIMEOUT;
  const controller = new AbortController();
  const timer =
    timeout === false
      ? undefined
      : setTimeout(() => {
          controller.abort(onTimeout(timeout));
        }, timeout);
  return {
    signal: joinSignals(controller.signal, options.signal),
    release: () => {
      clearTimeout(timer);
    },
  };
}
