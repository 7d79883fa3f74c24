/** Exports publications and backs up projects, into files in Storage. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { badRequest, conflict, notFound, notImplemented } from "./api-error.js";
import type { DocumentNode } from "./documents/index.js";
import type { ExportJob } from "./export-worker.js";
import { findPicturePaths, findStoragePaths } from "./links.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TaskProgress } from "./tasks.js";
import { runInThread } from "./thread.js";

/** Read or written between two turns of other work. */
const topicsPerTurn = 50;
const bytesPerTurn = 1024 * 1024;
/** Of all files of an export together: they are in memory, and once more in the thread. */
const largestMegabytes = 256;

// The worker is the file beside this one, compiled or not.
const worker = new URL(import.meta.url.replace(/exporting(\.\w+)$/, "export-worker$1"));

// The makers of documents are heavy to load, so they come when the first task asks for them.
const loadDocuments = () => import("./documents/index.js");

/** Throws 501 that names the formats that can be made. */
export async function checkFormat(format: ExportFormat): Promise<void> {
  const { exporters } = await loadDocuments();
  if (exporters[format]) return;
  const known = Object.keys(exporters).join(", ");
  throw notImplemented(`The emulator does not make the format ${format} yet. It makes ${known}.`);
}

/** Throws 409 when no file can be put at this path. */
export function checkOutputPath(store: Store, path: string): void {
  if (store.files.get(path)?.isFolder) throw conflict(`There is a folder at "Storage/${path}".`);
  checkParents(store, path);
}

/** Throws 409 when one of the folders above a path is a file. */
export function checkParents(store: Store, path: string): void {
  const segments = path.split("/");
  for (const depth of segments.keys()) {
    const above = segments.slice(0, depth).join("/");
    if (above === "" || store.files.get(above)?.isFolder !== false) continue;
    throw conflict(`"Storage/${above}" is a file, so nothing can be put below it.`);
  }
}

/** What waited in the queue may have been replaced or deleted meanwhile. Throws 404 when it is gone. */
export function findStillThere(store: Store, id: string): ProjectRecord {
  const project = store.projects.get(id);
  if (project) return project;
  throw notFound(`"${id}" was deleted before the task began.`);
}

/**
 * Makes the file of an export, of the publication as it is when the work begins. Throws 400 when its files are too large.
 */
export async function exportPublication(
  store: Store,
  publicationId: string,
  format: ExportFormat,
  exportedOn: Date,
  progress: TaskProgress,
): Promise<Uint8Array> {
  const publication = findStillThere(store, publicationId);
  const { siteFormats } = await loadDocuments();
  const paths = new Set<string>();
  const findPaths = siteFormats.has(format) ? findStoragePaths : findPicturePaths;
  const nodes = await readNodes(store, publication, progress, (body) => {
    for (const path of findPaths(body)) paths.add(path);
  });
  const resources = await readFiles(store, paths, progress);
  const source = {
    id: publication.id,
    title: publication.title,
    language: publication.language,
    nodes,
    projectIds: [publication.id, ...(publication.parentId === null ? [] : [publication.parentId])],
    exportedOn,
  };
  const job: ExportJob = { format, source, resources };
  return runInThread(worker, job, partOf(progress, 0.1, 0.9));
}

/** A share of a task's progress, for work that reports from 0 to 1. */
export function partOf(progress: TaskProgress, start: number, end: number): TaskProgress {
  return {
    ...progress,
    report: (fraction, text) => {
      progress.report(start + fraction * (end - start), text);
    },
  };
}

/** Reads the files that there are at these paths. */
async function readFiles(
  store: Store,
  paths: ReadonlySet<string>,
  progress: TaskProgress,
): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  let size = 0;
  for (const path of paths) {
    await progress.pause();
    const file = store.files.get(path);
    if (file === undefined || file.contentRow === null) continue;
    size += file.size;
    if (size > largestMegabytes * 1024 * 1024) {
      throw badRequest(
        `The files that the topics show or link to are too large: at most ${largestMegabytes} MB in all.`,
      );
    }
    contents.set(path, store.files.read(file.contentRow));
  }
  return contents;
}

async function readNodes(
  store: Store,
  publication: ProjectRecord,
  progress: TaskProgress,
  visit: (body: string) => void,
): Promise<DocumentNode[]> {
  const roots: DocumentNode[] = [];
  const byId = new Map<string, DocumentNode>();
  for (const [index, { id, parentId, topicId, caption }] of store.toc.list(publication.row).entries()) {
    const topic = topicId === null ? undefined : store.topics.get(publication.row, topicId);
    const node: DocumentNode = {
      caption: caption === "" ? (topic?.title ?? "") : caption,
      topicId: topic?.id ?? null,
      bodyHtml: topic?.body ?? null,
      children: [],
    };
    byId.set(id, node);
    visit(node.bodyHtml ?? "");
    const siblings = parentId === null ? roots : byId.get(parentId)?.children;
    siblings?.push(node);
    if (index % topicsPerTurn === 0) {
      progress.report(0.05, "Reading topics");
      await progress.pause();
    }
  }
  return roots;
}

/** Stores bytes piece by piece without showing them; `place` gives them to a file. */
export async function storeBytes(
  store: Store,
  contentRow: number,
  bytes: Uint8Array,
  progress: TaskProgress,
): Promise<void> {
  for (let start = 0; start < bytes.length; start += bytesPerTurn) {
    store.files.append(contentRow, bytes.subarray(start, start + bytesPerTurn));
    progress.report(0.9 + (start / bytes.length) * 0.1, "Storing the file");
    await progress.pause();
  }
}

/** The same for bytes that are made while they are read, in pieces of any size. */
export async function storeStream(
  store: Store,
  contentRow: number,
  pieces: AsyncIterable<Uint8Array>,
  progress: TaskProgress,
): Promise<void> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    // Making the pieces took turns.
    progress.signal.throwIfAborted();
    store.files.append(contentRow, Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < bytesPerTurn) continue;
    flush();
    await progress.pause();
  }
  flush();
}
