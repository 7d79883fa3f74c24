/** What an importer is given and what it gives back. Importers are pure: no store, no network, no disk. */
import type { ImportFormat } from "@clickhelp-js/protocol";
import type { ReportProgress } from "../report-progress.js";
import type { SourceFile } from "./source-file.js";

/** A file that somebody wants to have as topics. */
export interface ImportSource {
  readonly format: ImportFormat;
  /** With extension, which tells a single page from a zip. */
  readonly fileName: string;
  readonly file: SourceFile;
  readonly options: {
    readonly tocGenerationType?: string | undefined;
    readonly splitModeType?: "GroupMethods" | "SeparateTopics" | "SingleTopic" | undefined;
  };
  /** The project that the topics will be in: links between them and addresses of files begin with it. */
  readonly projectId: string;
  /** Ids that the topics must not have. */
  readonly takenTopicIds: ReadonlySet<string>;
  /** Paths in Storage that the files must not have. */
  readonly takenPaths: ReadonlySet<string>;
}

/** A topic to be made. What is absent gets the values of a new topic. */
export interface ImportedTopic {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly keywords: readonly string[];
  /** Made from an API definition and therefore read-only. */
  readonly isAuto: boolean;
  readonly status?: string | undefined;
  readonly owner?: string;
  readonly assignee?: string;
  readonly createdOn?: Date;
  readonly modifiedOn?: Date;
}

/** A node of the TOC to be made. */
export interface ImportedNode {
  /** A new one when absent. */
  readonly id?: string;
  /** Empty when the topic's title is shown. */
  readonly caption: string;
  /** Null for a folder. */
  readonly topicId: string | null;
  /** How many nodes are above it. */
  readonly depth: number;
  readonly isHidden?: boolean;
  readonly isMountPoint?: boolean;
  readonly sourceId?: string | null;
}

/** A table of contents in reading order: every node before those below it. */
export type ImportedToc = readonly ImportedNode[];

/** A topic, and whose it is: its place is 0 in the project, and those of the publications follow. */
export interface PlacedTopic {
  readonly place: number;
  readonly topic: ImportedTopic;
}

/** A file to be put into Storage. */
export interface ImportedFile {
  /** Without the leading `Storage/`. */
  readonly path: string;
  /** In pieces, to be read once. */
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  readonly modifiedBy?: string | null;
  readonly modifiedOn?: Date | null;
}

/** A folder of Storage to be made, unless it is there. */
export interface ImportedFolder {
  /** Without the leading `Storage/`. */
  readonly path: string;
  readonly modifiedBy: string;
  readonly modifiedOn: Date;
}

/** A publication to be restored. */
export interface ImportedPublication {
  readonly id: string;
  readonly title: string;
  readonly visibility: string;
  readonly groups: readonly string[];
  readonly outputTags: readonly string[];
  readonly language: string;
  readonly createdOn: Date;
}

/** What is large, and is made when it is asked for. */
export type ImportedContent = PlacedTopic | { readonly file: ImportedFile };

/** Everything that an import brings. */
export interface ImportedDocument {
  /** For a project that was given no title. */
  readonly title: string;
  /** What a backup knows of the project; absent for other formats. */
  readonly language?: string | undefined;
  readonly createdOn?: Date | undefined;
  /** By place. */
  readonly tocs: readonly ImportedToc[];
  /** Topics, with a place in the table of contents or without, and files. Each is to be used before the next is asked for. */
  readonly contents: Iterable<ImportedContent> | AsyncIterable<ImportedContent>;
  readonly folders?: readonly ImportedFolder[] | undefined;
  readonly publications?: readonly ImportedPublication[];
  /** What people should know of the result, once all contents were taken. */
  readonly notes: () => readonly string[];
}

/** Reads one format. Throws an {@link UnreadableFileError} for a file that is broken, hostile or something else. */
export type Importer = (source: ImportSource, report: ReportProgress) => Promise<ImportedDocument>;

/** The file cannot be imported; the message says why, for the person who sent it. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}
