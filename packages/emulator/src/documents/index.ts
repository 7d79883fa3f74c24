/** Exports to real files, and backups. */
export { writeBackup } from "./backup.js";
export type {
  BackupContents,
  BackupFile,
  BackupFolder,
  BackupManifest,
  BackupProject,
  BackupPublication,
  BackupSource,
  BackupTocNode,
  BackupTopic,
} from "./backup.js";
export { exporters } from "./exporters.js";
export type { DocumentNode, ExportSource } from "./source.js";
