/** Puts what an import brings into the store: unseen first, then all at once. */
import { randomUUID } from "node:crypto";
import { conflict } from "./api-error.js";
import { count } from "./count.js";
import type { ImportFile } from "./import-file.js";
import type { ImportPlan } from "./import-plan.js";
import type { ImportJob, ImportOutcome, ImportServices } from "./import-worker.js";
import { createUnseen, createWritingServices, type Unseen, type UnseenFile } from "./import-writing.js";
import type { ImportedFolder } from "./imports/index.js";
import { listSome, quoteName } from "./imports/told-names.js";
import { findStillThere } from "./permissions.js";
import { checkOutputPath, checkParents, checkStoragePath } from "./storage-path.js";
import type { ProjectRecord } from "./store/projects.js";
import type { Store } from "./store/store.js";
import { partOf, type TaskProgress } from "./tasks.js";
import { findWorker, runInThread, type Services } from "./thread.js";

const worker = findWorker("import-worker");

/** The work of one import, in the steps of a task. */
export interface ImportWork {
  /** Reads the file and prepares everything unseen; the returned step shows it, and gives the final words. */
  readonly run: (progress: TaskProgress) => Promise<() => string>;
  readonly cleanUp: () => void;
}

export function createImportWork(plan: ImportPlan): ImportWork {
  const { store, target } = plan;
  const unseen = createUnseen(target);
  return {
    async run(progress) {
      progress.report(0, "Reading the file");
      const file = await plan.openFile(progress, () => {
        unseen.download = store.files.createContent();
        return unseen.download;
      });
      await progress.pause();
      if (target.kind === "existing") unseen.rows.set(0, insertStaging(store));
      const services: Services<ImportServices> = { read: file.read, ...createWritingServices(plan, unseen, progress) };
      const job = createJob(plan, file);
      const outcome = await runInThread<ImportOutcome>(worker, job, partOf(progress, 0.05, 1), { services });
      return () => show(plan, unseen, outcome);
    },
    cleanUp() {
      for (const row of unseen.rows.values()) store.projects.delete(row);
      store.files.discard(unseen.files.map(({ contentRow }) => contentRow));
      discardDownload(plan, unseen);
    },
  };
}

function discardDownload({ store }: ImportPlan, { download }: Unseen): void {
  if (download !== undefined) store.files.discard([download]);
}

function createJob({ store, target, format, options }: ImportPlan, { fileName, size }: ImportFile): ImportJob {
  const projectId = target.kind === "new" ? target.project.id : target.projectId;
  const existing = target.kind === "existing" ? findStillThere(store.projects, projectId) : undefined;
  return {
    ...{ format, fileName, size, options, projectId },
    takenTopicIds: new Set(existing ? store.topics.list(existing.row).map(({ id }) => id) : []),
    takenPaths: new Set(store.files.list(projectId, true).map(({ path }) => path)),
  };
}

/** A project that nobody sees, which is thrown away when the portal stops before its topics have been moved. */
function insertStaging(store: Store): number {
  const staging = { id: `import-${randomUUID()}`, parentId: null, title: "", language: "", groups: [], outputTags: [] };
  return store.projects.insert({ ...staging, visibility: "Private", createdOn: new Date(0) }, "building");
}

/** Gives the final words. */
function show(plan: ImportPlan, unseen: Unseen, outcome: ImportOutcome): string {
  showContents(plan, unseen, outcome);
  makeFolders(plan, outcome.folders); // Before their files, which would give them times of their own.
  const kept = placeFiles(plan, unseen.files);
  discardDownload(plan, unseen);
  const notes = [...outcome.notes, ...unseen.notes];
  const unknown = [...unseen.unknownStatuses].map(quoteName);
  if (unknown.length > 0) notes.push(`Statuses that the portal does not have became Draft: ${listSome(unknown)}.`);
  if (kept.length > 0) notes.push(`Files that were there already, and were kept: ${kept.slice(0, 10).join(", ")}.`);
  const placed = count(unseen.files.length - kept.length, "file");
  return [`Imported: ${count(unseen.topics, "topic")}, ${placed}.`, ...notes].join("<br/>");
}

/**
 * Lets the files be seen. What is in Storage outside of the new project's folder stays as it is; gives the paths of that.
 * Throws 409 where no file can be put.
 */
function placeFiles({ store, target, login, now }: ImportPlan, files: readonly UnseenFile[]): string[] {
  const kept: string[] = [];
  for (const { path, modifiedBy, modifiedOn, contentRow } of files) {
    const isOwn = target.kind === "new" && path.startsWith(`${target.project.id}/`);
    if (!isOwn && store.files.get(path)) {
      kept.push(path);
      store.files.discard([contentRow]);
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

/** Lets the topics be seen: those of a new project by showing it and its publications, others by moving them into theirs. */
function showContents({ store, target, now }: ImportPlan, { rows }: Unseen, outcome: ImportOutcome): void {
  if (target.kind === "new") {
    const { given, project } = target;
    store.projects.describe(project.row, {
      title: given.title ?? (outcome.title === "" ? project.title : outcome.title),
      language: given.language ?? outcome.language ?? project.language,
      createdOn: outcome.createdOn ?? new Date(now),
    });
    for (const row of rows.values()) store.projects.publish(row);
    return;
  }
  const existing = findStillThere(store.projects, target.projectId);
  for (const row of rows.values()) moveContents(store, row, existing);
}

function moveContents(store: Store, row: number, existing: ProjectRecord): void {
  const shared = store.topics.listSharedIds(row, existing.row);
  if (shared.length > 0) {
    const ids = shared.slice(0, 10).join(", ");
    throw conflict(`Nothing was imported: "${existing.id}" has topics with these ids already: ${ids}.`);
  }
  store.topics.moveAll(row, existing.row);
  store.toc.moveAll(row, existing.row);
  store.projects.delete(row);
}
