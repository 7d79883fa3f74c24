/** Serves the files of Storage: content types, parts of files, and nothing that runs. */
import { getMimeType } from "hono/utils/mime";
import { ApiError } from "../api-error.js";
import { createRangeReader } from "../content-reading.js";
import { checkStoragePath } from "../storage-path.js";
import type { FileRecord, FileStore } from "../store/files.js";

/** Both ends are included. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file that is there: what is needed to send it. */
export interface ServedFile extends FileRecord {
  readonly contentRow: number;
}

/** Gives the file at a path as it stands in an address, still encoded; undefined for anything that is no file. */
export function findFile(files: FileStore, encodedPath: string): ServedFile | undefined {
  const path = decodeStoragePath(encodedPath);
  const file = path === undefined ? undefined : files.get(path);
  return file && file.contentRow !== null ? { ...file, contentRow: file.contentRow } : undefined;
}

/** Each segment is decoded once and then checked as any name in Storage, so that no encoding leads anywhere else. */
function decodeStoragePath(encodedPath: string): string | undefined {
  try {
    const segments = encodedPath.split("/").map(decodeURIComponent);
    return segments.some((segment) => segment.includes("/")) ? undefined : checkStoragePath(segments.join("/"));
  } catch (error) {
    if (error instanceof URIError || error instanceof ApiError) return undefined;
    throw error;
  }
}

/**
 * What somebody uploaded may be a page with scripts: it may be looked at, but nothing in it runs, and it does not count as
 * a page of the portal. Viewers of PDF files do not work in a sandbox, and PDF files have no need of one.
 */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; frame-ancestors *";

export function sendFile(files: FileStore, file: ServedFile, request: Request): Response {
  const type = getMimeType(file.name) ?? "application/octet-stream";
  const tag = `"${file.contentRow.toString(36)}-${file.modifiedOn.getTime().toString(36)}"`;
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": type === "application/pdf" ? policy : `${policy}; sandbox`,
    "Content-Type": type,
    ETag: tag,
    "Last-Modified": file.modifiedOn.toUTCString(),
    "X-Content-Type-Options": "nosniff",
  });
  if (request.headers.get("If-None-Match") === tag) return new Response(null, { status: 304, headers });

  const isSameFile = [null, tag].includes(request.headers.get("If-Range"));
  const range = isSameFile ? parseRange(request.headers.get("Range"), file.size) : undefined;
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${file.size}`);
    headers.delete("Content-Type");
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range) headers.set("Content-Range", `bytes ${start}-${end}/${file.size}`);
  headers.set("Content-Length", String(end - start + 1));
  const body = request.method === "HEAD" ? null : streamContent(files, file.contentRow, { start, end });
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** One range in bytes; several at once, and what is none, are answered with the whole file. */
function parseRange(header: string | null, size: number): Range | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "")
    return last === "0" || size === 0 ? "unsatisfiable" : { start: Math.max(size - Number(last), 0), end: size - 1 };
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Reads one piece at a time, when the reader has taken the one before: no file is ever in memory as a whole. */
function streamContent(files: FileStore, contentRow: number, { start, end }: Range): ReadableStream<Uint8Array> {
  const pieces = createRangeReader(files, contentRow)(start, end + 1);
  return new ReadableStream({
    pull(controller) {
      const { value: piece } = pieces.next();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}
