/** Puts what an import brings into the store: unseen first, then all at once. */
import { randomUUID } from "node:crypto";
import { visibilities, type ImportFormat } from "@clickhelp-js/protocol";
import { conflict } from "./api-error.js";
import { checkNewId } from "./check-id.js";
import { createContentWriter } from "./content-writing.js";
import { defaultStatuses } from "./default-statuses.js";
import type {
  ImportedContents,
  ImportedDocument,
  ImportedFile,
  ImportedFolder,
  ImportedNode,
  ImportedPublication,
  ImportedTopic,
  ImportSource,
} from "./imports/index.js";
import { findStillThere } from "./permissions.js";
import { checkOutputPath, checkParents, checkStoragePath } from "./storage-path.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import { partOf, type TaskProgress } from "./tasks.js";
import { findWorker, runInThread } from "./thread.js";

const worker = findWorker("import-worker");

/** Written between two turns of other work. */
const batchSize = 50;

export interface ImportPlan {
  readonly store: Store;
  /** Who imports: the owner and assignee of new topics. */
  readonly login: string;
  readonly now: number;
  readonly format: ImportFormat;
  readonly options: ImportSource["options"];
  readonly readFile: (progress: TaskProgress) => Promise<{ fileName: string; content: Uint8Array }>;
  readonly target: ImportTarget;
}

/** A new project, in the making since the request, or one that is there. */
export type ImportTarget =
  | {
      readonly kind: "new";
      readonly project: ProjectRecord;
      /** What the caller asked for; the rest is taken from the file. */
      readonly given: { readonly title?: string | undefined; readonly language?: string | undefined };
    }
  | { readonly kind: "existing"; readonly projectId: string };

/** The work of one import, in the steps of a task. */
export interface ImportWork {
  /** Reads the file and prepares everything unseen; the returned step shows it, and gives the final words. */
  readonly run: (progress: TaskProgress) => Promise<() => string>;
  readonly cleanUp: () => void;
}

export function createImportWork(plan: ImportPlan): ImportWork {
  const { store, target } = plan;
  const rows: number[] = target.kind === "new" ? [target.project.row] : [];
  const contentRows: number[] = [];
  return {
    async run(progress) {
      const document = await readDocument(plan, progress);
      const row = target.kind === "new" ? target.project.row : insertStaging(store);
      if (target.kind === "existing") rows.push(row);
      const writing = partOf(progress, 0.6, 0.85);
      // The ids of nodes are those of the backup only where they cannot meet others.
      await writeContents(plan, row, document, target.kind === "new", writing);
      const notes = [...document.notes];
      const publications = await writePublications(plan, document, rows, notes, writing);
      const files = await writeFiles(store, document.files, contentRows, partOf(progress, 0.85, 1));
      return () => {
        showContents(plan, row, document);
        for (const publication of publications) store.projects.publish(publication);
        makeFolders(plan, document.folders); // Before their files, which would give them times of their own.
        const kept = placeFiles(plan, files);
        if (kept.length > 0)
          notes.push(`Files that were there already, and were kept: ${kept.slice(0, 10).join(", ")}.`);
        const placed = count(files.length - kept.length, "file");
        return [`Imported: ${countTopics(document)}, ${placed}.`, ...notes].join("<br/>");
      };
    },
    cleanUp() {
      for (const row of rows) store.projects.delete(row);
      for (const contentRow of contentRows) store.files.discard(contentRow);
    },
  };
}

/** Lets the worker make topics of the file. */
async function readDocument(plan: ImportPlan, progress: TaskProgress): Promise<ImportedDocument> {
  const { store, target, format, options } = plan;
  progress.report(0, "Reading the file");
  const { fileName, content } = await plan.readFile(progress);
  await progress.pause();
  const projectId = target.kind === "new" ? target.project.id : target.projectId;
  const existing = target.kind === "existing" ? findStillThere(store.projects, target.projectId) : undefined;
  const source: ImportSource = {
    ...{ format, fileName, content, options, projectId },
    takenTopicIds: new Set(existing ? store.topics.list(existing.row).map(({ id }) => id) : []),
    takenPaths: new Set(store.files.list(projectId, true).map(({ path }) => path.toLowerCase())),
  };
  return runInThread<ImportedDocument>(worker, source, partOf(progress, 0.05, 0.6));
}

/** A project that nobody sees, which is thrown away when the portal stops before its topics have been moved. */
function insertStaging(store: Store): number {
  const staging = { id: `import-${randomUUID()}`, parentId: null, title: "", language: "", groups: [], outputTags: [] };
  return store.projects.insert({ ...staging, visibility: "Private", createdOn: new Date(0) }, "building");
}

interface PlacedNode {
  readonly node: ImportedNode;
  readonly parent: ImportedNode | null;
}

function inReadingOrder(nodes: readonly ImportedNode[], parent: ImportedNode | null = null): PlacedNode[] {
  return nodes.flatMap((node) => [{ node, parent }, ...inReadingOrder(node.children, node)]);
}

async function writeContents(
  plan: ImportPlan,
  row: number,
  { nodes, looseTopics = [] }: ImportedContents,
  keepNodeIds: boolean,
  progress: TaskProgress,
): Promise<void> {
  const { store } = plan;
  const ids = new Map<ImportedNode, string>();
  const insertTopic = createTopicWriter(plan, row);
  const writeNode = ({ node, parent }: PlacedNode) => {
    if (node.topic) insertTopic(node.topic);
    const id = store.toc.insert(row, {
      ...(keepNodeIds && node.id !== undefined && { id: node.id }),
      parentId: parent === null ? null : (ids.get(parent) ?? null),
      ...{ caption: node.caption, topicId: node.topic?.id ?? null, isShown: !(node.isHidden ?? false) },
      ...{ isAutoDocsMountPoint: node.isMountPoint ?? false, sourceId: node.sourceId ?? null },
    });
    ids.set(node, id);
  };
  const steps = [
    ...inReadingOrder(nodes).map((placed) => () => {
      writeNode(placed);
    }),
    ...looseTopics.map((topic) => () => {
      insertTopic(topic);
    }),
  ];
  for (let start = 0; start < steps.length; start += batchSize) {
    const batch = steps.slice(start, start + batchSize);
    store.database.transaction(() => {
      for (const step of batch) step();
    });
    progress.report(
      (start + batch.length) / steps.length,
      `Writing topics: ${start + batch.length} of ${steps.length}`,
    );
    await progress.pause();
  }
}

/** People and statuses that the portal does not have are replaced: by whoever imports, and by Draft. */
function createTopicWriter({ store, login, now }: ImportPlan, projectRow: number): (topic: ImportedTopic) => void {
  const contributorOr = (name: string | undefined, otherwise: string) =>
    name !== undefined && store.users.get(name)?.type === "Contributor" ? name : otherwise;
  const [draft = "Draft", ...others] = store.settings.get("statuses")?.split("\n") ?? defaultStatuses;
  const statuses = new Set([draft, ...others]);
  return (topic) => {
    const createdOn = topic.createdOn ?? new Date(now);
    store.topics.insert({
      ...{ projectRow, id: checkNewId("id", topic.id), title: topic.title, body: topic.body, isAuto: topic.isAuto },
      keywords: [...topic.keywords],
      status: topic.status !== undefined && statuses.has(topic.status) ? topic.status : draft,
      owner: contributorOr(topic.owner, login),
      assignee: contributorOr(topic.assignee, login),
      ...{ createdOn, modifiedOn: topic.modifiedOn ?? createdOn },
    });
  };
}

/** Gives the rows of what was restored. Publications whose id is taken stay out. */
async function writePublications(
  plan: ImportPlan,
  { publications = [] }: ImportedDocument,
  rows: number[],
  notes: string[],
  progress: TaskProgress,
): Promise<number[]> {
  const { store, target } = plan;
  const isTaken = ({ id }: ImportedPublication) => store.projects.isTaken(id);
  const leftOut = publications.filter((publication) => target.kind === "existing" || isTaken(publication));
  if (leftOut.length > 0) {
    const why = target.kind === "existing" ? "only new projects get them" : "their ids are taken";
    notes.push(`Publications left out, since ${why}: ${leftOut.map(({ id }) => id).join(", ")}.`);
  }
  const restored: number[] = [];
  for (const publication of publications.filter((one) => !leftOut.includes(one))) {
    const { title, language, createdOn } = publication;
    const visibility = visibilities.find((one) => one === publication.visibility) ?? "Private";
    const lists = { groups: [...publication.groups], outputTags: [...publication.outputTags] };
    const parentId = target.kind === "new" ? target.project.id : null;
    const id = checkNewId("id", publication.id);
    const row = store.projects.insert(
      { ...{ id, parentId, title, language, createdOn, visibility }, ...lists },
      "building",
    );
    rows.push(row);
    restored.push(row);
    await writeContents(plan, row, publication, true, progress);
  }
  return restored;
}

interface StoredFile {
  readonly file: ImportedFile;
  readonly contentRow: number;
}

/** Stores contents without showing them. */
async function writeFiles(
  store: Store,
  files: readonly ImportedFile[],
  contentRows: number[],
  progress: TaskProgress,
): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const file of files) {
    checkStoragePath(file.path);
    const contentRow = store.files.createContent();
    contentRows.push(contentRow);
    stored.push({ file, contentRow });
    await createContentWriter(store.files, contentRow, progress)(file.content);
  }
  return stored;
}

/**
 * Lets the files be seen. What is in Storage outside of the new project's folder stays as it is; gives the paths of that.
 * Throws 409 where no file can be put.
 */
function placeFiles({ store, target, login, now }: ImportPlan, files: readonly StoredFile[]): string[] {
  const kept: string[] = [];
  for (const { file, contentRow } of files) {
    const { path, modifiedBy, modifiedOn } = file;
    const isOwn = target.kind === "new" && path.startsWith(`${target.project.id}/`);
    if (!isOwn && store.files.get(path)) {
      kept.push(path);
      store.files.discard(contentRow);
      continue;
    }
    checkOutputPath(store.files, path);
    store.files.place(path, contentRow, modifiedBy ?? login, modifiedOn?.getTime() ?? now);
  }
  return kept;
}

function makeFolders({ store }: ImportPlan, folders: readonly ImportedFolder[] = []): void {
  for (const { path, modifiedBy, modifiedOn } of folders.filter((folder) => !store.files.get(folder.path))) {
    checkParents(store.files, checkStoragePath(path));
    store.files.makeFolder(path, modifiedBy, modifiedOn.getTime());
  }
}

/** Lets the topics be seen: those of a new project by showing it, others by moving them into theirs. */
function showContents({ store, target, now }: ImportPlan, row: number, document: ImportedDocument): void {
  if (target.kind === "new") {
    const { given, project } = target;
    store.projects.describe(row, {
      title: given.title ?? (document.title === "" ? project.title : document.title),
      language: given.language ?? document.language ?? project.language,
      createdOn: document.createdOn ?? new Date(now),
    });
    store.projects.publish(row);
    return;
  }
  const existing = findStillThere(store.projects, target.projectId);
  const shared = store.topics.listSharedIds(row, existing.row);
  if (shared.length > 0) {
    const ids = shared.slice(0, 10).join(", ");
    throw conflict(`Nothing was imported: "${existing.id}" has topics with these ids already: ${ids}.`);
  }
  store.topics.moveAll(row, existing.row);
  store.toc.moveAll(row, existing.row);
  store.projects.delete(row);
}

function countTopics({ nodes, looseTopics = [] }: ImportedContents): string {
  return count(inReadingOrder(nodes).filter(({ node }) => node.topic).length + looseTopics.length, "topic");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
