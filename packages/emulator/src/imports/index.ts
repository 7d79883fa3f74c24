/** Imports: every format that can be read. Each importer loads what it needs when it is first used. */
import type { ImportFormat } from "@clickhelp-js/protocol";
import type { Importer } from "./source.js";

export * from "./source.js";

export const importers: Partial<Record<ImportFormat, Importer>> = {
  Word: async (source, report) => (await import("./word.js")).importWord(source, report),
  Epub: async (source, report) => (await import("./epub.js")).importEpub(source, report),
  Html: async (source, report) => (await import("./web-pages.js")).importHtml(source, report),
  Markdown: async (source, report) => (await import("./web-pages.js")).importMarkdown(source, report),
  ProjectBackup: async (source, report) => (await import("./project-backup.js")).importProjectBackup(source, report),
  AutoDocs: async (source, report) => (await import("./auto-docs.js")).importAutoDocs(source, report),
};
