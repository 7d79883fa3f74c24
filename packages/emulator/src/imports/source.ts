/** What an importer is given and what it gives back. Importers are pure: no store, no network, no disk. */
import type { ImportFormat } from "@clickhelp-js/protocol";

/** A file that somebody wants to have as topics. */
export interface ImportSource {
  readonly format: ImportFormat;
  /** With extension, which tells a single page from a zip. */
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly options: {
    readonly tocGenerationType?: string | undefined;
    readonly splitModeType?: "GroupMethods" | "SeparateTopics" | "SingleTopic" | undefined;
  };
  /** The project that the topics will be in: links between them and addresses of files begin with it. */
  readonly projectId: string;
  /** Ids that the topics must not have. */
  readonly takenTopicIds: ReadonlySet<string>;
  /** Paths in Storage, in lower case, that the files must not have. */
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
  readonly status?: string;
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
  readonly topic: ImportedTopic | null;
  readonly children: readonly ImportedNode[];
  readonly isHidden?: boolean;
  readonly isMountPoint?: boolean;
  readonly sourceId?: string | null;
}

/** Topics with their table of contents. */
export interface ImportedContents {
  readonly nodes: readonly ImportedNode[];
  /** Topics without a place in the table of contents. */
  readonly looseTopics?: readonly ImportedTopic[];
}

/** A file to be put into Storage. */
export interface ImportedFile {
  /** Without the leading `Storage/`. */
  readonly path: string;
  readonly content: Uint8Array;
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
export interface ImportedPublication extends ImportedContents {
  readonly id: string;
  readonly title: string;
  readonly visibility: string;
  readonly groups: readonly string[];
  readonly outputTags: readonly string[];
  readonly language: string;
  readonly createdOn: Date;
}

/** Everything that an import brings. */
export interface ImportedDocument extends ImportedContents {
  /** For a project that was given no title. */
  readonly title: string;
  /** What a backup knows of the project; absent for other formats. */
  readonly language?: string;
  readonly createdOn?: Date;
  readonly files: readonly ImportedFile[];
  readonly folders?: readonly ImportedFolder[];
  readonly publications?: readonly ImportedPublication[];
  /** What people should know of the result. */
  readonly notes: readonly string[];
}

/** Called with the share that is done, 0 to 1, and what is being done. */
export type ReportProgress = (fraction: number, text: string) => void;

/** Reads one format. Throws an {@link UnreadableFileError} for a file that is broken, hostile or something else. */
export type Importer = (source: ImportSource, report: ReportProgress) => Promise<ImportedDocument>;

/** The file cannot be imported; the message says why, for the person who sent it. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}
