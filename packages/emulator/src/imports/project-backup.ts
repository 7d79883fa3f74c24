/** Reads the backups that this portal writes: everything comes back as it was. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { BACKUP_FORMAT, BACKUP_VERSION } from "../documents/backup.js";
import { relink } from "../links.js";
import { readArchive } from "./read-archive.js";
import {
  UnreadableFileError,
  type ImportedContents,
  type ImportedFile,
  type ImportedNode,
  type ImportedTopic,
  type Importer,
} from "./source.js";
import { toTree } from "./toc-tree.js";

const moment = z.iso.datetime().transform((text) => new Date(text));
const entry = z.object({ path: z.string(), size: z.int(), sha256: z.string() });
const tocNode = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  topicId: z.string().nullable(),
  caption: z.string().nullable(),
  ordinalNo: z.int(),
  isShowInToc: z.boolean(),
  isAutoDocsMountPoint: z.boolean().default(false),
  sourceId: z.string().nullable().default(null),
});
const topic = z.object({
  id: z.string(),
  title: z.string(),
  body: entry,
  statusName: z.string().nullable(),
  ownerUserName: z.string().nullable(),
  assigneeUserName: z.string().nullable(),
  indexKeywords: z.array(z.string()),
  createdOn: moment,
  modifiedOn: moment,
  isAutoTopic: z.boolean().default(false),
});
const contents = z.object({ toc: z.array(tocNode), topics: z.array(topic) });
const manifestShape = contents.extend({
  format: z.literal(BACKUP_FORMAT),
  version: z.int(),
  project: z.object({ id: z.string(), title: z.string(), createdOn: moment, language: z.string().default("en-US") }),
  publications: z.array(
    contents.extend({
      id: z.string(),
      title: z.string(),
      visibility: z.string(),
      language: z.string(),
      createdOn: moment,
      accessGroups: z.array(z.string()),
      outputTags: z.array(z.string()),
    }),
  ),
  files: z.array(
    z.object({
      storagePath: z.string(),
      modifiedBy: z.string().nullable(),
      modifiedOn: moment.nullable(),
      content: entry,
    }),
  ),
  folders: z.array(z.object({ path: z.string(), modifiedBy: z.string(), modifiedOn: moment })),
});

type Manifest = z.output<typeof manifestShape>;
type Read = (described: z.output<typeof entry>) => Uint8Array;

export const importProjectBackup: Importer = async (source, report) => {
  report(0.05, "Unpacking the backup");
  const archive = await readArchive(source.content);
  const manifest = readManifest(archive.get("manifest.json"));
  const read = createReader(archive);
  const { project, publications } = manifest;
  // The project may come back under another id; what led to it has to lead to the new one.
  const move = { fromProjectId: project.id, toProjectId: source.projectId, origin: "" };
  const isMoved = project.id !== source.projectId;
  const movePath = (path: string) =>
    isMoved && `${path}/`.startsWith(`${project.id}/`) ? source.projectId + path.slice(project.id.length) : path;
  report(0.3, "Reading topics");
  const own = readContents(manifest, read, (body) => (isMoved ? relink(body, move) : body));
  const published = publications.map(({ accessGroups: groups, toc, topics, ...publication }) => ({
    ...{ ...publication, groups },
    ...readContents({ toc, topics }, read, (body) => body),
  }));
  report(0.7, "Reading files");
  const files = manifest.files.map(({ storagePath, content, ...file }): ImportedFile => ({
    ...file,
    path: movePath(storagePath),
    content: read(content),
  }));
  const folders = manifest.folders.map((folder) => ({ ...folder, path: movePath(folder.path) }));
  const { title, language, createdOn } = project;
  return { title, language, createdOn, ...own, files, folders, publications: published, notes: [] };
};

function readManifest(bytes: Uint8Array | undefined): Manifest {
  if (!bytes) throw new UnreadableFileError("This is no backup of a project: the zip has no manifest.json.");
  const result = manifestShape.safeParse(parseJson(bytes));
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join(".") ?? "";
    throw new UnreadableFileError(`The backup's manifest.json does not fit: ${place}: ${issue?.message ?? "unknown"}.`);
  }
  if (result.data.version > BACKUP_VERSION) {
    throw new UnreadableFileError("The backup was made by a newer version of the emulator. Install that one.");
  }
  return result.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new UnreadableFileError("The backup's manifest.json is not JSON.", { cause: error });
  }
}

/** Reads what the manifest describes, and sees that it is what was written. */
function createReader(archive: ReadonlyMap<string, Uint8Array>): Read {
  return ({ path, sha256 }) => {
    const content = archive.get(path.normalize("NFC"));
    if (!content) throw new UnreadableFileError(`The backup lacks "${path}", which its manifest names.`);
    if (createHash("sha256").update(content).digest("hex") === sha256) return content;
    throw new UnreadableFileError(`The backup is damaged: "${path}" is not what it was when the backup was made.`);
  };
}

function readContents(
  { toc, topics }: Pick<Manifest, "toc" | "topics">,
  read: Read,
  changeBody: (body: string) => string,
): ImportedContents {
  const byId = new Map(
    topics.map((row): [string, ImportedTopic] => [
      row.id,
      {
        ...{ id: row.id, title: row.title, keywords: row.indexKeywords, isAuto: row.isAutoTopic },
        ...{ createdOn: row.createdOn, modifiedOn: row.modifiedOn },
        ...(row.statusName !== null && { status: row.statusName }),
        ...(row.ownerUserName !== null && { owner: row.ownerUserName }),
        ...(row.assigneeUserName !== null && { assignee: row.assigneeUserName }),
        body: changeBody(Buffer.from(read(row.body)).toString("utf8")),
      },
    ]),
  );
  if (byId.size < topics.length) throw new UnreadableFileError("The backup has two topics with the same id.");
  const placed = new Set<string>();
  const nodes = toTree(toc, (node, children): ImportedNode => {
    const found = node.topicId === null || placed.has(node.topicId) ? undefined : byId.get(node.topicId);
    if (found) placed.add(found.id);
    return {
      ...{ id: node.id, caption: node.caption ?? "", topic: found ?? null, children, sourceId: node.sourceId },
      ...{ isHidden: !node.isShowInToc, isMountPoint: node.isAutoDocsMountPoint },
    };
  });
  return { nodes, looseTopics: [...byId.values()].filter(({ id }) => !placed.has(id)) };
}
