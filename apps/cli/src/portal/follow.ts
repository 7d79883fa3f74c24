/** Waiting for the portal's tasks with progress, and knowing what is left of them when the waiting ends early. */
import type { SaveResultOptions, StartedTask } from "@clickhelp-js/client";
import type { CommonInput } from "../arguments/global-flags.js";
import type { CommandContext } from "../context.js";
import { createFormatter } from "../output/format.js";
import type { Progress } from "../output/progress.js";
import { endedWithSandbox, notSaved, stillRunning, type Place, type Unfinished } from "./unfinished.js";

interface FollowOptions {
  readonly options: CommonInput;
  readonly signal: AbortSignal;
  /** Makes the progress of one task. */
  readonly progress: (label: string) => Promise<Progress>;
}

/** Makes the methods of a context that wait, and the one that says what is left. */
export function createFollowing({
  options,
  signal,
  progress,
}: FollowOptions): Pick<CommandContext, "follow" | "watch" | "leave" | "unfinished"> {
  const format = createFormatter();
  /** By the key of the task. */
  const unfinished = new Map<string, Unfinished>();
  /** What commands have noted themselves. */
  const noted: Unfinished[] = [];

  const stopWaitingFor = (task: StartedTask, place: Place | undefined) => {
    unfinished.delete(task.taskKey);
    if (place) unfinished.set(task.taskKey, notSaved(options, { ...task, ...place }));
  };
  const follow = async <T>(
    label: string,
    action: (options: SaveResultOptions) => Promise<T>,
    place?: Place,
  ): Promise<T> => {
    const shown = await progress(label);
    let started: StartedTask | undefined;
    try {
      const result = await action({
        signal,
        ...(options.timeout !== undefined && { timeout: options.timeout * 1000 }),
        onStart: (task) => {
          started = task;
          const saving = place && { ...task, ...place };
          unfinished.set(
            task.taskKey,
            options.sandbox ? endedWithSandbox : stillRunning(options, task.taskKey, saving),
          );
        },
        onProgress: (status) => {
          const fraction = (status.overallProgress ?? 0) / (status.maxOverallProgress ?? 100);
          shown.update({ fraction, text: status.statusText ?? "" });
          if (started === undefined || typeof status.isSucceeded !== "boolean") return;
          // Its end can be read once, and was.
          stopWaitingFor(started, status.isSucceeded ? place : undefined);
        },
        onDownload: ({ receivedBytes }) => {
          shown.update({ text: `downloading, ${format.size(receivedBytes)}` });
        },
      });
      shown.done();
      if (started !== undefined) unfinished.delete(started.taskKey);
      return result;
    } catch (error) {
      shown.stop();
      if (started !== undefined && error instanceof Error && error.name === "TaskGoneError")
        stopWaitingFor(started, place);
      throw error;
    }
  };
  return {
    follow,
    watch: (task, label) => {
      const wait = ({ onStart, ...waitOptions }: SaveResultOptions) => {
        onStart?.({ taskKey: task.taskKey, storageName: "" });
        return task.wait(waitOptions);
      };
      return follow(label, wait);
    },
    leave: (what) => {
      noted.push(what);
    },
    unfinished: () => [...unfinished.values(), ...noted],
  };
}
