/** Options of an import, one kind for each format. `__type` says which and travels first. */
import * as z from "zod/mini";
import type { InputRule } from "../endpoint.js";
import { described, optional } from "../schema.js";

/** The formats that are documents, with what `__type` calls their options; the name of those of Docfx is as documented. */
const documentFormats = [
  ["Word", "WordImportOptions"],
  ["Rtf", "RtfImportOptions"],
  ["Epub", "EpubImportOptions"],
  ["Odt", "OdtImportOptions"],
  ["Html", "HtmlImportOptions"],
  ["Markdown", "MarkdownImportOptions"],
  ["ProjectBackup", "ProjectBackupImportOptions"],
  ["Docfx", "DocfxBackupImportOptions"],
] as const;

const autoDocsFormat = ["AutoDocs", "AutoDocsImportOptions"] as const;

const formats = [...documentFormats, autoDocsFormat];

/** A format that a project can be imported from. */
export type ImportFormat = (typeof formats)[number][0];

/** Formats that a project can be imported from. */
export const importFormats: readonly ImportFormat[] = formats.map(([format]) => format);

const documentOptions = z.strictObject({
  __type: z.enum(documentFormats.map(([, kind]) => kind)),
  isDownloadExternalLinkedFiles: optional(z.boolean(), "Whether to download linked files; not when absent"),
  isDownloadExternalLinkedImages: optional(z.boolean(), "Whether to download linked images; yes when absent"),
  tocGenerationType: optional(z.string(), "How the document is split into topics; the values are not public"),
});

const autoDocsOptions = z.strictObject({
  __type: z.literal(autoDocsFormat[1]),
  splitModeType: optional(
    z.enum(["GroupMethods", "SeparateTopics", "SingleTopic"]),
    "How API methods are split into topics",
  ),
});

export const ImportOptions = described(
  z.union([documentOptions, autoDocsOptions], {
    error: 'must be options of an import format: __type names their kind, such as "WordImportOptions"',
  }),
  "Options of an import format; __type names it",
);

/** Options of an import. */
export type ImportOptions = z.output<typeof ImportOptions>;

/** Options are those of the format that they come with. */
export const importOptionRules: readonly InputRule[] = formats.map(([format, kind]) => ({
  when: z.object({ importFormat: z.literal(format) }),
  then: z.object({ options: z.optional(z.object({ __type: z.literal(kind) })) }),
}));
