/** Options of an import, one kind for each format. `__type` says which and travels first. */
import * as z from "zod/mini";
import type { InputRule } from "../endpoint.js";
import { described, optional } from "../schema.js";

/** What `__type` calls the options of formats that are documents; the name of those of Docfx is as documented. */
const documentKinds = {
  Word: "WordImportOptions",
  Rtf: "RtfImportOptions",
  Epub: "EpubImportOptions",
  Odt: "OdtImportOptions",
  Html: "HtmlImportOptions",
  Markdown: "MarkdownImportOptions",
  ProjectBackup: "ProjectBackupImportOptions",
  Docfx: "DocfxBackupImportOptions",
} as const;

/** What `__type` calls the options of each format. */
export const importOptionKinds = { ...documentKinds, AutoDocs: "AutoDocsImportOptions" } as const;

/** A format that a project can be imported from. */
export type ImportFormat = keyof typeof importOptionKinds;

/** Formats that a project can be imported from. */
export const importFormats: readonly ImportFormat[] = Object.keys(importOptionKinds) as ImportFormat[];

const documentOptions = z.strictObject({
  __type: z.enum(Object.values(documentKinds)),
  isDownloadExternalLinkedFiles: optional(z.boolean(), "Whether to download linked files; not when absent"),
  isDownloadExternalLinkedImages: optional(z.boolean(), "Whether to download linked images; yes when absent"),
  tocGenerationType: optional(z.string(), "How the document is split into topics; the values are not public"),
});

const autoDocsOptions = z.strictObject({
  __type: z.enum([importOptionKinds.AutoDocs]),
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
export const importOptionRules: readonly InputRule[] = importFormats.map((format) => ({
  when: z.object({ importFormat: z.enum([format]) }),
  then: z.object({ options: z.optional(z.object({ __type: z.enum([importOptionKinds[format]]) })) }),
}));
