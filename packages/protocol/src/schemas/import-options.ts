/** Options of an import, one kind for each format. `__type` says which and travels first. */
import * as z from "zod/mini";
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

const documentFields = {
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
};

function documentOptions<const T extends string>(type: T) {
  return z.strictObject({ __type: z.literal(type), ...documentFields });
}

export const ImportOptions = described(
  z.discriminatedUnion("__type", [
    documentOptions("WordImportOptions"),
    documentOptions("RtfImportOptions"),
    documentOptions("EpubImportOptions"),
    documentOptions("OdtImportOptions"),
    documentOptions("HtmlImportOptions"),
    documentOptions("MarkdownImportOptions"),
    documentOptions("ProjectBackupImportOptions"),
    documentOptions("DocfxBackupImportOptions"),
    z.strictObject({
      __type: z.literal("AutoDocsImportOptions"),
      splitModeType: described(
        z.optional(z.enum(["GroupMethods", "SeparateTopics", "SingleTopic"])),
        "How API methods are split into topics",
      ),
    }),
  ]),
  "Options of one import format; __type names the kind, DocfxBackupImportOptions for Docfx",
);

/** Options of an import. */
export type ImportOptions = z.output<typeof ImportOptions>;
