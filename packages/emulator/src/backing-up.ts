/** Backs up projects: everything that `ProjectBackup` imports restore, in one file. */
import { conflict } from "./api-error.js";
import type { BackupJob, BackupServices } from "./backup-worker.js";
import { mapBatches, takeBatch } from "./batches.js";
import type { WriteContent } from "./content-writing.js";
import type { BackupFile, BackupFolder, BackupTocNode, BackupTopic } from "./documents/index.js";
import { findStillThere } from "./permissions.js";
import { ContentGoneError } from "./store/contents.js";
import type { FileRecord } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TocNodeRecord } from "./store/toc.js";
import type { TopicRecord } from "./store/topics.js";
import type { TaskProgress } from "./tasks.js";
import { findWorker, runInThread, type Services } from "./thread.js";

/** Read between two turns of other work. */
const filesPerTurn = 100;

const worker = findWorker("backup-worker");

/**
 * Writes a backup while it is made in a thread: the project and its publications, their topics, and the files in their
 * folders or shown in their topics. What is changed meanwhile is as before or after, or ends it with 409 when it is a file.
 */
export async function backUpProject(
  store: Store,
  projectId: string,
  createdOn: Date,
  progress: TaskProgress,
  write: WriteContent,
): Promise<void> {
  const project = findStillThere(store.projects, projectId);
  const published = store.projects.list().filter(({ parentId }) => parentId === project.id);
  const all = [project, ...published.sort((left, right) => (left.id < right.id ? -1 : 1))];
  const job: BackupJob = {
    createdOn,
    project: { id: project.id, title: project.title, createdOn: project.createdOn, language: project.language },
    publications: all.slice(1).map(({ id, title, visibility, createdOn, language, groups, outputTags }) => {
      return { id, title, visibility, createdOn, language, accessGroups: groups, outputTags };
    }),
    topics: all.reduce((sum, { row }) => sum + store.toc.count(row), 0),
  };
  const nodes = all.map(({ row }) => eachBatch(readNodes(store, row), toBackupTocNode));
  const topics = all.map(({ row }) => eachBatch(store.topics.readBatches(row), toBackupTopic));
  const isOwn = (path: string) => all.some(({ id }) => `${path}/`.startsWith(`${id}/`));
  const services: Services<BackupServices> = {
    nextNodes: (place) => nodes[place]?.(),
    nextTopics: (place) => topics[place]?.(),
    nextFiles: eachBatch(inParts(listOwn(store, all)), (file) => toBackupFile(store, file)),
    nextFolders: eachBatch(listOwn(store, all), toBackupFolder),
    findOther(path) {
      const file = isOwn(path) ? undefined : store.files.get(path);
      return file ? toBackupFile(store, file) : [];
    },
    write,
  };
  await runInThread(worker, job, progress, { services });
}

const nodesPerTurn = 500;

/** As they are at the first call: one that was moved later below one that came later would hang nowhere. */
function* readNodes({ toc }: Store, row: number): Generator<TocNodeRecord[]> {
  const nodes = toc.list(row);
  for (let from = 0; from < nodes.length; from += nodesPerTurn) yield nodes.slice(from, from + nodesPerTurn);
}

/** A function that gives the next rows at each call. */
function eachBatch<T, U>(
  batches: Iterable<readonly T[]>,
  convert: (row: T) => U | readonly U[],
): () => U[] | undefined {
  const rest = mapBatches(batches, (rows) => rows.flatMap(convert));
  return () => rest.next().value;
}

function toBackupTocNode(node: TocNodeRecord): BackupTocNode {
  return {
    id: node.id,
    parentId: node.parentId,
    topicId: node.topicId,
    caption: node.caption,
    ordinalNo: node.ordinal,
    isShowInToc: node.isShown,
    isAutoDocsMountPoint: node.isAutoDocsMountPoint,
    sourceId: node.sourceId,
  };
}

function toBackupTopic(topic: TopicRecord): BackupTopic {
  return {
    id: topic.id,
    title: topic.title,
    body: topic.body,
    tocNodeId: topic.tocNodeId,
    isAutoTopic: topic.isAuto,
    statusName: topic.status,
    ownerUserName: topic.owner,
    assigneeUserName: topic.assignee,
    indexKeywords: topic.keywords,
    createdOn: topic.createdOn,
    modifiedOn: topic.modifiedOn,
  };
}

/** Folders of the projects, and all that lies in them. */
function* listOwn(store: Store, projects: readonly ProjectRecord[]): Generator<FileRecord[]> {
  for (const { id } of projects) {
    const folder = store.files.get(id);
    if (folder) yield [folder];
    yield* store.files.listBatches(id, true);
  }
}

/** Batches of files whose contents can be in memory together. */
function* inParts(batches: Iterable<readonly FileRecord[]>): Generator<FileRecord[]> {
  for (const batch of batches) {
    for (let from = 0; from < batch.length;) {
      const part = takeBatch(batch.slice(from, from + filesPerTurn), ({ size }) => size);
      yield part;
      from += part.length;
    }
  }
}

function toBackupFile(store: Store, { path, modifiedBy, modifiedOn, contentRow }: FileRecord): BackupFile[] {
  if (contentRow === null) return [];
  return [{ path, modifiedBy, modifiedOn, content: readUnchanged(store, path, contentRow) }];
}

function toBackupFolder({ path, modifiedBy, modifiedOn, isFolder }: FileRecord): BackupFolder[] {
  return isFolder ? [{ path, modifiedBy, modifiedOn }] : [];
}

function readUnchanged(store: Store, path: string, contentRow: number): Uint8Array {
  try {
    return store.files.read(contentRow);
  } catch (error) {
    if (!(error instanceof ContentGoneError)) throw error;
    throw conflict(`"Storage/${path}" was changed while the backup was made. Start it again.`);
  }
}
