/** The client for ClickHelp portals, with everything of the layers below that its users need. */
export { createClient, type Client } from "./client.js";
export type { Method, MethodOf, MethodsOf, MethodTree, MethodWithOptionalInput } from "./tree.js";
export type {
  ProjectsResource,
  PublicationsResource,
  ReportsResource,
  SearchResource,
  StorageResource,
  TasksResource,
  TocResource,
  TopicsResource,
  UsersResource,
} from "./resources.js";

export { createTaskHandle, type TaskHandle, type TaskHandleOptions, type WaitOptions } from "./task-handle.js";
export { TaskFailedError, TaskGoneError, TaskTimeoutError } from "./task-errors.js";
export { orUndefined } from "./or-undefined.js";
export { plainStatusText } from "./task-status-text.js";
export { LocalFileError, type LocalFileAction, type LocalFileProblem } from "./local-file-error.js";
export { html, HtmlFragment, rawHtml, type HtmlValue } from "./html.js";
export type { DownloadProgress } from "./storage-content.js";

export { backupProjectToFile, type BackupToFileInput } from "./actions/backup-project-to-file.js";
export { createLoginLink, type LoginLink, type LoginLinkInput } from "./actions/create-login-link.js";
export {
  downloadStorageFile,
  type DownloadOptions,
  type DownloadToFileInput,
  type SavedFile,
} from "./actions/download-storage-file.js";
export { exportPublicationToFile, type ExportToFileInput } from "./actions/export-publication-to-file.js";
export { forEachItem, type ForEachItemOptions, type ItemOutcome } from "./actions/for-each-item.js";
export { moveTocNode, type MoveTocNodeInput, type TocPosition } from "./actions/move-toc-node.js";
export { nestTocNodes, readTocTree, type TocTreeNode } from "./actions/read-toc-tree.js";
export {
  planTopicUpsert,
  toNewTopic,
  toTopicUpdate,
  type NewTopicDefaults,
  type TopicUpsertPlan,
  type UpsertTopicInput,
} from "./actions/plan-topic-upsert.js";
export {
  newOutputFileName,
  saveTaskResult,
  startedTaskOf,
  type SavedResult,
  type SaveResultInput,
  type SaveResultOptions,
  type StartedTask,
} from "./actions/save-task-result.js";
export {
  TopicModifiedError,
  updateTopicIfUnmodified,
  type UpdateTopicIfUnmodifiedInput,
} from "./actions/update-topic-if-unmodified.js";
export {
  uploadLargeFile,
  type UploadedFile,
  type UploadLargeFileInput,
  type UploadLargeFileOptions,
  type UploadProgress,
} from "./actions/upload-large-file.js";
export type { UploadSource } from "./upload-source.js";
export { upsertTopic, type UpsertTopicResult } from "./actions/upsert-topic.js";
export { waitForTask } from "./actions/wait-for-task.js";
export { walkStorage, type WalkStorageInput } from "./actions/walk-storage.js";
export { watchTopics, type TopicEvent, type WatchTopicsOptions } from "./actions/watch-topics.js";

export {
  anonymous,
  ApiError,
  AuthenticationError,
  BadRequestError,
  basicAuth,
  ClickHelpError,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  createTransport,
  isPassingFailure,
  NotFoundError,
  NotImplementedError,
  optionsFromEnv,
  PermissionError,
  RateLimitError,
  RequestValidationError,
  ResponseValidationError,
  ServerError,
  TimeoutError,
  type AuthStrategy,
  type BasicCredentials,
  type CallOptions,
  type CallPlace,
  type DataWithResponse,
  type Environment,
  type FetchFunction,
  type FetchOptions,
  type HeaderOptions,
  type LogEntry,
  type Logger,
  type RateLimitOptions,
  type RequestDescription,
  type RetryOptions,
  type Transport,
  type TransportOptions,
  type UnknownField,
  type ValidationIssue,
} from "@clickhelp-js/core";
export {
  defineEndpoint,
  defineInput,
  projects,
  publications,
  reports,
  search,
  storage,
  tasks,
  toc,
  topics,
  toStoragePath,
  users,
  type Endpoint,
  type ExportFormat,
  type ImportFormat,
  type ImportOptions,
  type LoginToken,
  type Project,
  type SearchQueryEvent,
  type StorageFile,
  type TaskStart,
  type TaskStatus,
  type TocNode,
  type Topic,
  type TopicViewEvent,
  type User,
  type UserInfo,
  type UserType,
  type Visibility,
} from "@clickhelp-js/protocol";
