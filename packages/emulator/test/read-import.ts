/** Runs an importer alone, and shows what it made. */
import type { ImportFormat } from "@clickhelp-js/protocol";
import { importers, type ImportedDocument, type ImportedNode, type ImportSource } from "../src/imports/index.js";

/** Reads the file for the project `p`. */
export async function readWith(
  format: ImportFormat,
  fileName: string,
  content: string | Uint8Array,
  more: Partial<ImportSource> = {},
): Promise<ImportedDocument> {
  const importer = importers[format];
  if (!importer) throw new TypeError(`there is no importer for ${format}`);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const taken = { takenTopicIds: new Set<string>(), takenPaths: new Set<string>() };
  return importer(
    { format, fileName, content: bytes, options: {}, projectId: "p", ...taken, ...more },
    () => undefined,
  );
}

/** The table of contents, two spaces for each level. */
export function outlineOf({ nodes }: ImportedDocument): string[] {
  const show = ({ caption, topic, children }: ImportedNode, depth: number): string[] => [
    "  ".repeat(depth) + (topic ? `${caption || topic.title} [${topic.id}]` : caption),
    ...children.flatMap((child) => show(child, depth + 1)),
  ];
  return nodes.flatMap((node) => show(node, 0));
}

/** Bodies by id. */
export function topicsOf({ nodes }: ImportedDocument): Record<string, string> {
  const collect = ({ topic, children }: ImportedNode): [string, string][] => [
    ...(topic ? [[topic.id, topic.body] as [string, string]] : []),
    ...children.flatMap(collect),
  ];
  return Object.fromEntries(nodes.flatMap(collect));
}
