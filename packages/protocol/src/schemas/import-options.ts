/** Options of an import, one kind for each format. `__type` says which and travels first. */
import * as z from "zod";

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
  isDownloadExternalLinkedFiles: z.boolean().optional().describe("Whether to download linked files; not when absent"),
  isDownloadExternalLinkedImages: z.boolean().optional().describe("Whether to download linked images; yes when absent"),
  tocGenerationType: z.string().optional().describe("How the document is split into topics; the values are not public"),
};

function documentOptions<const T extends string>(type: T) {
  return z.strictObject({ __type: z.literal(type), ...documentFields });
}

export const ImportOptions = z
  .discriminatedUnion("__type", [
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
      splitModeType: z
        .enum(["GroupMethods", "SeparateTopics", "SingleTopic"])
        .optional()
        .describe("How API methods are split into topics"),
    }),
  ])
  .describe("Options of the format; __type names the kind, DocfxBackupImportOptions for Docfx");

/** Options of an import. */
export type ImportOptions = z.output<typeof ImportOptions>;
