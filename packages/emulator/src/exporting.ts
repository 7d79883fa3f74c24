/** Exports publications and backs up projects, into files in Storage. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { conflict, notFound, notImplemented } from "./api-error.js";
import type { DocumentNode } from "./documents/index.js";
import type { ExportJob } from "./export-worker.js";
import { findStoragePaths } from "./links.js";
import type { FileRecord } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TaskProgress } from "./tasks.js";
import { findWorker, runInThread } from "./thread.js";

/** Read or written between two turns of other work. */
const topicsPerTurn = 50;
const bytesPerTurn = 1024 * 1024;

const worker = findWorker("export-worker");

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

/** Makes the file of an export, of the publication as it is when the work begins. */
export async function exportPublication(
  store: Store,
  publicationId: string,
  format: ExportFormat,
  exportedOn: Date,
  progress: TaskProgress,
): Promise<Uint8Array> {
  const publication = findStillThere(store, publicationId);
  const resources = new Map<string, Uint8Array>();
  const nodes = await readNodes(store, publication, resources, progress);
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

/** Reads the files that a topic shows, unless they were read for another. */
function readResources(store: Store, body: string, resources: Map<string, Uint8Array>): void {
  for (const path of findStoragePaths(body)) {
    const content = resources.has(path) ? undefined : readFile(store, store.files.get(path));
    if (content) resources.set(path, content);
  }
}

function readFile(store: Store, file: FileRecord | undefined): Uint8Array | undefined {
  const contentRow = file?.contentRow ?? null;
  return contentRow === null ? undefined : store.files.read(contentRow);
}

async function readNodes(
  store: Store,
  publication: ProjectRecord,
  resources: Map<string, Uint8Array>,
  progress: TaskProgress,
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
    readResources(store, node.bodyHtml ?? "", resources);
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
