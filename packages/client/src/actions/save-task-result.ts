/** What exports and backups have in common: start, wait, download, clear away. */
import { NotFoundError, raceAbort, type CallOptions, type Transport } from "@clickhelp-js/core";
import { storage } from "@clickhelp-js/protocol";
import { checkTarget } from "#disk";
import { checkInput, checkOptions } from "../checks.js";
import { orUndefined } from "../or-undefined.js";
import { TaskFailedError, TaskGoneError } from "../task-errors.js";
import { createTaskHandle, type TaskHandle, type WaitOptions } from "../task-handle.js";
import {
  DEFAULT_OVERWRITE,
  downloadStorageFile,
  type DownloadOptions,
  type SavedFile,
} from "./download-storage-file.js";

/** A task that was started for a file, with all that is needed to take over when waiting is interrupted. */
export interface StartedTask {
  /** Key of the task, 32 hexadecimal digits. */
  readonly taskKey: string;
  /** Full name that the file will have in the portal's Storage. */
  readonly storageName: string;
}

/** Options of exports, backups and the rest of them. `timeout` and `interval` are about waiting for the task. */
export interface SaveResultOptions extends WaitOptions, DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Called once, before the waiting begins: when the portal has accepted the task. A promise that it gives is waited for. What
   * it throws, or that rejects with, ends the action; the task goes on at the portal.
   */
  readonly onStart?: ((started: StartedTask) => unknown) | undefined;
}

/** A saved file that the portal made for this. */
export interface SavedResult extends SavedFile {
  /** Whether the copy in the portal's Storage was deleted afterwards. False too when deleting it failed. */
  readonly removedFromStorage: boolean;
}

/** Which task to wait for, what it makes, and where that goes. */
export interface SaveResultInput {
  /** Key of the task, 32 hexadecimal digits. */
  readonly taskKey: string;
  /** Name in the portal's Storage of the file that the task makes, as it was given when the task was started. */
  readonly outputFileName: string;
  /** Where to save the file on this machine. The folder must exist. */
  readonly file: string;
  /** Whether to leave the copy in the portal's Storage. @default true */
  readonly keepInStorage?: boolean | undefined;
}

/**
 * Does the rest of an export or a backup that was started elsewhere: waits for the task, saves the file that it makes on
 * this machine and deletes the copy in Storage, if it is not to be kept. A place where no file can go is refused first,
 * since the end of a task can be read once. Where it was read before, a file whose name {@link newOutputFileName} made is
 * saved all the same; under another name, an older file may be there.
 *
 * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
 */
export async function saveTaskResult(
  client: Transport,
  input: SaveResultInput,
  options?: SaveResultOptions,
): Promise<SavedResult> {
  checkInput("tasks.saveResult", input, {
    taskKey: "required",
    outputFileName: "required",
    file: "required",
    keepInStorage: "optional",
  });
  const { taskKey, keepInStorage = true, ...place } = input;
  return startAndSave(client, { ...place, keepInStorage, start: () => createTaskHandle(client, taskKey) }, options);
}

/** A task that makes a file in Storage, not started yet, and where the file goes. */
export interface ResultToCome {
  readonly start: (options: CallOptions) => TaskHandle | Promise<TaskHandle>;
  readonly outputFileName: string;
  readonly file: string;
  readonly keepInStorage: boolean;
}

/** Starts the task, waits for it, saves the file, and deletes the copy in Storage. */
export async function startAndSave(
  client: Transport,
  { start, outputFileName, file, keepInStorage }: ResultToCome,
  options: SaveResultOptions = {},
): Promise<SavedResult> {
  // The portal may work for minutes: what is wrong with the options or the place is better said before.
  checkOptions(options);
  await checkTarget(file, { overwrite: options.overwrite ?? DEFAULT_OVERWRITE });
  const task = await start({ signal: options.signal });
  const started = { taskKey: task.taskKey, storageName: outputFileName };
  try {
    await raceAbort(options.onStart?.(started), options.signal);
    const save = () => downloadStorageFile(client, { filePath: outputFileName, file }, options);
    const saved = await task.wait(options).then(save, async (error: unknown) => {
      // The end may have been told in an answer that got lost.
      const isSought = TaskGoneError.isInstance(error) && newName.test(outputFileName);
      const found = isSought && (await orUndefined(save(), NotFoundError));
      if (!found) throw error;
      return found;
    });
    return {
      ...saved,
      removedFromStorage: !keepInStorage && (await removeFromStorage(client, outputFileName, options)),
    };
  } catch (error) {
    // The reason of a signal can end several actions; a task that failed leaves nothing.
    if (error !== options.signal?.reason && !TaskFailedError.isInstance(error))
      startedTasks.set(Object(error) as object, started);
    throw error;
  }
}

/** What {@link newOutputFileName} makes: nothing else has this name. */
const newName = /-\d{8}T\d{6}Z-[\da-f]{8}\.[^/]+$/;

const startedTasks = new WeakMap<object, StartedTask>();

/**
 * What `exportToFile`, `backupToFile` or `saveResult` had started when they ended with this error; undefined when nothing,
 * when the task has failed, and after an abort, for which `onStart` gives the same. As long as the end of the task was not
 * read, as after a TaskTimeoutError, `tasks.saveResult` does the rest; afterwards the file is in Storage, if the task has
 * succeeded. Where the start itself ended with `maybeApplied`, no key is known, and the file only by a name that you gave:
 * `outputFileName: newOutputFileName("Backups", projectId, "zip"), keepInStorage: false`.
 */
export function startedTaskOf(error: unknown): StartedTask | undefined {
  return startedTasks.get(Object(error) as object);
}

/** The file is safe on this machine already, so a failure here must not look like a failure of the whole. */
function removeFromStorage(client: Transport, filePath: string, { signal }: SaveResultOptions): Promise<boolean> {
  return client.request(storage.delete, { filePath }, { signal }).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a name in the portal's Storage that no other call will choose, for the file of an export or a backup:
 * `newOutputFileName("Exported", "space", "pdf")` gives `Storage/Exported/space-20261123T221500Z-1f0c9a2e.pdf`.
 */
export function newOutputFileName(folder: string, id: string, extension: string): string {
  const name = id.replaceAll(/[^\w.-]+/g, "-");
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `Storage/${folder}/${name}-${time}-${crypto.randomUUID().slice(0, 8)}.${extension}`;
}
