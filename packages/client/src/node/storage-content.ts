/** Reads a file of the portal's Storage as it comes: the answer is JSON with base64 in it, and can be large. */
import {
  ClickHelpError,
  ConnectionError,
  joinSignals,
  raceAbort,
  ResponseValidationError,
  TimeoutError,
  type Transport,
} from "@clickhelp-js/core";
import { storage, StorageFile } from "@clickhelp-js/protocol";
import { overBreaks } from "../over-breaks.js";
import type { DownloadProgress, ReadStorageFile, ReadStorageFileOptions, Sink } from "../storage-content.js";
import { Base64Decoder } from "./base64-decoder.js";
import { JsonStringField } from "./json-string-field.js";

const DEFAULT_IDLE_TIMEOUT = 30_000;
/** How much of a damaged answer an error keeps, in characters. */
const KEPT_BODY = 64 * 1024;

export const readStorageFile: ReadStorageFile = async (client, filePath, sink, given) => {
  const stop = new AbortController();
  const onDownload = async (progress: DownloadProgress) => {
    try {
      await given.onDownload?.(progress);
    } catch (error) {
      // It may look like a break.
      stop.abort(error);
      throw error;
    }
  };
  const options = { ...given, onDownload, signal: joinSignals(stop.signal, given.signal) };
  const open = () => openContent(client, filePath, options);
  // Until an answer begins, the transport has repeated the request as it was told to.
  let unread: Answer | undefined = await open();
  const read = async () => {
    if (!unread) await sink.restart();
    const answer = unread ?? (await open());
    unread = undefined;
    return readContent(answer, sink, options);
  };
  return overBreaks(read, {}, options);
};

async function openContent(
  client: Transport,
  filePath: string,
  { signal, idleTimeout: timeout = DEFAULT_IDLE_TIMEOUT }: ReadStorageFileOptions,
): Promise<Answer> {
  const { url } = client.describe(storage.getFile, { filePath, format: "base64" });
  const download = { url: url.href, filePath };
  try {
    // The wait for the beginning of the answer is a silence, too.
    const response = await client.fetch(url.href, { signal, timeout, safety: "read" });
    return { ...download, response };
  } catch (error) {
    throw TimeoutError.isInstance(error) && error.timeout === timeout ? stalled(download, error.timeout) : error;
  }
}

async function readContent(answer: Answer, sink: Sink, options: ReadStorageFileOptions): Promise<StorageFile> {
  const field = new JsonStringField("content");
  const decoder = new Base64Decoder();
  const estimate = estimateSize(answer.response);
  let receivedBytes = 0;
  const report = async (totalBytes: number | undefined) => {
    const progress = { receivedBytes, ...(totalBytes !== undefined && { totalBytes }) };
    await raceAbort(options.onDownload?.(progress), options.signal);
  };

  for await (const chunk of readChunks(answer, options)) {
    const bytes = refuseDamaged(answer, field, () => decoder.push(field.push(chunk)));
    if (bytes.length === 0) continue;
    await sink.write(bytes);
    receivedBytes += bytes.length;
    await report(estimate);
  }
  const description = refuseDamaged(answer, field, () => {
    decoder.end();
    return describeFile(field.end(), receivedBytes);
  });
  await report(receivedBytes);
  return description;
}

interface Download {
  readonly url: string;
  readonly filePath: string;
}

interface Answer extends Download {
  readonly response: Response;
}

/** Base64 makes four characters of three bytes. */
function estimateSize({ headers }: Response): number | undefined {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return Number.isNaN(length) || headers.has("content-encoding") ? undefined : Math.floor((length * 3) / 4);
}

/** Every failure becomes one of our errors, or the reason of the caller's signal. */
async function* readChunks(
  answer: Answer,
  { signal, idleTimeout = DEFAULT_IDLE_TIMEOUT }: ReadStorageFileOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = answer.response.body?.getReader();
  if (!reader) return;
  const idle = new AbortController();
  let isWaiting = false; // For the portal, and not for the disk.
  const timer =
    idleTimeout === false
      ? undefined
      : setTimeout(() => {
          if (isWaiting) idle.abort(stalled(answer, idleTimeout));
        }, idleTimeout);
  const ended = joinSignals(idle.signal, signal);
  // A read that waits then ends too, as if the answer were over. Frees the connection; does nothing when all was read.
  const cancel = () => {
    reader.cancel().catch(() => undefined);
  };
  ended.addEventListener("abort", cancel);
  try {
    ended.throwIfAborted();
    for (;;) {
      isWaiting = true;
      timer?.refresh();
      const { done, value } = await reader.read();
      isWaiting = false;
      ended.throwIfAborted();
      if (done) return;
      yield value;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw ClickHelpError.isInstance(error) ? error : interrupted(answer, error);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener("abort", cancel);
    cancel();
  }
}

function place({ url }: Download) {
  return { endpoint: storage.getFile.id, method: storage.getFile.method, url };
}

function stalled(download: Download, timeout: number): TimeoutError {
  return new TimeoutError(`The download of ${download.filePath} stood still for ${timeout} ms.`, {
    ...place(download),
    timeout,
    hint: "Try again, or give the portal more time with idleTimeout.",
  });
}

function interrupted(answer: Answer, cause: unknown): ConnectionError {
  return new ConnectionError(`The connection broke during the download of ${answer.filePath}.`, {
    ...place(answer),
    reason: "interrupted",
    hint: "Try again.",
    cause,
  });
}

/** What the field and the decoder refuse is an answer that does not keep its promise. */
function refuseDamaged<T>(answer: Answer, field: JsonStringField, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const { message } = cause;
    const isPage = answer.response.headers.get("content-type")?.includes("html") ?? false;
    throw new ResponseValidationError(
      `The answer for ${answer.filePath} is not a whole file: ${isPage ? "it is an HTML page" : message}.`,
      {
        ...place(answer),
        status: answer.response.status,
        body: field.restText.slice(0, KEPT_BODY),
        ...(cause instanceof WrongDescription && { issues: [{ path: cause.path, message }] }),
        hint: isPage ? "Check the portal's address, and whether a proxy answers in its place." : "Try again.",
        cause,
      },
    );
  }
}

/** A description that can be read, but is not that of what came. */
class WrongDescription extends SyntaxError {
  /** The field that says so. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

function describeFile({ found, rest }: { found: boolean; rest: unknown }, receivedBytes: number): StorageFile {
  const { success, data, error } = StorageFile.safeParse(rest);
  if (!success) throw new SyntaxError(`its description does not fit (${error.issues[0]?.path.join(".") ?? ""})`);
  if (data.isFolder) throw new WrongDescription("isFolder", "it is a folder");
  const size = data.size ?? undefined;
  if (!found && size !== 0) throw new WrongDescription("content", "it has no content");
  if (size !== undefined && size !== receivedBytes) {
    throw new WrongDescription("size", `the portal says it has ${size} bytes, but ${receivedBytes} came`);
  }
  return data;
}
