/** What the client's resources have beside the methods of their endpoints: actions. */
import type { CallOptions } from "@clickhelp-js/core";
import type * as endpoints from "@clickhelp-js/protocol/endpoints";
import type { StorageFile, TaskStatus, TocNode, Topic } from "@clickhelp-js/protocol";
import type { BackupToFileInput } from "./actions/backup-project-to-file.js";
import type { LoginLink, LoginLinkInput } from "./actions/create-login-link.js";
import type { DownloadOptions, DownloadToFileInput, SavedFile } from "./actions/download-storage-file.js";
import type { ExportToFileInput } from "./actions/export-publication-to-file.js";
import type { MoveTocNodeInput } from "./actions/move-toc-node.js";
import type { TopicUpsertPlan, UpsertTopicInput } from "./actions/plan-topic-upsert.js";
import type { TocTreeNode } from "./actions/read-toc-tree.js";
import type { SavedResult, SaveResultInput, SaveResultOptions } from "./actions/save-task-result.js";
import type { UpdateTopicIfUnmodifiedInput } from "./actions/update-topic-if-unmodified.js";
import type { UploadedFile, UploadLargeFileInput, UploadLargeFileOptions } from "./actions/upload-large-file.js";
import type { UpsertTopicResult } from "./actions/upsert-topic.js";
import type { WalkStorageInput } from "./actions/walk-storage.js";
import type { TopicEvent, WatchTopicsOptions } from "./actions/watch-topics.js";
import type { TaskHandle, WaitOptions } from "./task-handle.js";
import type { MethodsOf } from "./tree.js";

/** The methods of `client.projects`. */
export interface ProjectsResource extends MethodsOf<typeof endpoints.projects> {
  /**
   * Backs a project up and saves the zip on this machine: starts, waits, downloads, and deletes the copy in the
   * portal's Storage, unless it was named or `keepInStorage` is true. The file appears whole or not at all, and
   * replaces one that is there unless `overwrite` is false.
   *
   * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
   */
  readonly backupToFile: (input: BackupToFileInput, options?: SaveResultOptions) => Promise<SavedResult>;
}

/** The methods of `client.publications`. */
export interface PublicationsResource extends MethodsOf<typeof endpoints.publications> {
  /**
   * Exports a publication and saves the file on this machine: starts, waits, downloads, and deletes the copy in the
   * portal's Storage, unless it was named or `keepInStorage` is true. The file appears whole or not at all, and
   * replaces one that is there unless `overwrite` is false.
   *
   * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
   */
  readonly exportToFile: (input: ExportToFileInput, options?: SaveResultOptions) => Promise<SavedResult>;
}

/** The methods of `client.reports`. */
export interface ReportsResource extends MethodsOf<typeof endpoints.reports> {}

/** The methods of `client.search`. */
export interface SearchResource extends MethodsOf<typeof endpoints.search> {}

/** The methods of `client.storage`. */
export interface StorageResource extends MethodsOf<typeof endpoints.storage> {
  /**
   * Saves a file of the portal's Storage on this machine, without holding it in memory, over connections that break. It
   * appears whole or not at all.
   *
   * @throws LocalFileError when the file cannot be written, NotFoundError when the portal does not have it,
   *   ResponseValidationError when what came is damaged, ConnectionError and TimeoutError when the portal stays out of
   *   reach.
   */
  readonly downloadToFile: (input: DownloadToFileInput, options?: DownloadOptions) => Promise<SavedFile>;
  /** Gives every file and folder below a folder, one by one. */
  readonly walk: (input?: WalkStorageInput, options?: CallOptions) => AsyncGenerator<StorageFile, void, undefined>;
  /**
   * Uploads a file of any size that the portal takes, in chunks, over connections that break, and gives its SHA-256. A
   * file that is there stays, unless `isOverwrite` is true.
   *
   * @throws LocalFileError when the file cannot be read, or changes meanwhile; ConflictError when it is there already;
   *   ConnectionError, TimeoutError when the portal stays out of reach; ResponseValidationError when it has something
   *   else in the end.
   */
  readonly uploadLargeFile: (input: UploadLargeFileInput, options?: UploadLargeFileOptions) => Promise<UploadedFile>;
}

/** The methods of `client.tasks`. */
export interface TasksResource extends MethodsOf<typeof endpoints.tasks> {
  /** The handle of a task that was started elsewhere. Nothing is sent before somebody waits. */
  readonly handle: (taskKey: string) => TaskHandle;
  /**
   * Waits for the end of a task; the same as `handle(taskKey).wait(options)`.
   *
   * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, and the errors of `tasks.get`.
   */
  readonly wait: (input: endpoints.tasks.GetInput, options?: WaitOptions) => Promise<TaskStatus>;
  /**
   * Waits for a task that was started elsewhere, and saves the file that it makes on this machine.
   *
   * @throws TaskFailedError, TaskGoneError, TaskTimeoutError, LocalFileError, and the errors of the calls.
   */
  readonly saveResult: (input: SaveResultInput, options?: SaveResultOptions) => Promise<SavedResult>;
}

/** The methods of `client.toc`. */
export interface TocResource extends MethodsOf<typeof endpoints.toc> {
  /**
   * Moves a node with everything below it to a place that is named by its neighbours.
   *
   * @throws RequestValidationError when a node is not in the project, or would be moved below itself; the errors of
   *   `toc.list` and `toc.update`.
   */
  readonly move: (input: MoveTocNodeInput, options?: CallOptions) => Promise<TocNode>;
  /** Reads the TOC as a tree; gives the nodes at the root. */
  readonly tree: (input: endpoints.toc.ListInput, options?: CallOptions) => Promise<TocTreeNode[]>;
}

/** The methods of `client.topics`. */
export interface TopicsResource extends MethodsOf<typeof endpoints.topics> {
  /**
   * Changes a topic only if nobody else has changed it since it was read. The change is sent once: make the same call again
   * after a failure, and it looks again.
   * Two gaps remain: a change between a look and the change, and, since portals tell times in whole seconds, a second one
   * within the same second.
   *
   * @throws TopicModifiedError; the errors of `topics.get` and `topics.update`.
   */
  readonly updateIfUnmodified: (input: UpdateTopicIfUnmodifiedInput, options?: CallOptions) => Promise<Topic>;
  /**
   * Gives an event for each topic that is created or changed, by looking again and again; `signal` or `return()` ends it.
   *
   * @throws the errors of `topics.list` at the first look, or when looks keep failing; the reason of `signal`.
   */
  readonly watch: (
    input: endpoints.topics.ListInput,
    options?: WatchTopicsOptions,
  ) => AsyncGenerator<TopicEvent, void, undefined>;
  /**
   * Tells whether `upsert` would create a topic, change some of its fields, or nothing, and changes nothing itself.
   *
   * @throws RequestValidationError when the topic has to be created and something that it needs is missing; the errors of
   *   `topics.get`.
   */
  readonly planUpsert: (input: UpsertTopicInput, options?: CallOptions) => Promise<TopicUpsertPlan>;
  /**
   * Creates a topic, or changes what differs in an existing one. Fields that are left out are left alone; what only a
   * new topic needs goes into `whenCreated`.
   *
   * @throws RequestValidationError when the topic has to be created and something that it needs is missing; the errors of
   *   `topics.get`, `topics.create` and `topics.update`.
   */
  readonly upsert: (input: UpsertTopicInput, options?: CallOptions) => Promise<UpsertTopicResult>;
}

/** The methods of `client.users`. */
export interface UsersResource extends MethodsOf<typeof endpoints.users> {
  /**
   * Makes a link of the portal that logs a user in. It works once, or with `muse` until `exp`: whoever has it is that user.
   *
   * @throws RequestValidationError when the link leads to another site; the errors of `users.createLoginToken`.
   */
  readonly loginLink: (input: LoginLinkInput, options?: CallOptions) => Promise<LoginLink>;
}
