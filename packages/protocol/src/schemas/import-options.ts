/** Options of an import, one kind for each format. `__type` says which and travels first. */
import * as z from "zod/mini";
import type { InputRule } from "../endpoint.js";
import { described } from "../schema.js";

/** Formats that a project can be imported from. */
export const importFormats = [
  "Word",
  "Rtf",
  "Epub",
  "Odt",
  "Html",
  "Markdown",
  "ProjectBackup",
  "Docfx",
  "AutoDocs",
] as const;

/** A format that a project can be imported from. */
export type ImportFormat = (typeof importFormats)[number];

/** Kinds of the formats that are documents. */
const documentKinds = [
  "WordImportOptions",
  "RtfImportOptions",
  "EpubImportOptions",
  "OdtImportOptions",
  "HtmlImportOptions",
  "MarkdownImportOptions",
  "ProjectBackupImportOptions",
  "DocfxBackupImportOptions",
] as const;

const documentOptions = z.strictObject({
  __type: z.enum(documentKinds),
  isDownloadExternalLinkedFiles: described(
    z.optional(z.boolean()),
    "Whether to download linked files; not when absent",
  ),
  isDownloadExternalLinkedImages: described(
    z.optional(z.boolean()),
    "Whether to download linked images; yes when absent",
  ),
  tocGenerationType: described(
    z.optional(z.string()),
    "How the document is split into topics; the values are not public",
  ),
});

const autoDocsOptions = z.strictObject({
  __type: z.literal("AutoDocsImportOptions"),
  splitModeType: described(
    z.optional(z.enum(["GroupMethods", "SeparateTopics", "SingleTopic"])),
    "How API methods are split into topics",
  ),
});

export const ImportOptions = described(
  z.union([documentOptions, autoDocsOptions], {
    error: 'must be options of an import format: __type names their kind, such as "WordImportOptions"',
  }),
  "Options of an import format; __type names their kind, DocfxBackupImportOptions for Docfx",
);

/** Options of an import. */
export type ImportOptions = z.output<typeof ImportOptions>;

/** Options are those of the format that they come with. The name of those of Docfx is as documented. */
export const importOptionRules: readonly InputRule[] = importFormats.map((format) => {
  const __type = z.literal(`${format === "Docfx" ? "DocfxBackup" : format}ImportOptions`);
  return {
    when: z.object({ importFormat: z.literal(format) }),
    then: z.object({ options: z.optional(z.object({ __type })) }),
  };
});
