/** Exports publications. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { badRequest, notImplemented } from "./api-error.js";
import { takeBatch } from "./batches.js";
import type { WriteContent } from "./content-writing.js";
import { exporters } from "./documents/exporters.js";
import type { ExportJob, ExportNode, ExportServices } from "./export-worker.js";
import { findStillThere } from "./permissions.js";
import type { Store } from "./store/store.js";
import type { TaskProgress } from "./tasks.js";
import { findWorker, runInThread, type Services } from "./thread.js";

/** Read between two turns of other work. */
const nodesPerTurn = 200;
/** Of all files of an export together: those of some formats are in memory. */
const largestMegabytes = 256;

const worker = findWorker("export-worker");

/** Throws 501 that names the formats that can be made. */
export function checkFormat(format: ExportFormat): void {
  if (exporters[format]) return;
  const known = Object.keys(exporters).join(", ");
  throw notImplemented(`The emulator does not make the format ${format} yet. It makes ${known}.`);
}

/**
 * Writes the file of an export while it is made in a thread, which is given topics and files when it asks for them: what is
 * changed meanwhile is as before or after. Throws 400 when its files are too large.
 */
export async function exportPublication(
  store: Store,
  publicationId: string,
  { format, exportedOn }: { readonly format: ExportFormat; readonly exportedOn: Date },
  progress: TaskProgress,
  write: WriteContent,
): Promise<void> {
  const { row, id, title, language, parentId } = findStillThere(store.projects, publicationId);
  const projectIds = [id, ...(parentId === null ? [] : [parentId])];
  const job: ExportJob = { format, source: { id, title, language, projectIds, exportedOn } };
  const services: Services<ExportServices> = {
    nextNodes: createNodeReader(store, row),
    bodies: (topicIds) => takeBatch(readBodies(store, row, topicIds), ({ length }) => length),
    file: createFileReader(store),
    write,
  };
  await runInThread(worker, job, progress, { services });
}

function* readBodies({ topics }: Store, row: number, topicIds: readonly string[]): Generator<string> {
  for (const topicId of topicIds) yield topics.get(row, topicId)?.body ?? "";
}

function createNodeReader(store: Store, row: number): () => ExportNode[] {
  const walked = store.toc.walk(row)[Symbol.iterator]();
  return () => {
    const some: ExportNode[] = [];
    while (some.length < nodesPerTurn) {
      const next = walked.next();
      if (next.done === true) break;
      const { node, label, depth, topicStatus } = next.value;
      some.push({ caption: label, topicId: topicStatus === null ? null : node.topicId, depth });
    }
    return some;
  };
}

/** Reads the files that there are at the paths that it is asked for. */
function createFileReader(store: Store): (path: string) => Uint8Array | undefined {
  let size = 0;
  return (path) => {
    const file = store.files.get(path);
    if (file === undefined || file.contentRow === null) return undefined;
    size += file.size;
    if (size <= largestMegabytes * 1024 * 1024) return store.files.read(file.contentRow);
    throw badRequest(`The files that the topics show or link to are too large: at most ${largestMegabytes} MB in all.`);
  };
}
