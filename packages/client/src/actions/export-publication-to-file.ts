/** Exporting a publication into a file on this machine. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import { exportExtensions, publications, type ExportFormat } from "@clickhelp-js/protocol";
import { checkInput } from "../checks.js";
import { toTaskHandle } from "../task-handle.js";
import { newOutputFileName, startAndSave, type SavedResult, type SaveResultOptions } from "./save-task-result.js";

/** What to export, as what, and where to. */
export interface ExportToFileInput {
  /** Id of the publication, not of its project. */
  readonly publicationId: string;
  /** `WebHelp` and `PureHtml` give one zip. */
  readonly format: ExportFormat;
  /** Where to save the file on this machine. The folder must exist. */
  readonly file: string;
  /**
   * Full name in the portal's Storage, where the portal puts the file first.
   * @default a new name in Storage/Exported/
   */
  readonly outputFileName?: string | undefined;
  /** Export preset, for printed formats. */
  readonly exportPresetName?: string | undefined;
  /**
   * Whether to leave the copy in the portal's Storage.
   * @default true when `outputFileName` is given, since somebody who names it wants it; otherwise false
   */
  readonly keepInStorage?: boolean | undefined;
}

/**
 * Exports a publication: starts the task, waits for it, saves the file on this machine and deletes the copy in Storage.
 * The file appears in its place whole or not at all.
 *
 * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
 */
export async function exportPublicationToFile(
  client: Transport,
  input: ExportToFileInput,
  options?: SaveResultOptions,
): Promise<SavedResult> {
  checkInput("publications.exportToFile", input, {
    publicationId: "required",
    format: "required",
    file: "required",
    outputFileName: "optional",
    exportPresetName: "optional",
    keepInStorage: "optional",
  });
  const { file, outputFileName, keepInStorage = outputFileName !== undefined, exportPresetName, ...rest } = input;
  const { publicationId, format } = rest;
  const name = outputFileName ?? newOutputFileName("Exported", publicationId, exportExtensions[format]);
  const exportInput = { ...rest, outputFileName: name, ...(exportPresetName !== undefined && { exportPresetName }) };
  const start = async (call: CallOptions) =>
    toTaskHandle(client, await client.request(publications.export, exportInput, call));
  return startAndSave(client, { start, outputFileName: name, file, keepInStorage }, options);
}
