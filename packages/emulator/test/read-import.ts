/** Runs an importer alone, and shows what it made. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ImportFormat } from "@clickhelp-js/protocol";
import {
  importers,
  type ImportedDocument,
  type ImportedNode,
  type ImportedTopic,
  type ImportSource,
} from "../src/imports/index.js";
import { toSourceFile } from "../src/imports/source-file.js";

/** What an import brings, read to its end. */
export interface ReadImport {
  readonly title: string;
  readonly nodes: readonly ImportedNode[];
  readonly topics: readonly ImportedTopic[];
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
  readonly notes: readonly string[];
}

/** Reads the file for the project `p`, up to its topics and files. */
export async function openWith(
  format: ImportFormat,
  fileName: string,
  content: string | Uint8Array,
  more: Partial<ImportSource> = {},
): Promise<ImportedDocument> {
  const importer = importers[format];
  if (!importer) throw new TypeError(`there is no importer for ${format}`);
  const file = toSourceFile(typeof content === "string" ? Buffer.from(content) : content);
  const taken = { takenTopicIds: new Set<string>(), takenPaths: new Set<string>() };
  const source = { format, fileName, file, options: {}, projectId: "p", ...taken, ...more };
  return importer(source, () => undefined);
}

/** Reads all of it. */
export async function readWith(...file: Parameters<typeof openWith>): Promise<ReadImport> {
  const { title, tocs, contents, notes } = await openWith(...file);
  const topics: ImportedTopic[] = [];
  const files: ReadImport["files"][number][] = [];
  for await (const content of contents) {
    if ("topic" in content) topics.push(content.topic);
    else files.push({ path: content.file.path, content: await buffer(Readable.from(content.file.content)) });
  }
  return { title, nodes: tocs.flat(), topics, files, notes: notes() };
}

/** The table of contents, two spaces for each level. */
export function outlineOf({ nodes, topics }: ReadImport): string[] {
  const titles = new Map(topics.map(({ id, title }) => [id, title]));
  return nodes.map(({ caption, topicId, depth }) => {
    const shown = topicId === null ? caption : `${caption || titles.get(topicId)} [${topicId}]`;
    return "  ".repeat(depth) + shown;
  });
}

/** Bodies by id. */
export function topicsOf({ topics }: ReadImport): Record<string, string> {
  return Object.fromEntries(topics.map(({ id, body }) => [id, body]));
}
