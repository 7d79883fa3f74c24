/** Uploading a file of any size that the portal takes, in chunks, over connections that break. */
import {
  BadRequestError,
  NotFoundError,
  raceAbort,
  RequestValidationError,
  ResponseValidationError,
  type Transport,
} from "@clickhelp-js/core";
import { storage, toStoragePath, type StorageFile } from "@clickhelp-js/protocol";
import type { Sha256 } from "#sha256";
import { readStorageFile } from "#storage-content";
import { untilAborted } from "../abort.js";
import { checkInput, checkOptions } from "../checks.js";
import { orUndefined } from "../or-undefined.js";
import { overBreaks } from "../over-breaks.js";
import { openSource, type Chunk, type OpenedSource, type UploadSource } from "../upload-source.js";
import { watchChanges } from "../watch-changes.js";

/** What to upload, and where to. */
export interface UploadLargeFileInput {
  /** Path in Storage with forward slashes; a leading `Storage/` may be left out. */
  readonly filePath: string;
  /** A path on this machine (in Node.js), or the content as bytes, a Blob or a stream. */
  readonly file: UploadSource;
  /** Whether to overwrite an existing file. @default false */
  readonly isOverwrite?: boolean | undefined;
}

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that the portal has taken. */
  readonly sentBytes: number;
  /** Bytes of the whole file; absent while a stream has not ended. */
  readonly totalBytes?: number;
}

/** How an upload is cut, watched, repeated and broken off. */
export interface UploadLargeFileOptions {
  /** Breaks the upload off. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each chunk; a promise is waited for. What it throws or rejects with breaks the upload off. */
  readonly onUpload?: ((progress: UploadProgress) => unknown) | undefined;
  /** Bytes of a chunk, at most 10_485_760; a portal takes up to 10 MB. @default 8_388_608 */
  readonly chunkSize?: number | undefined;
  /** The longest that one attempt to send a chunk may take, in milliseconds. @default 120_000 */
  readonly timeout?: number | false | undefined;
  /** Pause before a chunk is sent again, in milliseconds; doubles with each failure in a row. @default 500 */
  readonly retryDelay?: number | undefined;
  /**
   * Whether to read the file back in the end and compare its checksum: the whole file comes down again, in browsers into
   * memory and within the limits of one call.
   * @default false
   */
  readonly verify?: boolean | undefined;
}

/** A file that was uploaded. */
export interface UploadedFile {
  /** Full name in the portal's Storage, with forward slashes: `Storage/videos/intro.mp4`. */
  readonly storageName: string;
  /** Size in bytes. */
  readonly size: number;
  /** SHA-256 of the content as it was read, hexadecimal. */
  readonly sha256: string;
  /** Whether the portal named that size, or the content was read back; otherwise nothing but its answers speaks for it. */
  readonly isConfirmed: boolean;
}

const ACTION = "storage.uploadLargeFile";
const DEFAULT_CHUNK_SIZE = 8_388_608;
const LARGEST_CHUNK = 10_485_760;
const DEFAULT_TIMEOUT = 120_000;

/**
 * Uploads a file by the portal's resumable upload, one chunk after the other, and compares the size in the end. An empty
 * file is created by an ordinary upload, since a chunk cannot be empty. Of a file on disk, three chunks are in memory,
 * otherwise two.
 *
 * When a connection breaks, nobody knows whether the portal has taken the chunk, and the API documents no way to ask. It
 * documents that a chunk has to begin right after the last byte taken. So the same chunk is sent again: if the portal
 * refuses it (400, 404 or 409), it has taken the first, and the upload goes on with the next chunk, or after the last
 * chunk looks whether the file is there and whole; where it may have been there before, by reading it back. A chunk that the
 * portal refuses without such doubt ends the upload. What creates is repeated only when a look has not found it: the first
 * chunk tells whether the upload was started, and Storage whether an empty file is there.
 *
 * @throws RequestValidationError, ConfigurationError for options that are none; LocalFileError when the file cannot be
 *   read, or changes meanwhile; ClickHelpError when a stream ceases to give bytes; ConnectionError, TimeoutError,
 *   ApiError when the portal stays out of reach or refuses; ResponseValidationError when the file has another size or
 *   checksum in the end. The upload can then only be started anew; `maybeApplied` says whether the portal may have
 *   something of it.
 */
export async function uploadLargeFile(
  client: Transport,
  input: UploadLargeFileInput,
  options: UploadLargeFileOptions = {},
): Promise<UploadedFile> {
  checkInput(ACTION, input, { filePath: "required", file: "optional", isOverwrite: "optional" });
  const { file, isOverwrite = false } = input;
  const { chunkSize = DEFAULT_CHUNK_SIZE } = options;
  checkOptions(options);
  if (!Number.isInteger(chunkSize) || chunkSize < 1 || chunkSize > LARGEST_CHUNK) throw wrongChunkSize();
  // Refuses a wrong path before the file is opened.
  client.describe(storage.startUpload, { filePath: input.filePath, isOverwrite });
  const filePath = `Storage/${toStoragePath(input.filePath)}`;
  options.signal?.throwIfAborted();
  const source = await openSource(file);
  const wanted = { filePath, isOverwrite, source, chunkSize };
  try {
    return await watchChanges(client, (watched) => upload(watched, wanted, options));
  } finally {
    await source.close();
  }
}

interface Upload {
  readonly filePath: string;
  readonly isOverwrite: boolean;
  readonly source: OpenedSource;
  readonly chunkSize: number;
}

async function upload(
  client: Transport,
  { source, chunkSize, ...target }: Upload,
  options: UploadLargeFileOptions,
): Promise<UploadedFile> {
  const hash = await startSha256();
  let sha256: string | undefined;
  let size = 0;
  let description: StorageFile | undefined;
  for await (const chunk of untilAborted(source.chunks(chunkSize), options.signal)) {
    hash.update(chunk.bytes);
    size += chunk.bytes.length;
    if (chunk.isLast) sha256 = hash.digest();
    const total = chunk.isLast ? size : source.size;
    const send = chunk.start === 0 ? startWithChunk : sendChunk;
    description = await send(client, { ...target, chunk, total, sha256 }, options);
    const progress = { sentBytes: size, ...(total !== undefined && { totalBytes: total }) };
    await raceAbort(options.onUpload?.(progress), options.signal);
  }
  sha256 ??= hash.digest();
  description ??= await (size === 0
    ? sendEmpty(client, { ...target, sha256 }, options)
    : describe(client, target.filePath, options));
  const isConfirmed = typeof description.size === "number" || options.verify === true;
  if ((description.size ?? size) !== size)
    throw otherContent(client, target.filePath, `has ${description.size} bytes`, `${size} were sent`, description);
  if (options.verify && (await readSha256(client, target.filePath, options)) !== sha256)
    throw otherContent(client, target.filePath, "has another checksum", `${sha256} was sent`, description);
  return { storageName: description.fileFullName, size, sha256, isConfirmed };
}

/** Loaded with the first upload: pages that never upload need not carry what browsers have no hash of their own for. */
async function startSha256(): Promise<Sha256> {
  const { createSha256 } = await import("#sha256");
  return createSha256();
}

interface Content {
  readonly filePath: string;
  readonly isOverwrite: boolean;
  /** Undefined as long as not all is read. */
  readonly sha256: string | undefined;
}

interface ChunkOfFile extends Content {
  readonly chunk: Chunk;
  readonly total: number | undefined;
  /** Whether nobody knows that the upload was started. */
  readonly isStartInDoubt?: boolean;
}

/** Starts the upload and sends the first chunk, which also tells whether a start arrived whose answer got lost. */
async function startWithChunk(
  client: Transport,
  first: ChunkOfFile,
  options: UploadLargeFileOptions,
): Promise<StorageFile | undefined> {
  const { signal } = options;
  const { filePath, isOverwrite } = first;
  const sendFirst = async (isStartInDoubt: boolean) => ({
    description: await sendChunk(client, { ...first, isStartInDoubt }, options),
  });
  const start = async () => {
    await client.request(storage.startUpload, { filePath, isOverwrite }, { signal });
    return "started" as const;
  };
  // Nothing: there is no upload.
  const onBreak = () => orUndefined(sendFirst(true), BadRequestError, NotFoundError);
  const outcome = await overBreaks<Awaited<ReturnType<typeof onBreak>> | "started">(start, { onBreak }, options);
  return (outcome === "started" ? await sendFirst(false) : outcome)?.description;
}

/** Sends one chunk until the portal has it. Gives what the portal says about the file, if it does. */
async function sendChunk(
  client: Transport,
  { chunk, total, isStartInDoubt, ...content }: ChunkOfFile,
  options: UploadLargeFileOptions,
): Promise<StorageFile | undefined> {
  const { signal, timeout = DEFAULT_TIMEOUT } = options;
  const size = chunk.start + chunk.bytes.length;
  const contentRange = { start: chunk.start, end: size - 1, ...(total !== undefined && { total }) };
  const input = { filePath: content.filePath, contentRange, chunk: chunk.bytes };
  const send = async () => {
    try {
      return await client.request(storage.uploadChunk, input, { signal, timeout });
    } catch (error) {
      if (isUnknownAnswer(error)) return undefined;
      throw error;
    }
  };
  const onRefusal = async (refusal: unknown) => {
    if (chunk.isLast) return findWholeAfter(refusal, client, { ...content, size }, options);
    if (isStartInDoubt) throw refusal;
    return undefined; // It was taken.
  };
  return overBreaks(send, { onRefusal }, options);
}

async function sendEmpty(client: Transport, content: Content, options: UploadLargeFileOptions): Promise<StorageFile> {
  const { signal } = options;
  const { filePath, isOverwrite } = content;
  const empty = { ...content, size: 0 };
  return overBreaks(
    () => client.request(storage.upload, { filePath, isOverwrite }, { signal }),
    {
      onBreak: () => findWhole(client, empty, options),
      onRefusal: (refusal) => findWholeAfter(refusal, client, empty, options),
    },
    options,
  );
}

async function describe(client: Transport, filePath: string, options: UploadLargeFileOptions): Promise<StorageFile> {
  const { signal } = options;
  return overBreaks(() => client.request(storage.getFile, { filePath }, { signal }), {}, options);
}

interface WholeContent extends Content {
  readonly size: number;
}

async function findWholeAfter(
  refusal: unknown,
  client: Transport,
  content: WholeContent,
  options: UploadLargeFileOptions,
): Promise<StorageFile> {
  const whole = await findWhole(client, content, options);
  if (!whole) throw refusal;
  return whole;
}

/** Looks whether the file is there and whole. */
async function findWhole(
  client: Transport,
  { filePath, isOverwrite, size, sha256 }: WholeContent,
  options: UploadLargeFileOptions,
): Promise<StorageFile | undefined> {
  const description = await orUndefined(describe(client, filePath, options), NotFoundError);
  if (!description || (description.size ?? size) !== size) return undefined;
  // Where there was a file before, only the content tells whether this is the new one.
  if (isOverwrite && (await readSha256(client, filePath, options)) !== sha256) return undefined;
  return description;
}

async function readSha256(
  client: Transport,
  filePath: string,
  { signal, retryDelay }: UploadLargeFileOptions,
): Promise<string> {
  let hash = await startSha256();
  const sink = {
    write: (bytes: Uint8Array) => {
      hash.update(bytes);
      return Promise.resolve();
    },
    restart: async () => {
      hash = await startSha256();
    },
  };
  await readStorageFile(client, filePath, sink, { signal, retryDelay });
  return hash.digest();
}

/** What the portal says after a chunk is not documented: any good answer but a page of somebody else will do. */
function isUnknownAnswer(error: unknown): boolean {
  return ResponseValidationError.isInstance(error) && !/^\s*</.test(error.body);
}

function wrongChunkSize(): RequestValidationError {
  const message = `must be a whole number from 1 to ${LARGEST_CHUNK}`;
  return new RequestValidationError(ACTION, [{ path: "chunkSize", message }]);
}

function otherContent(
  client: Transport,
  filePath: string,
  found: string,
  sent: string,
  description: StorageFile,
): ResponseValidationError {
  const { url, method } = client.describe(storage.getFile, { filePath });
  return new ResponseValidationError(`${filePath} ${found} after the upload, but ${sent}.`, {
    endpoint: storage.getFile.id,
    method,
    url: url.href,
    status: storage.getFile.success,
    body: JSON.stringify(description),
    hint: "Upload the file again with isOverwrite: true.",
    maybeApplied: true,
  });
}
