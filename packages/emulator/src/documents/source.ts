/** What an exporter is given and what it gives back. Exporters are pure: no store, no network, no disk. */
import type { ReportProgress } from "../report-progress.js";

/** A node of the TOC of what is exported. */
export interface DocumentNode {
  /** Text shown in the table of contents; the topic's title when the node has no caption of its own. */
  caption: string;
  /** Id of the topic, or null for a folder. */
  topicId: string | null;
  /** Gives the topic's body as it is stored, or null for a folder. It may wait for the portal each time. */
  readBody(): string | null;
  children: DocumentNode[];
}

/** A publication (or project) to be exported. */
export interface ExportSource {
  /** Id of the publication. */
  id: string;
  title: string;
  /** Language tag, such as `en-US`. */
  language: string;
  /** The TOC; only what is to be exported. */
  nodes: DocumentNode[];
  /** Gives the content of a file, or undefined. The path is without the leading `Storage/`. */
  readResource(storagePath: string): Uint8Array | undefined;
  /**
   * Ids under which links in the topics may name this publication: its own and its project's.
   * @default any id, so that a link leads to the exported topic of that id
   */
  projectIds?: readonly string[];
  /** When the export is made; appears on the title page and in the file's metadata. */
  exportedOn: Date;
}

/** Makes the bytes of one file, piece by piece where the format allows it. */
export type Exporter = (source: ExportSource, report: ReportProgress) => AsyncIterable<Uint8Array>;
