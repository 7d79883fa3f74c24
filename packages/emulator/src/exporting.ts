/** Exports publications. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { badRequest, notImplemented } from "./api-error.js";
import type { DocumentNode } from "./documents/index.js";
import type { ExportJob } from "./export-worker.js";
import { findPicturePaths, findStoragePaths } from "./links.js";
import { findStillThere } from "./permissions.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import { partOf, type TaskProgress } from "./tasks.js";
import { findWorker, runInThread } from "./thread.js";

/** Read between two turns of other work. */
const topicsPerTurn = 50;
/** Of all files of an export together: they are in memory, and once more in the thread. */
const largestMegabytes = 256;

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
  const publication = findStillThere(store.projects, publicationId);
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
