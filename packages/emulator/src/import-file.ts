/** Where the file of an import comes from: the request, Storage, or another address. */
import { badRequest, notFound } from "./api-error.js";
import { storagePathOf } from "./documents/references.js";
import type { Call } from "./portal.js";
import { refuseLargeFile } from "./request-body.js";
import { fromOutputFileName } from "./storage-path.js";
import type { TaskProgress } from "./tasks.js";

export interface FileInput {
  readonly format: "url" | "base64";
  readonly inputFileContent?: Uint8Array | undefined;
  readonly inputFileName?: string | undefined;
  readonly inputFileUrl?: string | undefined;
}

interface ImportFile {
  readonly fileName: string;
  readonly content: Uint8Array;
}

type ReadFile = (progress: TaskProgress) => Promise<ImportFile>;

/** Of the file as it is sent; what is packed in it has limits of its own. */
const largestMegabytes = 256;
const downloadMilliseconds = 60_000;

/** Checks that the file is named and there, before any task begins. Throws 400 or 404. */
export function openImportFile(call: Call, input: FileInput): ReadFile {
  const { format, inputFileUrl: address = "" } = input;
  if (format === "base64") return fromRequest(input);
  const path = toStoragePath(address, call.origin);
  return path === undefined ? fromNetwork(address) : fromStorage(call, path);
}

function fromRequest({ inputFileContent: content = new Uint8Array(), inputFileName = "" }: FileInput): ReadFile {
  refuseLargeFile(content);
  const file = { fileName: baseName(inputFileName), content };
  return () => Promise.resolve(file);
}

/** Names are taken in all forms that the API gives them; undefined for an address elsewhere. */
function toStoragePath(address: string, origin: string): string | undefined {
  const isElsewhere = /^[a-z][a-z0-9+.-]*:/i.test(address) && !address.startsWith(`${origin}/`);
  if (isElsewhere) return undefined;
  return storagePathOf(address) ?? fromOutputFileName(address.replaceAll("\\", "/").replace(/^\//, ""));
}

function fromStorage({ portal }: Call, path: string): ReadFile {
  const { files } = portal.store;
  const find = () => {
    const contentRow = files.get(path)?.contentRow ?? null;
    if (contentRow !== null) return contentRow;
    throw notFound(`"inputFileUrl": there is no file "Storage/${path}".`);
  };
  find();
  return () => {
    const contentRow = find();
    if (files.sizeOf(contentRow) > largestMegabytes * 1024 * 1024) throw tooLarge();
    return Promise.resolve({ fileName: baseName(path), content: files.read(contentRow) });
  };
}

function tooLarge(): Error {
  return badRequest(`The file is too large: at most ${largestMegabytes} MB are imported.`);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function fromNetwork(address: string): ReadFile {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw badRequest('"inputFileUrl" must be a path in Storage, or an http or https address without credentials.');
  }
  return async (progress) => {
    progress.report(0, `Downloading from ${url.host}`);
    const signal = AbortSignal.any([progress.signal, AbortSignal.timeout(downloadMilliseconds)]);
    const content = await download(url, signal).catch((error: unknown) => {
      progress.signal.throwIfAborted();
      if (error instanceof DownloadError) throw badRequest(error.message);
      throw badRequest(`The file could not be downloaded from ${url.host}: ${reasonOf(error)}.`);
    });
    return { fileName: baseName(decodePath(url.pathname)) || "index.html", content };
  };
}

class DownloadError extends Error {}

async function download(url: URL, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal, credentials: "omit" });
  if (!response.ok) throw new DownloadError(`${url.host} answered ${response.status} for the file.`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > largestMegabytes * 1024 * 1024) throw new DownloadError(tooLarge().message);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
