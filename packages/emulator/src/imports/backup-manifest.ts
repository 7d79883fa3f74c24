/** Reads the manifest of a backup row by row: in a large project, it alone takes much memory. */
import * as z from "zod";
import { inWords } from "../words.js";
import { BACKUP_FORMAT, BACKUP_VERSION } from "../documents/backup.js";
import { readJsonRows, type JsonRow } from "./json-rows.js";
import type { Archive } from "./read-archive.js";
import { UnreadableFileError } from "./source.js";

export const manifestPath = "manifest.json";

const moment = z.iso.datetime().transform((text) => new Date(text));
const entry = z.object({ path: z.string(), size: z.int(), sha256: z.string() });
/** A list whose rows were taken out, to be checked one by one. */
const emptied = z.array(z.unknown());

const shapes = {
  toc: z.object({
    id: z.string(),
    parentId: z.string().nullable(),
    topicId: z.string().nullable(),
    caption: z.string().nullable(),
    ordinalNo: z.int(),
    isShowInToc: z.boolean(),
    isAutoDocsMountPoint: z.boolean().default(false),
    sourceId: z.string().nullable().default(null),
  }),
  topics: z.object({
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
  }),
  files: z.object({
    storagePath: z.string(),
    modifiedBy: z.string().nullable(),
    modifiedOn: moment.nullable(),
    content: entry,
  }),
  folders: z.object({ path: z.string(), modifiedBy: z.string(), modifiedOn: moment }),
  whole: z.object({
    format: z.literal(BACKUP_FORMAT),
    version: z.int(),
    project: z.object({ id: z.string(), title: z.string(), createdOn: moment, language: z.string().default("en-US") }),
    publications: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        visibility: z.string(),
        language: z.string(),
        createdOn: moment,
        accessGroups: z.array(z.string()),
        outputTags: z.array(z.string()),
        toc: emptied,
        topics: emptied,
      }),
    ),
    toc: emptied,
    topics: emptied,
    files: emptied,
    folders: emptied,
  }),
};

type Shapes = typeof shapes;
export type ManifestEntry = z.output<typeof entry>;
export type ManifestRows = { readonly [K in keyof Shapes]: z.output<Shapes[K]> };

/** A row of a list, and at the end the whole without its lists. */
export type ManifestPart = {
  readonly [K in keyof Shapes]: {
    readonly list: K;
    /** Whose row it is: 0 for the project, and its publications follow. */
    readonly place: number;
    readonly row: ManifestRows[K];
  };
}[keyof Shapes];

const lists = ["$.toc", "$.topics", "$.publications.*.toc", "$.publications.*.topics", "$.files", "$.folders"];

/** Throws an UnreadableFileError that names the first thing that is wrong. */
export async function* readManifest(archive: Archive): AsyncGenerator<ManifestPart> {
  for await (const row of readRows(archive)) yield toPart(row);
}

async function* readRows(archive: Archive): AsyncGenerator<JsonRow> {
  try {
    yield* readJsonRows(archive.read(manifestPath), lists);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError("The backup's manifest.json is not JSON.", { cause: error });
  }
}

function toPart({ keys, value }: JsonRow): ManifestPart {
  const list = keys.length === 0 ? "whole" : (keys.at(-2) as keyof Shapes);
  const result = shapes[list].safeParse(value, inWords);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = [...keys, ...(issue?.path ?? [])].join(".");
    throw new UnreadableFileError(`The backup's manifest.json does not fit: ${place}: ${issue?.message ?? "unknown"}.`);
  }
  const row = result.data;
  if ("version" in row && row.version > BACKUP_VERSION) {
    throw new UnreadableFileError("The backup was made by a newer version of the emulator. Install that one.");
  }
  const place = keys[0] === "publications" ? Number(keys[1]) + 1 : 0;
  return { list, place, row } as ManifestPart;
}
