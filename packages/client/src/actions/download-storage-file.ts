/** Saving a file of the portal's Storage on this machine. */
import type { Transport } from "@clickhelp-js/core";
import { toStoragePath } from "@clickhelp-js/protocol";
import { checkInput, checkOptions } from "../checks.js";
import { createFile } from "#disk";
import { readStorageFile } from "#storage-content";
import type { DownloadProgress } from "../storage-content.js";

/** What to download, and where to. */
export interface DownloadToFileInput {
  /** Path in Storage with forward slashes; a leading `Storage/` may be left out. */
  readonly filePath: string;
  /** Where to save the file on this machine. The folder must exist. */
  readonly file: string;
}

/** How a download is watched, broken off and put in its place. */
export interface DownloadOptions {
  /** Breaks the download off. Nothing of it is left. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called as bytes arrive; after a break they are counted anew. A promise that it gives is waited for. What it throws, or
   * that rejects with, breaks the download off.
   */
  readonly onDownload?: ((progress: DownloadProgress) => unknown) | undefined;
  /** Whether to replace an existing file, once the new content is whole. @default true */
  readonly overwrite?: boolean | undefined;
  /**
   * The longest silence of the portal in milliseconds; `false` for no limit. Before its answer begins, the request is
   * repeated as `retry` says, and the time begins anew.
   * @default 30_000
   */
  readonly idleTimeout?: number | false | undefined;
  /**
   * Pause before a download that broke off, or stood still, is begun anew, in milliseconds; doubles with each failure in a
   * row, of which six are forgiven.
   * @default 500
   */
  readonly retryDelay?: number | undefined;
}

/** A file that was saved on this machine. */
export interface SavedFile {
  /** Absolute path. */
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
  /** Full name in the portal's Storage, with forward slashes: `Storage/Exported/Title.pdf`. */
  readonly storageName: string;
}

/** An existing file is kept until the new one is whole, so replacing it is what people expect of a download. */
export const DEFAULT_OVERWRITE = true;

/**
 * Saves a file of the portal's Storage on this machine without holding it in memory. It is written beside its place under
 * another name and renamed when it is whole and has the size that the portal names; otherwise nothing of it is left. Where
 * the connection breaks on the way, it begins anew.
 *
 * @throws RequestValidationError, ConfigurationError for options that are none; LocalFileError when the file cannot be
 *   written, NotFoundError when the portal does not have it, ResponseValidationError when what came is damaged,
 *   ConnectionError and TimeoutError when it stopped coming again and again.
 */
export async function downloadStorageFile(
  client: Transport,
  input: DownloadToFileInput,
  options: DownloadOptions = {},
): Promise<SavedFile> {
  checkInput("storage.downloadToFile", input, { filePath: "required", file: "required" });
  const { file } = input;
  const filePath = `Storage/${toStoragePath(input.filePath)}`;
  checkOptions(options);
  const pending = await createFile(file, { overwrite: options.overwrite ?? DEFAULT_OVERWRITE });
  let storageName: string;
  try {
    const description = await readStorageFile(client, filePath, pending, options);
    storageName = description.fileFullName;
  } catch (error) {
    await pending.discard();
    throw error;
  }
  return { ...(await pending.commit()), storageName };
}
