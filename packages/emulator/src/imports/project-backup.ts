/** Reads the backups that this portal writes: everything comes back as it was. */
import { createHash } from "node:crypto";
import { relink } from "../links.js";
import type { ReportProgress } from "../report-progress.js";
import { manifestPath, readManifest, type ManifestEntry, type ManifestRows } from "./backup-manifest.js";
import { checkArchive, joinPieces, openArchive, type Archive } from "./read-archive.js";
import {
  UnreadableFileError,
  type ImportedContent,
  type ImportedFile,
  type ImportedToc,
  type ImportedTopic,
  type Importer,
} from "./source.js";
import { rowsInReadingOrder } from "./toc-tree.js";

/** Reads the manifest twice: to check it, and beside the topics and files, so that these need not wait in memory. */
export const importProjectBackup: Importer = async (source, report) => {
  report(0.05, "Unpacking the backup");
  checkArchive(source, "backup of a project");
  const archive = await openArchive(source.file);
  const summary = await checkManifest(archive);
  const { project, publications } = summary.whole;
  const { title, language, createdOn } = project;
  const move = createMove(project.id, source.projectId);
  return {
    ...{ title, language, createdOn, tocs: summary.tocs, notes: () => [] },
    contents: readContents(archive, summary.contents, move, report),
    folders: summary.folders.map((folder) => ({ ...folder, path: move.path(folder.path) })),
    publications: publications.map(({ accessGroups: groups, ...publication }) => ({ ...publication, groups })),
  };
};

type Move = ReturnType<typeof createMove>;

/** The project may come back under another id; what led to it has to lead to the new one. */
function createMove(fromProjectId: string, toProjectId: string) {
  const isMoved = fromProjectId !== toProjectId;
  return {
    body: (html: string) => (isMoved ? relink(html, { fromProjectId, toProjectId, origin: "" }) : html),
    path: (path: string) =>
      isMoved && `${path}/`.startsWith(`${fromProjectId}/`) ? toProjectId + path.slice(fromProjectId.length) : path,
  };
}

/** What is known of a backup before its topics and files are read. */
interface Summary {
  readonly whole: ManifestRows["whole"];
  readonly folders: readonly ManifestRows["folders"][];
  /** Topics and files together. */
  readonly contents: number;
  /** Of the project and, behind it, its publications. */
  readonly tocs: readonly ImportedToc[];
}

/** Checks everything but what topics and files hold. */
async function checkManifest(archive: Archive): Promise<Summary> {
  const checkEntry = createEntryCheck(archive);
  const tocs: ManifestRows["toc"][][] = [];
  const topicIds: Set<string>[] = [];
  const folders: ManifestRows["folders"][] = [];
  let contents = 0;
  for await (const part of readManifest(archive)) {
    if (part.list === "toc") (tocs[part.place] ??= []).push(part.row);
    else if (part.list === "folders") folders.push(part.row);
    else if (part.list === "whole") {
      const places = [0, ...part.row.publications.map((_, index) => index + 1)];
      const inOrder = places.map((place) => toToc(tocs[place] ?? [], topicIds[place] ?? new Set()));
      return { whole: part.row, folders, contents, tocs: inOrder };
    } else {
      checkEntry(part.list === "files" ? part.row.content : part.row.body);
      if (part.list === "topics") addNew((topicIds[part.place] ??= new Set()), part.row.id);
      contents += 1;
    }
  }
  throw new UnreadableFileError("The backup's manifest.json is empty.");
}

function addNew(topicIds: Set<string>, id: string): void {
  if (topicIds.has(id)) throw new UnreadableFileError(`The backup has two topics with the id "${id}".`);
  topicIds.add(id);
}

/** Sees that everything is there, and is named once: what is named a thousand times would be a bomb. */
function createEntryCheck({ paths }: Archive): (described: ManifestEntry) => void {
  const unnamed = new Set(paths());
  if (!unnamed.delete(manifestPath)) {
    throw new UnreadableFileError("This is no backup of a project: the zip has no manifest.json.");
  }
  return ({ path }) => {
    if (unnamed.delete(path.normalize("NFC"))) return;
    throw new UnreadableFileError(`The backup lacks "${path}", which its manifest names, or it is named there twice.`);
  };
}

/** A topic has one place; other nodes that name it, or one that is not there, become folders. */
function toToc(rows: readonly ManifestRows["toc"][], topicIds: ReadonlySet<string>): ImportedToc {
  const unplaced = new Set(topicIds);
  return rowsInReadingOrder(rows).map(({ node: row, depth }) => ({
    ...{ id: row.id, caption: row.caption ?? "", depth, sourceId: row.sourceId },
    topicId: row.topicId !== null && unplaced.delete(row.topicId) ? row.topicId : null,
    ...{ isHidden: !row.isShowInToc, isMountPoint: row.isAutoDocsMountPoint },
  }));
}

/** Told at once. */
const contentsPerReport = 50;

async function* readContents(
  archive: Archive,
  /** Of topics and files together. */
  total: number,
  move: Move,
  report: ReportProgress,
): AsyncGenerator<ImportedContent> {
  let done = 0;
  for await (const { list, place, row } of readManifest(archive)) {
    if (list === "topics")
      yield { place, topic: await readTopic(archive, row, place === 0 ? move.body : (body) => body) };
    else if (list === "files") yield { file: readFile(archive, row, move) };
    else continue;
    done += 1;
    if (done % contentsPerReport !== 0) continue;
    report(0.1 + (0.9 * done) / total, `Importing topics and files: ${done} of ${total}`);
  }
}

async function readTopic(
  archive: Archive,
  row: ManifestRows["topics"],
  changeBody: (body: string) => string,
): Promise<ImportedTopic> {
  const body = await joinPieces(readUndamaged(archive, row.body));
  return {
    ...{ id: row.id, title: row.title, keywords: row.indexKeywords, isAuto: row.isAutoTopic },
    ...{ createdOn: row.createdOn, modifiedOn: row.modifiedOn },
    ...(row.statusName !== null && { status: row.statusName }),
    ...(row.ownerUserName !== null && { owner: row.ownerUserName }),
    ...(row.assigneeUserName !== null && { assignee: row.assigneeUserName }),
    body: changeBody(body.toString("utf8")),
  };
}

function readFile(archive: Archive, { storagePath, content, ...row }: ManifestRows["files"], move: Move): ImportedFile {
  return { ...row, path: move.path(storagePath), content: readUndamaged(archive, content) };
}

/** Throws at the end when it is not what was written. */
async function* readUndamaged(archive: Archive, { path, sha256 }: ManifestEntry): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const piece of archive.read(path.normalize("NFC"))) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest("hex") === sha256) return;
  throw new UnreadableFileError(`The backup is damaged: "${path}" is not what it was when the backup was made.`);
}
