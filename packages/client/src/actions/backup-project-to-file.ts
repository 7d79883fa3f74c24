/** Backing a project up into a file on this machine. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import { projects } from "@clickhelp-js/protocol";
import { checkInput } from "../checks.js";
import { toTaskHandle } from "../task-handle.js";
import { newOutputFileName, startAndSave, type SavedResult, type SaveResultOptions } from "./save-task-result.js";

/** What to back up, and where to. */
export interface BackupToFileInput {
  /** Id of the project. */
  readonly projectId: string;
  /** Where to save the zip on this machine. The folder must exist. */
  readonly file: string;
  /**
   * Full name in the portal's Storage, where the portal puts the zip first.
   * @default a new name in Storage/Backups/
   */
  readonly outputFileName?: string | undefined;
  /**
   * Whether to leave the copy in the portal's Storage.
   * @default true when `outputFileName` is given, since somebody who names it wants it; otherwise false
   */
  readonly keepInStorage?: boolean | undefined;
}

/**
 * Backs a project up: starts the task, waits for it, saves the zip on this machine and deletes the copy in Storage. The
 * file appears in its place whole or not at all.
 *
 * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
 */
export async function backupProjectToFile(
  client: Transport,
  input: BackupToFileInput,
  options?: SaveResultOptions,
): Promise<SavedResult> {
  checkInput("projects.backupToFile", input, {
    projectId: "required",
    file: "required",
    outputFileName: "optional",
    keepInStorage: "optional",
  });
  const { projectId, file, outputFileName, keepInStorage = outputFileName !== undefined } = input;
  const name = outputFileName ?? newOutputFileName("Backups", projectId, "zip");
  const backupInput = { projectId, outputFileName: name };
  const start = async (call: CallOptions) =>
    toTaskHandle(client, await client.request(projects.backup, backupInput, call));
  return startAndSave(client, { start, outputFileName: name, file, keepInStorage }, options);
}
