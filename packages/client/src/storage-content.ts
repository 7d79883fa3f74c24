/**
 * Reading the content of a file in the portal's Storage, where it has to be held whole. The package's import
 * `#storage-content` leads to an implementation that does not, where there is one.
 */
import type { Transport } from "@clickhelp-js/core";
import { storage, type StorageFile } from "@clickhelp-js/protocol";

/** How far a download is. */
export interface DownloadProgress {
  /** Bytes of the file so far. */
  readonly receivedBytes: number;
  /** Bytes of the whole file, when the length of the answer is known: an estimate, exact in the last call. */
  readonly totalBytes?: number;
}

export interface ReadStorageFileOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onDownload?: ((progress: DownloadProgress) => unknown) | undefined;
  /** The longest silence of one attempt in milliseconds; `false` for no limit. */
  readonly idleTimeout?: number | false | undefined;
  /** Pause before the content is read again after a break, in milliseconds; doubles with each failure in a row. */
  readonly retryDelay?: number | undefined;
}

/** Where content goes. */
export interface Sink {
  /** Is done with the bytes when it resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Drops what was written: the content broke off, and comes again from its beginning. */
  restart(): Promise<void>;
}

/** Gives the content of a file piece by piece to the sink, and in the end what the portal says about the file. */
export type ReadStorageFile = (
  client: Transport,
  filePath: string,
  sink: Sink,
  options: ReadStorageFileOptions,
) => Promise<StorageFile>;

export const readStorageFile: ReadStorageFile = async (client, filePath, sink, { signal }) => {
  const file = await client.request(storage.getFile, { filePath, format: "base64" }, { signal });
  if (file.content) await sink.write(file.content);
  return file;
};
