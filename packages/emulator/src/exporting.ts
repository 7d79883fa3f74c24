/** Exports publications and backs up projects, into files in Storage. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import { conflict, notFound, notImplemented } from "./api-error.js";
import type { BackupFile, BackupSource, DocumentNode } from "./documents/index.js";
import { exportInThread } from "./export-thread.js";
import { findStoragePaths } from "./links.js";
import type { FileRecord } from "./store/files.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import type { TaskProgress } from "./tasks.js";

/** Read or written between two turns of other work. */
const topicsPerTurn = 50;
const bytesPerTurn = 1024 * 1024;

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
function findStillThere(store: Store, id: string): ProjectRecord {
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
  return exportInThread({ format, source, resources }, progress);
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

/** Makes the zip of a backup, as things are when the work begins: the project, its topics, and the files in its folder or shown in its topics. */
export async function backUpProject(
  store: Store,
  projectId: string,
  createdOn: Date,
  progress: TaskProgress,
): Promise<Uint8Array> {
  const { writeBackup } = await loadDocuments();
  const project = findStillThere(store, projectId);
  const topics: BackupSource["topics"][number][] = [];
  const paths = new Set<string>();
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
    progress.report(0.1, "Reading topics");
    await progress.pause();
  }
  progress.report(0.5, "Writing the backup");
  await progress.pause();
  const { id, title, createdOn: projectCreatedOn, language } = project;
  return writeBackup({
    createdOn,
    project: { id, title, createdOn: projectCreatedOn, language },
    toc: store.toc.list(project.row).map((node) => ({
      ...{ id: node.id, parentId: node.parentId, topicId: node.topicId, caption: node.caption },
      ...{ ordinalNo: node.ordinal, isShowInToc: node.isShown, isAutoDocsMountPoint: node.isAutoDocsMountPoint },
    })),
    topics,
    publications: store.projects
      .list()
      .filter(({ parentId }) => parentId === project.id)
      .map(({ id, title, visibility, createdOn, groups }) => ({
        id,
        title,
        visibility,
        createdOn,
        accessGroups: groups,
      })),
    ...collectFiles(store, project, paths),
  });
}

function collectFiles(store: Store, project: ProjectRecord, paths: ReadonlySet<string>) {
  const own = store.files.list(project.id, true);
  const shown = [...paths].flatMap((path) => store.files.get(path) ?? []);
  const files = new Map<string, BackupFile>();
  for (const file of [...own, ...shown]) {
    const { path, modifiedBy, modifiedOn, contentRow } = file;
    if (contentRow === null) continue;
    files.set(path, { path, modifiedBy, modifiedOn, read: () => store.files.read(contentRow) });
  }
  const filled = new Set(own.map(({ path }) => path.slice(0, path.lastIndexOf("/"))));
  const emptyFolders = own.filter(({ isFolder, path }) => isFolder && !filled.has(path)).map(({ path }) => path);
  return { files: [...files.values()], emptyFolders };
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
