/** Exports to real files, and backups. */
import type { ExportFormat } from "@clickhelp-js/protocol";
import type { Exporter } from "./source.js";

export { writeBackup } from "./backup.js";
export type {
  BackupFile,
  BackupManifest,
  BackupProject,
  BackupPublication,
  BackupSource,
  BackupTocNode,
  BackupTopic,
  ManifestTopic,
} from "./backup.js";
export type { DocumentNode, Exporter, ExportSource, ReportProgress } from "./source.js";

/** The formats that can be produced. Each exporter loads what it needs when it is first used. */
export const exporters: Partial<Record<ExportFormat, Exporter>> = {
  Pdf: async (source, report) => (await import("./pdf.js")).exportPdf(source, report),
  PureHtml: async (source, report) => (await import("./pure-html.js")).exportPureHtml(source, report),
};
