/** Runs long operations in the background, one after the other, and remembers how they ended. */
import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type { TaskStatus } from "@clickhelp-js/protocol";
import { ApiError, noteError } from "./api-error.js";
import type { Clock } from "./clock.js";
import type { Store } from "./store/store.js";

/** What the work of a task is given. */
export interface TaskProgress {
  /** Says how much is done, 0 to 1, and what is being done. */
  report(fraction: number, text: string): void;
  /**
   * Lets waiting requests be answered. Throws when the task is stopped, and when what it wrote so far could not be kept;
   * nothing may be written after that.
   */
  pause(): Promise<void>;
  /** Aborted when the task is stopped. */
  readonly signal: AbortSignal;
}

export interface Work {
  /** What kind of task it is, for people. */
  readonly name: string;
  readonly startedBy: string;
  /**
   * Prepares the result without showing it, and gives the step that shows it. That step is committed together with the
   * end of the task, and gives the final words.
   */
  readonly run: (progress: TaskProgress) => Promise<() => string>;
  /** Removes what `run` prepared, after a failure. */
  readonly cleanUp: () => void;
}

export interface TaskEngine {
  /** Notes the task durably, runs it soon, and gives its key. */
  start(work: Work): string;
  /** How far a task is; a finished one is forgotten by this. */
  read(key: string): TaskStatus | undefined;
  /** Stops all work at once, leaving what was begun as it lies. */
  stop(): void;
}

/** A share of a task's progress, for work that reports from 0 to 1. */
export function partOf(progress: TaskProgress, start: number, end: number): TaskProgress {
  return {
    ...progress,
    report: (fraction, text) => {
      progress.report(start + fraction * (end - start), text);
    },
  };
}

interface Running {
  fraction: number;
  text: string;
}

export function createTaskEngine(store: Store, clock: Clock, onError: (error: unknown) => void): TaskEngine {
  const running = new Map<string, Running>();
  let queue = Promise.resolve();
  let stopping = new AbortController();

  async function run(key: string, work: Work, state: Running, signal: AbortSignal): Promise<void> {
    const progress: TaskProgress = {
      signal,
      report(fraction, text) {
        state.fraction = Math.max(state.fraction, Math.min(fraction, 1));
        state.text = text;
      },
      async pause() {
        await store.database.committed();
        await turn();
        signal.throwIfAborted();
      },
    };
    try {
      await progress.pause();
      const show = await work.run(progress);
      signal.throwIfAborted();
      store.database.transaction(() => {
        store.tasks.finish(key, "succeeded", show());
      });
      await store.database.committed();
    } catch (thrown) {
      if (signal.aborted) return;
      const error = noteError(thrown, onError);
      const reason = error instanceof ApiError ? error.message : "The emulator failed to do this. Please report it.";
      store.database.transaction(() => {
        work.cleanUp();
        store.tasks.finish(key, "failed", reason);
      });
      await store.database.committed();
    } finally {
      if (running.get(key) === state) running.delete(key);
    }
  }

  /** Projects that a task deleted may be large: they go after the end of the task was told, a part in each turn. */
  async function removeDeletedProjects(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && store.projects.removeDeleted()) {
      await store.database.committed();
      await turn();
    }
  }

  return {
    start(work) {
      const key = randomBytes(16).toString("hex");
      const state: Running = { fraction: 0, text: "Waiting to be started" };
      const { signal } = stopping;
      const task = { key, name: work.name, outcome: "running", progress: 0, statusText: state.text } as const;
      store.tasks.insert(task, work.startedBy, clock.now());
      running.set(key, state);
      queue = queue
        .then(() => (signal.aborted ? undefined : run(key, work, state, signal)))
        .then(() => removeDeletedProjects(signal))
        // A failure to note a failure, such as a full disk.
        .catch(onError);
      return key;
    },
    read(key) {
      const task = store.tasks.get(key);
      if (!task) return undefined;
      const isWorking = task.outcome === "running";
      if (!isWorking) store.tasks.delete(key);
      const state = running.get(key);
      return {
        isSucceeded: isWorking ? null : task.outcome === "succeeded",
        isWorking,
        maxOverallProgress: 100,
        overallProgress: isWorking && state ? Math.floor(state.fraction * 100) : task.progress,
        statusText: isWorking && state ? state.text : task.statusText,
        taskName: task.name,
      };
    },
    stop() {
      stopping.abort(new Error("the portal was stopped"));
      stopping = new AbortController();
      running.clear();
    },
  };
}
