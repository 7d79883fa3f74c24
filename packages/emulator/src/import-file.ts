/** Where the file of an import comes from: the request, Storage, or another address. */
import { ApiError, badRequest, conflict, notFound } from "./api-error.js";
import { createRangeReader } from "./content-reading.js";
import { bytesPerTurn, createContentWriter } from "./content-writing.js";
import { storagePathOf } from "./documents/references.js";
import { toSourceFile, type SourceFile } from "./imports/source-file.js";
import { refuseLargeFile } from "./request-body.js";
import { fromOutputFileName } from "./storage-path.js";
import { ContentGoneError } from "./store/contents.js";
import type { FileStore } from "./store/files.js";
import type { TaskProgress } from "./tasks.js";
import { tryDecode } from "./try-decode.js";
import { writeAll } from "./worker-output.js";

export interface FileInput {
  readonly format: "url" | "base64";
  readonly inputFileContent?: Uint8Array | undefined;
  readonly inputFileName?: string | undefined;
  readonly inputFileUrl?: string | undefined;
}

export interface ImportFile extends SourceFile {
  readonly fileName: string;
}

/** Opens the file. What has to be downloaded is put into a content that `createContent` makes, and that no file gets. */
export type OpenFile = (progress: TaskProgress, createContent: () => number) => Promise<ImportFile>;

/** Of the file as it is sent; what is packed in it has limits of its own. */
const largestMegabytes = 256;
const downloadMilliseconds = 60_000;

/** The portal that is asked to import. */
export interface PortalFiles {
  readonly files: FileStore;
  readonly origin: string;
}

/** Checks that the file is named and there, before any task begins. Throws 400 or 404. */
export function findImportFile(portal: PortalFiles, input: FileInput): OpenFile {
  const { format, inputFileUrl: address = "" } = input;
  if (format === "base64") return fromRequest(input);
  const path = findStoragePath(address, portal.origin);
  return path === undefined ? fromNetwork(portal.files, address) : fromStorage(portal.files, path);
}

function fromRequest({ inputFileContent: content = new Uint8Array(), inputFileName = "" }: FileInput): OpenFile {
  refuseLargeFile(content);
  const file = { fileName: baseName(inputFileName), ...toSourceFile(content) };
  return () => Promise.resolve(file);
}

/** Names are taken in all forms that the API gives them; undefined for an address elsewhere. */
function findStoragePath(address: string, origin: string): string | undefined {
  const isElsewhere = /^[a-z][a-z0-9+.-]*:/i.test(address) && !address.startsWith(`${origin}/`);
  if (isElsewhere) return undefined;
  return storagePathOf(address) ?? fromOutputFileName(address.replaceAll("\\", "/").replace(/^\//, ""));
}

function fromStorage(files: FileStore, path: string): OpenFile {
  const find = () => {
    const contentRow = files.get(path)?.contentRow ?? null;
    if (contentRow !== null) return contentRow;
    throw notFound(`"inputFileUrl": there is no file "Storage/${path}".`);
  };
  find();
  return () => {
    const contentRow = find();
    if (files.sizeOf(contentRow) > largestMegabytes * 1024 * 1024) throw tooLarge();
    return Promise.resolve({ fileName: baseName(path), ...toStoredFile(files, contentRow, `Storage/${path}`) });
  };
}

function toStoredFile(files: FileStore, contentRow: number, name: string): SourceFile {
  const readRange = createRangeReader(files, contentRow);
  return {
    size: files.sizeOf(contentRow),
    read(start, end) {
      try {
        return Buffer.concat([...readRange(start, end)]);
      } catch (error) {
        if (!(error instanceof ContentGoneError)) throw error;
        throw conflict(`"${name}" was changed while it was imported. Start the import again.`);
      }
    },
  };
}

function tooLarge(): Error {
  return badRequest(`The file is too large: at most ${largestMegabytes} MB are imported.`);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function fromNetwork(files: FileStore, address: string): OpenFile {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw badRequest('"inputFileUrl" must be a path in Storage, or an http or https address without credentials.');
  }
  return async (progress, createContent) => {
    progress.report(0, `Downloading from ${url.host}`);
    const signal = AbortSignal.any([progress.signal, AbortSignal.timeout(downloadMilliseconds)]);
    const contentRow = createContent();
    // As much as possible in each turn: the time that they take is time in which nothing is read.
    await writeAll(download(url, signal), createContentWriter(files, contentRow, progress), bytesPerTurn);
    const fileName = baseName(tryDecode(url.pathname) ?? url.pathname) || "index.html";
    return { fileName, ...toStoredFile(files, contentRow, fileName) };
  };
}

async function* download(url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const response = await fetch(url, { signal, credentials: "omit" });
    if (!response.ok) throw badRequest(`${url.host} answered ${response.status} for the file.`);
    let size = 0;
    for await (const piece of response.body ?? []) {
      size += piece.length;
      if (size > largestMegabytes * 1024 * 1024) throw tooLarge();
      yield piece;
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw badRequest(`The file could not be downloaded from ${url.host}: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}
