/** Backs up projects: everything that `ProjectBackup` imports restore, in one file. */
import { conflict } from "./api-error.js";
import type { BackupFile, BackupSource, BackupTocNode, BackupTopic } from "./documents/index.js";
import { findStoragePaths } from "./links.js";
import { findStillThere } from "./permissions.js";
import { ContentGoneError } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TaskProgress } from "./tasks.js";

/** Read between two turns of other work. */
const topicsPerTurn = 50;

/**
 * Makes the zip of a backup while it is read, as things are when the work begins: the project and its publications, their topics, and the
 * files in their folders or shown in their topics. Reading ends with 409 when one of the files was changed meanwhile.
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
  const paths = new Set<string>();
  const contents = await readContents(store, project, paths, progress);
  const published = store.projects.list().filter(({ parentId }) => parentId === project.id);
  const publications: NonNullable<BackupSource["publications"]>[number][] = [];
  for (const publication of published) {
    const { id, title, visibility, language, outputTags, groups: accessGroups } = publication;
    const row = { id, title, visibility, language, outputTags, accessGroups, createdOn: publication.createdOn };
    publications.push({ ...row, ...(await readContents(store, publication, paths, progress)) });
  }
  progress.report(0.5, "Writing the backup");
  await progress.pause();
  const { id, title, createdOn: projectCreatedOn, language } = project;
  return writeBackup({
    createdOn,
    project: { id, title, createdOn: projectCreatedOn, language },
    ...contents,
    publications,
    ...collectFiles(store, [project, ...published], paths),
  });
}

interface Contents {
  readonly toc: readonly BackupTocNode[];
  readonly topics: readonly BackupTopic[];
}

/** Adds the paths of files that the topics show. */
async function readContents(
  store: Store,
  project: ProjectRecord,
  paths: Set<string>,
  progress: TaskProgress,
): Promise<Contents> {
  const topics: BackupTopic[] = [];
  for (const [index, { id }] of store.topics.list(project.row).entries()) {
    const topic = store.topics.get(project.row, id);
    if (!topic) continue;
    topics.push({
      ...{ id, title: topic.title, body: topic.body, tocNodeId: topic.tocNodeId, isAutoTopic: topic.isAuto },
      ...{ statusName: topic.status, ownerUserName: topic.owner, assigneeUserName: topic.assignee },
      ...{ indexKeywords: topic.keywords, createdOn: topic.createdOn, modifiedOn: topic.modifiedOn },
    });
    for (const path of findStoragePaths(topic.body)) paths.add(path);
    if (index % topicsPerTurn !== 0) continue;
    progress.report(0.1, `Reading topics of ${project.id}`);
    await progress.pause();
  }
  const toc = store.toc.list(project.row).map((node) => ({
    ...{ id: node.id, parentId: node.parentId, topicId: node.topicId, caption: node.caption, ordinalNo: node.ordinal },
    ...{ isShowInToc: node.isShown, isAutoDocsMountPoint: node.isAutoDocsMountPoint, sourceId: node.sourceId },
  }));
  return { toc, topics };
}

function collectFiles(store: Store, projects: readonly ProjectRecord[], paths: ReadonlySet<string>) {
  const own = projects.flatMap(({ id }) => [store.files.get(id) ?? [], store.files.list(id, true)].flat());
  const shown = [...paths].flatMap((path) => store.files.get(path) ?? []);
  const files = new Map<string, BackupFile>();
  for (const { path, modifiedBy, modifiedOn, contentRow } of [...own, ...shown]) {
    if (contentRow === null) continue;
    files.set(path, { path, modifiedBy, modifiedOn, read: () => readUnchanged(store, path, contentRow) });
  }
  const folders = own
    .filter(({ isFolder }) => isFolder)
    .map(({ path, modifiedBy, modifiedOn }) => ({ path, modifiedBy, modifiedOn }));
  return { files: [...files.values()], folders };
}

function readUnchanged(store: Store, path: string, contentRow: number): Uint8Array {
  try {
    return store.files.read(contentRow);
  } catch (error) {
    if (!(error instanceof ContentGoneError)) throw error;
    throw conflict(`"Storage/${path}" was changed while the backup was made. Start it again.`);
  }
}
