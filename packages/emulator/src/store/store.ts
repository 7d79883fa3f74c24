/** Everything that a portal keeps, on one database. */
import { openDatabase, type Database } from "./database.js";
import { createFileStore, type FileStore } from "./files.js";
import { createLoginTokenStore, type LoginTokenStore } from "./login-tokens.js";
import { createMailStore, type MailStore } from "./mails.js";
import { createOutlineStore, type OutlineStore } from "./outline.js";
import { createProjectStore, type ProjectStore } from "./projects.js";
import { createReaderEventStore, type ReaderEventStore } from "./reader-events.js";
import { createSessionStore, type SessionStore } from "./sessions.js";
import { createSettingStore, type SettingStore } from "./settings.js";
import { createTaskStore, type TaskStore } from "./tasks.js";
import { createTocStore, type TocStore } from "./toc.js";
import { createTopicStore, type TopicStore } from "./topics.js";
import { createUploadStore, type UploadStore } from "./uploads.js";
import { createUserStore, type UserStore } from "./users.js";

export interface Store {
  readonly database: Database;
  readonly settings: SettingStore;
  readonly users: UserStore;
  readonly projects: ProjectStore;
  readonly topics: TopicStore;
  readonly toc: TocStore;
  readonly outlines: OutlineStore;
  readonly files: FileStore;
  readonly tasks: TaskStore;
  readonly uploads: UploadStore;
  readonly loginTokens: LoginTokenStore;
  readonly sessions: SessionStore;
  readonly readerEvents: ReaderEventStore;
  readonly mails: MailStore;
}

/** Opens the store in `file`, or in memory when it is null. `onError` is told of what goes wrong when nobody waits for it. */
export function openStore(file: string | null, onError: (error: unknown) => void = () => undefined): Store {
  const database = openDatabase(file);
  return {
    database,
    settings: createSettingStore(database),
    users: createUserStore(database),
    projects: createProjectStore(database),
    topics: createTopicStore(database),
    toc: createTocStore(database),
    outlines: createOutlineStore(database),
    files: createFileStore(database, onError),
    tasks: createTaskStore(database),
    uploads: createUploadStore(database),
    loginTokens: createLoginTokenStore(database),
    sessions: createSessionStore(database),
    readerEvents: createReaderEventStore(database),
    mails: createMailStore(database),
  };
}

/** Throws away what an interrupted run left half made, so that nothing partial is ever seen. */
export function cleanUpAfterInterruption(store: Store): void {
  store.database.transaction(() => {
    store.tasks.failRunning("Interrupted: the emulator stopped before the task was done. Start it again.");
    store.projects.deleteUnfinished();
    store.files.discardUnplaced();
  });
}

/** So long, by the portal's clock, an upload waits for its next chunk, in milliseconds: a day. */
const uploadPatience = 24 * 60 * 60_000;

/** Forgets uploads that nobody goes on with, and throws away what has come of them. */
export function forgetAbandonedUploads({ database, uploads, files }: Store, now: number): void {
  database.transaction(() => {
    for (const { path, contentRow } of uploads.listUntouched(now - uploadPatience)) {
      uploads.delete(path);
      files.discard([contentRow]);
    }
  });
}
