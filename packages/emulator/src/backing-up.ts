/** Backs up projects: everything that `ProjectBackup` imports restore, in one file. */
import { conflict } from "./api-error.js";
import { mapBatches } from "./batches.js";
import type { BackupContents, BackupFile, BackupFolder, BackupTocNode, BackupTopic } from "./documents/index.js";
import { findStoragePaths } from "./links.js";
import { findStillThere } from "./permissions.js";
import { ContentGoneError, type FileRecord } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TocNodeRecord } from "./store/toc.js";
import type { TopicRecord } from "./store/topics.js";
import type { TaskProgress } from "./tasks.js";

/**
 * Makes the zip of a backup while it is read: the project and its publications, their topics, and the files in their folders
 * or shown in their topics. What changes meanwhile is as before or after; reading ends with 409 when it is one of the files.
 */
export async function backUpProject(
  store: Store,
  projectId: string,
  createdOn: Date,
  progress: TaskProgress,
): Promise<AsyncIterable<Uint8Array>> {
  // Heavy to load, so it comes when the first task asks for it.
  const { writeBackup } = await import("./documents/index.js");
  const project = findStillThere(store.projects, projectId);
  const published = store.projects.list().filter(({ parentId }) => parentId === project.id);
  const all = [project, ...published.sort((left, right) => (left.id < right.id ? -1 : 1))];
  const shown = new Set<string>();
  const report = createReport(store, all, progress);
  const readContents = ({ row }: ProjectRecord): BackupContents => ({
    toc: mapBatches(store.toc.listBatches(row), (nodes) => nodes.map(toBackupTocNode)),
    topics: mapBatches(store.topics.readBatches(row), (topics) => {
      for (const { body } of topics) for (const path of findStoragePaths(body)) shown.add(path);
      report(topics.length);
      return topics.map(toBackupTopic);
    }),
  });
  const { id, title, createdOn: projectCreatedOn, language } = project;
  return writeBackup({
    createdOn,
    project: { id, title, createdOn: projectCreatedOn, language },
    ...readContents(project),
    publications: all.slice(1).map((publication) => {
      const { visibility, outputTags, groups: accessGroups } = publication;
      const row = { id: publication.id, title: publication.title, visibility, createdOn: publication.createdOn };
      return { ...row, language: publication.language, accessGroups, outputTags, ...readContents(publication) };
    }),
    files: mapBatches(listFiles(store, all, shown), (files) => files.flatMap((file) => toBackupFile(store, file))),
    folders: mapBatches(listOwn(store, all), (files) => files.filter(({ isFolder }) => isFolder).map(toBackupFolder)),
  });
}

function createReport(store: Store, projects: readonly ProjectRecord[], progress: TaskProgress) {
  const total = projects.reduce((sum, { row }) => sum + store.toc.count(row), 0);
  let done = 0;
  return (topics: number) => {
    done += topics;
    // Files come after the topics.
    progress.report((0.9 * done) / Math.max(total, done, 1), `Writing topics: ${done}`);
  };
}

function toBackupTocNode(node: TocNodeRecord): BackupTocNode {
  return {
    ...{ id: node.id, parentId: node.parentId, topicId: node.topicId, caption: node.caption, ordinalNo: node.ordinal },
    ...{ isShowInToc: node.isShown, isAutoDocsMountPoint: node.isAutoDocsMountPoint, sourceId: node.sourceId },
  };
}

function toBackupTopic(topic: TopicRecord): BackupTopic {
  return {
    ...{ id: topic.id, title: topic.title, body: topic.body, tocNodeId: topic.tocNodeId, isAutoTopic: topic.isAuto },
    ...{ statusName: topic.status, ownerUserName: topic.owner, assigneeUserName: topic.assignee },
    ...{ indexKeywords: topic.keywords, createdOn: topic.createdOn, modifiedOn: topic.modifiedOn },
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

/** The same, and then the files that topics show and that lie elsewhere. */
function* listFiles(
  store: Store,
  projects: readonly ProjectRecord[],
  shown: ReadonlySet<string>,
): Generator<FileRecord[]> {
  yield* listOwn(store, projects);
  const isOwn = (path: string) => projects.some(({ id }) => `${path}/`.startsWith(`${id}/`));
  for (const path of [...shown].sort()) {
    const file = isOwn(path) ? undefined : store.files.get(path);
    if (file) yield [file];
  }
}

function toBackupFile(store: Store, { path, modifiedBy, modifiedOn, contentRow }: FileRecord): BackupFile[] {
  if (contentRow === null) return [];
  return [{ path, modifiedBy, modifiedOn, read: () => readUnchanged(store, path, contentRow) }];
}

function toBackupFolder({ path, modifiedBy, modifiedOn }: FileRecord): BackupFolder {
  return { path, modifiedBy, modifiedOn };
}

function readUnchanged(store: Store, path: string, contentRow: number): Uint8Array {
  try {
    return store.files.read(contentRow);
  } catch (error) {
    if (!(error instanceof ContentGoneError)) throw error;
    throw conflict(`"Storage/${path}" was changed while the backup was made. Start it again.`);
  }
}
