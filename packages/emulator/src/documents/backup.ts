/** Writes a project's backup: a zip from which an equal project can be made again. */
import { hash } from "node:crypto";
import { toFileName } from "./file-names.js";
import { PackedText, streamZip, type ZipEntry } from "./zip.js";

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

/** Rows in batches, each made when it is asked for, in an order that depends on nothing but the rows. */
export type Batches<T> = Iterable<readonly T[]>;

/** What a project and its publications have alike. */
export interface BackupContents {
  toc: Batches<BackupTocNode>;
  topics: Batches<BackupTopic>;
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
export interface BackupPublication extends BackupContents {
  id: string;
  title: string;
  visibility: string;
  createdOn: Date;
  /** Language tag, such as `en-US`. */
  language: string;
  /** Access groups that may read a restricted publication. */
  accessGroups: readonly string[];
  outputTags: readonly string[];
}

/** A file in the folder of the project or of a publication, or shown in a topic. */
export interface BackupFile {
  /** Storage path without `Storage/`, with forward slashes. */
  path: string;
  modifiedBy: string | null;
  modifiedOn: Date | null;
  content: Uint8Array;
}

/** Everything that a backup holds. */
export interface BackupSource extends BackupContents {
  /** When the backup is made. The only time in the zip that is not the project's own. */
  createdOn: Date;
  project: BackupProject;
  publications: readonly BackupPublication[];
  /** Asked for after the topics. */
  files: Batches<BackupFile>;
  /** The folders of the project and its publications, and those in them. */
  folders: Batches<BackupFolder>;
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
type ManifestTopic = Wire<Omit<BackupTopic, "body">> & { body: BackupEntry };

interface ManifestContents {
  toc: BackupTocNode[];
  topics: ManifestTopic[];
}

/** The content of `manifest.json`. Times are ISO 8601 in GMT with milliseconds. */
export interface BackupManifest extends ManifestContents {
  format: typeof BACKUP_FORMAT;
  version: typeof BACKUP_VERSION;
  createdOn: string;
  project: Wire<BackupProject>;
  publications: (Wire<Omit<BackupPublication, keyof BackupContents>> & ManifestContents)[];
  files: (Wire<Omit<BackupFile, "content" | "path">> & { storagePath: string; content: BackupEntry })[];
  folders: Wire<BackupFolder>[];
}

/** Dates as text. */
type Wire<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/**
 * Writes `topics/*.html` (the exact bodies), `publications/<id>/topics/*.html`, `storage/*` and, as it describes what was
 * written, `manifest.json` at the end. Equal input gives equal bytes, made while they are read, so that one file at a time
 * is in memory. Throws when a storage path leaves Storage.
 */
export function writeBackup(source: BackupSource): AsyncIterable<Uint8Array> {
  return streamZip(toEntries(source), source.createdOn);
}

function* toEntries(source: BackupSource): Generator<ZipEntry> {
  const manifest = new PackedText();
  const { createdOn, project, publications, files, folders } = source;
  const head = { format: BACKUP_FORMAT, version: BACKUP_VERSION, createdOn, project };
  manifest.write(withoutEnd(head));
  yield* writeContents(manifest, "topics", source);
  manifest.write(',\n"publications": [');
  for (const [index, { toc, topics, ...publication }] of publications.entries()) {
    manifest.write((index === 0 ? "\n" : ",\n") + withoutEnd(publication));
    yield* writeContents(manifest, `publications/${toFileName(publication.id)}/topics`, { toc, topics });
    manifest.write("}");
  }
  manifest.write("]");
  yield* writeList(manifest, "files", files, toFileEntry);
  yield* writeList(manifest, "folders", folders, (folder) => [{ path: `storage/${folder.path}/` }, folder]);
  manifest.write("}\n");
  yield { path: "manifest.json", content: manifest.read() };
}

function* writeContents(manifest: PackedText, folder: string, { toc, topics }: BackupContents): Generator<ZipEntry> {
  yield* writeList(manifest, "toc", toc, (node) => [undefined, node]);
  yield* writeList(manifest, "topics", topics, ({ body, ...fields }) => {
    const path = `${folder}/${toFileName(fields.id)}.html`;
    const content = Buffer.from(body);
    return [
      { path, content },
      { ...fields, body: describe(path, content) },
    ];
  });
}

/** A member of the manifest that is a list, and what its rows put into the zip. */
function* writeList<T>(
  manifest: PackedText,
  name: string,
  batches: Batches<T>,
  write: (row: T) => readonly [entry: ZipEntry | undefined, described: object],
): Generator<ZipEntry> {
  manifest.write(`,\n"${name}": [`);
  let separator = "\n";
  for (const batch of batches) {
    for (const row of batch) {
      const [entry, described] = write(row);
      if (entry) yield entry;
      manifest.write(separator + JSON.stringify(described));
      separator = ",\n";
    }
  }
  manifest.write("]");
}

function toFileEntry({ path: storagePath, modifiedBy, modifiedOn, content }: BackupFile) {
  const path = `storage/${storagePath}`;
  return [
    { path, content },
    { storagePath, modifiedBy, modifiedOn, content: describe(path, content) },
  ] as const;
}

function describe(path: string, content: Uint8Array): BackupEntry {
  return { path, size: content.byteLength, sha256: hash("sha256", content) };
}

/** An object in JSON to which further members are written. */
function withoutEnd(members: object): string {
  return JSON.stringify(members).slice(0, -1);
}
