/** Writes a project's backup: a zip from which an equal project can be made again. */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { toFileName } from "./file-names.js";
import { streamZip, type ZipEntry } from "./zip.js";

/** Name of the format in the manifest. */
export const BACKUP_FORMAT = "clickhelp-js-project-backup";
/** Raised when an older reader could not restore a newer backup. */
export const BACKUP_VERSION = 1;

/** The project's own row. */
export interface BackupProject {
  id: string;
  title: string;
  createdOn: Date;
  /** Language tag, such as `en-US`. */
  language?: string;
}

/** A node of the project's TOC, parents before their children or not. */
export interface BackupTocNode {
  id: string;
  /** Null at the root. */
  parentId: string | null;
  /** Null for a folder. */
  topicId: string | null;
  /** Null or empty when the topic's title is shown. */
  caption: string | null;
  ordinalNo: number;
  isShowInToc: boolean;
  isAutoDocsMountPoint?: boolean;
  /** In a publication: the project's node that this one was made from. */
  sourceId?: string | null;
}

/** A topic with all its fields. */
export interface BackupTopic {
  id: string;
  title: string;
  /** Inner HTML of the body, kept exactly. */
  body: string;
  statusName: string | null;
  ownerUserName: string | null;
  assigneeUserName: string | null;
  indexKeywords: readonly string[];
  createdOn: Date;
  modifiedOn: Date;
  tocNodeId?: string | null;
  isAutoTopic?: boolean;
}

/** A publication of the project, with its own copies of the topics. */
export interface BackupPublication {
  id: string;
  title: string;
  visibility: string;
  createdOn: Date;
  /** Language tag, such as `en-US`. */
  language: string;
  /** Access groups that may read a restricted publication. */
  accessGroups: readonly string[];
  outputTags: readonly string[];
  toc: readonly BackupTocNode[];
  topics: readonly BackupTopic[];
}

/** A file in the folder of the project or of a publication, or shown in a topic. */
export interface BackupFile {
  /** Storage path without `Storage/`, with forward slashes. */
  path: string;
  modifiedBy: string | null;
  modifiedOn: Date | null;
  /** Gives the content when the file's turn comes; called once. */
  read: () => Uint8Array;
}

/** Everything that a backup holds. */
export interface BackupSource {
  /** When the backup is made. The only time in the zip that is not the project's own. */
  createdOn: Date;
  project: BackupProject;
  toc: readonly BackupTocNode[];
  topics: readonly BackupTopic[];
  publications?: readonly BackupPublication[];
  files: readonly BackupFile[];
  /** The folders of the project and its publications, and those in them. */
  folders?: readonly BackupFolder[];
}

/** A folder in Storage. */
export interface BackupFolder {
  /** Storage path without `Storage/`. */
  path: string;
  modifiedBy: string;
  modifiedOn: Date;
}

/** A file of the backup in `manifest.json`. */
export interface BackupEntry {
  /** Path in the zip. */
  path: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the content, hexadecimal. */
  sha256: string;
}

/** A topic in `manifest.json`; its body is a file of the zip. */
export type ManifestTopic = Wire<Omit<BackupTopic, "body">> & { body: BackupEntry };

/** The content of `manifest.json`. Times are ISO 8601 in GMT with milliseconds. */
export interface BackupManifest {
  format: typeof BACKUP_FORMAT;
  version: typeof BACKUP_VERSION;
  createdOn: string;
  project: Wire<BackupProject>;
  toc: BackupTocNode[];
  topics: ManifestTopic[];
  publications: (Wire<Omit<BackupPublication, "topics">> & { topics: ManifestTopic[] })[];
  files: (Wire<Omit<BackupFile, "read" | "path">> & { storagePath: string; content: BackupEntry })[];
  folders: Wire<BackupFolder>[];
}

/** Dates as text. */
type Wire<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/**
 * Writes `topics/*.html` (the exact bodies), `publications/<id>/topics/*.html`, `storage/*` and, as it describes what was
 * written, `manifest.json` at the end. Equal input gives equal bytes, made while they are read, so that one file at a time
 * is in memory. Throws when a storage path leaves Storage.
 */
export function writeBackup(source: BackupSource): Readable {
  const entries: ZipEntry[] = [];
  const written: BackupManifest["files"] = [];
  const manifest: BackupManifest = {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    createdOn: source.createdOn.toISOString(),
    project: { ...source.project, createdOn: source.project.createdOn.toISOString() },
    toc: inOrder(source.toc, (node) => node.id),
    topics: addTopics(entries, "topics", source.topics),
    publications: inOrder(source.publications ?? [], (publication) => publication.id).map((publication) => ({
      ...publication,
      createdOn: publication.createdOn.toISOString(),
      toc: inOrder(publication.toc, (node) => node.id),
      topics: addTopics(entries, `publications/${toFileName(publication.id)}/topics`, publication.topics),
    })),
    files: written,
    folders: inOrder(source.folders ?? [], (folder) => folder.path).map((folder) => ({
      ...folder,
      modifiedOn: folder.modifiedOn.toISOString(),
    })),
  };
  return streamZip(
    [
      ...entries,
      ...inOrder(source.files, (file) => file.path).map((file) => toEntry(file, written)),
      ...manifest.folders.map(({ path }): ZipEntry => ({ path: `storage/${path}/` })),
      { path: "manifest.json", content: () => Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`) },
    ],
    source.createdOn,
  );
}

/** Describes the very bytes that go into the zip, whatever happens to the file before and after. */
function toEntry({ path: storagePath, modifiedBy, modifiedOn, read }: BackupFile, written: BackupManifest["files"]) {
  const path = `storage/${storagePath}`;
  const content = () => {
    const bytes = read();
    const time = modifiedOn?.toISOString() ?? null;
    written.push({ storagePath, modifiedBy, modifiedOn: time, content: describe(path, bytes) });
    return bytes;
  };
  return { path, content };
}

/** Adds the bodies to the zip, and gives the rest for the manifest. */
function addTopics(entries: ZipEntry[], folder: string, topics: readonly BackupTopic[]): ManifestTopic[] {
  return inOrder(topics, (topic) => topic.id).map(({ body, createdOn, modifiedOn, ...fields }) => {
    const path = `${folder}/${toFileName(fields.id)}.html`;
    entries.push({ path, content: body });
    const times = { createdOn: createdOn.toISOString(), modifiedOn: modifiedOn.toISOString() };
    return { ...fields, ...times, body: describe(path, Buffer.from(body)) };
  });
}

function describe(path: string, content: Uint8Array): BackupEntry {
  return { path, size: content.byteLength, sha256: createHash("sha256").update(content).digest("hex") };
}

/** Sorted by code units, which is the same everywhere. */
function inOrder<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
