/** What exports and backups have in common: start, wait, download, clear away. */
import type { Transport } from "@clickhelp-js/core";
import { storage, toStoragePath, type Endpoint, type TaskStart } from "@clickhelp-js/protocol";
import { checkTarget } from "#disk";
import { createTaskHandle, type WaitOptions } from "../task-handle.js";
import {
  DEFAULT_OVERWRITE,
  downloadStorageFile,
  type DownloadOptions,
  type SavedFile,
} from "./download-storage-file.js";

/** A task that was started for a file, with all that is needed to take over when waiting is interrupted. */
export interface StartedTask {
  readonly taskKey: string;
  /** Full name that the file will have in the portal's Storage. */
  readonly storageName: string;
}

/** Options of exports and backups. `timeout` and `interval` are about waiting for the task. */
export interface SaveResultOptions extends WaitOptions, DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once, when the portal has accepted the task. */
  readonly onStart?: ((started: StartedTask) => void) | undefined;
}

/** A saved file that the portal made for this. */
export interface SavedResult extends SavedFile {
  /** Whether the copy in the portal's Storage was deleted afterwards. False too when deleting it failed. */
  readonly removedFromStorage: boolean;
}

export interface SaveResultInput<TInput extends { outputFileName: string }> {
  readonly endpoint: Endpoint<TInput, TaskStart>;
  readonly input: TInput;
  readonly file: string;
  readonly keepInStorage: boolean;
}

/** Starts a task that makes a file in Storage, waits for it, saves the file, and deletes the copy in Storage. */
export async function saveTaskResult<TInput extends { outputFileName: string }>(
  client: Transport,
  { endpoint, input, file, keepInStorage }: SaveResultInput<TInput>,
  options: SaveResultOptions = {},
): Promise<SavedResult> {
  // The portal may work for minutes: what is wrong with the place is better said before.
  await checkTarget(file, { overwrite: options.overwrite ?? DEFAULT_OVERWRITE });
  const filePath = toStoragePath(input.outputFileName);
  const { taskKey } = await client.request(endpoint, input, { signal: options.signal });
  options.onStart?.({ taskKey, storageName: input.outputFileName });
  await createTaskHandle(client, taskKey, { isKnown: true }).wait(options);
  const saved = await downloadStorageFile(client, { filePath, file }, options);
  return { ...saved, removedFromStorage: !keepInStorage && (await removeFromStorage(client, filePath)) };
}

/** The file is safe on this machine already, so a failure here must not look like a failure of the whole. */
async function removeFromStorage(client: Transport, filePath: string): Promise<boolean> {
  try {
    await client.request(storage.delete, { filePath });
    return true;
  } catch {
    return false;
  }
}

/** A name in Storage that no other call will choose: `Storage/Exported/space-20261123T221500Z-1f0c9a2e.pdf`. */
export function toOutputFileName(folder: string, id: string, extension: string): string {
  const name = id.replaceAll(/[^\w.-]+/g, "-");
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `Storage/${folder}/${name}-${time}-${crypto.randomUUID().slice(0, 8)}.${extension}`;
}
