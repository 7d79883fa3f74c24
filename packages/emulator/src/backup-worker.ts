/** The thread in which a backup is made. */
import { mapBatches } from "./batches.js";
import {
  writeBackup,
  type BackupContents,
  type BackupFile,
  type BackupFolder,
  type BackupProject,
  type BackupPublication,
  type BackupTocNode,
  type BackupTopic,
} from "./documents/index.js";
import { findStoragePaths } from "./links.js";
import { workInThread } from "./thread.js";
import { writeAll, type OutputServices } from "./worker-output.js";

/** What the thread is given. */
export interface BackupJob {
  readonly createdOn: Date;
  readonly project: BackupProject;
  readonly publications: readonly Omit<BackupPublication, keyof BackupContents>[];
  /** Of the project and its publications together, more or less. */
  readonly topics: number;
}

/**
 * What the thread asks for when it needs it: the next rows, or undefined when all were given. Projects go by their place: 0
 * is the project itself, and its publications follow.
 */
export interface BackupServices extends OutputServices {
  nextNodes(project: number): BackupTocNode[] | undefined;
  nextTopics(project: number): BackupTopic[] | undefined;
  /** Of the files in the folders of the project and its publications. */
  nextFiles(): BackupFile[] | undefined;
  nextFolders(): BackupFolder[] | undefined;
  /** The file at a path, unless there is none or it lies in one of these folders. */
  findOther(path: string): BackupFile[];
}

await workInThread<BackupJob, undefined, BackupServices>({
  async run({ createdOn, project, publications, topics }, report, call) {
    const shown = new Set<string>();
    let done = 0;
    const noteTopics = (some: BackupTopic[]) => {
      for (const { body } of some) for (const path of findStoragePaths(body)) shown.add(path);
      done += some.length;
      // Files come after the topics.
      report((0.9 * done) / Math.max(topics, done, 1), `Writing topics: ${done}`);
      return some;
    };
    const contents = (place: number): BackupContents => ({
      toc: batches(() => call("nextNodes", place)),
      topics: mapBatches(
        batches(() => call("nextTopics", place)),
        noteTopics,
      ),
    });
    function* listFiles(): Generator<BackupFile[]> {
      yield* batches(() => call("nextFiles"));
      for (const path of [...shown].sort()) yield call("findOther", path);
    }
    const backup = writeBackup({
      createdOn,
      project,
      ...contents(0),
      files: listFiles(),
      folders: batches(() => call("nextFolders")),
      publications: publications.map((publication, index) => ({ ...publication, ...contents(index + 1) })),
    });
    await writeAll(backup, (bytes) => {
      call("write", bytes);
    });
  },
});

function* batches<T>(next: () => T[] | undefined): Generator<T[]> {
  for (let some = next(); some; some = next()) yield some;
}
