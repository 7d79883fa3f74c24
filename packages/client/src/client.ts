/** The client: the method tree of all endpoints, with the actions that take several calls. */
import { createTransport, type Transport, type TransportOptions } from "@clickhelp-js/core";
import { backupProjectToFile } from "./actions/backup-project-to-file.js";
import { createLoginLink } from "./actions/create-login-link.js";
import { downloadStorageFile } from "./actions/download-storage-file.js";
import { exportPublicationToFile } from "./actions/export-publication-to-file.js";
import { moveTocNode } from "./actions/move-toc-node.js";
import { planTopicUpsert } from "./actions/plan-topic-upsert.js";
import { readTocTree } from "./actions/read-toc-tree.js";
import { saveTaskResult } from "./actions/save-task-result.js";
import { updateTopicIfUnmodified } from "./actions/update-topic-if-unmodified.js";
import { uploadLargeFile } from "./actions/upload-large-file.js";
import { upsertTopic } from "./actions/upsert-topic.js";
import { waitForTask } from "./actions/wait-for-task.js";
import { walkStorage } from "./actions/walk-storage.js";
import { watchTopics } from "./actions/watch-topics.js";
import type {
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
import { createTaskHandle } from "./task-handle.js";
import { createMethodTree, type MethodTree } from "./tree.js";

/** A portal to call: `client.<resource>.<verb>(input, options?)`. Made by {@link createClient}. */
export interface Client extends Transport, MethodTree {
  /** Projects, and what concerns projects and publications alike: lists, backups, imports, deletion. */
  readonly projects: ProjectsResource;
  /** Publications: made from a project, updated, shown to readers, exported. */
  readonly publications: PublicationsResource;
  /** What readers looked for and read. */
  readonly reports: ReportsResource;
  /** Full-text search of the portal. */
  readonly search: SearchResource;
  /** Files and folders in the portal's Storage: read, uploaded, downloaded, deleted. */
  readonly storage: StorageResource;
  /** Long operations of the portal: how far they are, and their end. */
  readonly tasks: TasksResource;
  /** The table of contents of a project or publication: its nodes, alone and as a tree. */
  readonly toc: TocResource;
  /** Topics of projects and publications: read, written, searched, watched. */
  readonly topics: TopicsResource;
  /** Contributors and power readers, and links that log them in. */
  readonly users: UsersResource;
}

/**
 * Makes a client for one portal. Nothing is sent yet.
 *
 * @example
 * const client = createClient({ portal: "hedronlabs", auth: basicAuth({ login, apiKey }) });
 * const topic = await client.topics.get({ projectId: "project-space", topicId: "launch" });
 *
 * @throws ConfigurationError when an option is missing or wrong.
 */
export function createClient(options: TransportOptions): Client {
  const transport = createTransport(options);
  const tree = createMethodTree(transport);
  /** The action as a method: without the transport, and free to be passed around. Without input, it says what is missing. */
  const bind =
    <Input, Options, Result>(action: (client: Transport, input: Input, options?: Options) => Result) =>
    (input?: Input, options?: Options) =>
      action(transport, input ?? ({} as Input), options);
  return {
    ...tree,
    ...transport,
    projects: {
      ...tree.projects,
      backupToFile: bind(backupProjectToFile),
    },
    publications: {
      ...tree.publications,
      exportToFile: bind(exportPublicationToFile),
    },
    storage: {
      ...tree.storage,
      walk: bind(walkStorage),
      uploadLargeFile: bind(uploadLargeFile),
      downloadToFile: bind(downloadStorageFile),
    },
    tasks: {
      ...tree.tasks,
      handle: (taskKey) => createTaskHandle(transport, taskKey),
      wait: bind(waitForTask),
      saveResult: bind(saveTaskResult),
    },
    toc: {
      ...tree.toc,
      move: bind(moveTocNode),
      tree: bind(readTocTree),
    },
    topics: {
      ...tree.topics,
      updateIfUnmodified: bind(updateTopicIfUnmodified),
      watch: bind(watchTopics),
      planUpsert: bind(planTopicUpsert),
      upsert: bind(upsertTopic),
    },
    users: {
      ...tree.users,
      loginLink: bind(createLoginLink),
    },
  };
}
