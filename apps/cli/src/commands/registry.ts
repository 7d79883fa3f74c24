/** Every command. A module is loaded when its command is run or explained. */
import type { CommandEntry } from "../command.js";

export const registry: readonly CommandEntry[] = [
  {
    noun: "auth",
    verb: "status",
    brief: "Shows who you are, on which portal, and whether the key works.",
    load: async () => (await import("./auth.js")).status,
  },
  {
    noun: "projects",
    verb: "list",
    brief: "Lists projects and publications.",
    load: async () => (await import("./projects.js")).list,
  },
  {
    noun: "projects",
    verb: "get",
    brief: "Shows one project or publication.",
    load: async () => (await import("./projects.js")).get,
  },
  {
    noun: "projects",
    verb: "import",
    brief: "Imports a backup, or another file, as a new project.",
    load: async () => (await import("./projects-import.js")).importProject,
  },
  {
    noun: "topics",
    verb: "list",
    brief: "Lists the topics of a project or publication.",
    load: async () => (await import("./topics.js")).list,
  },
  {
    noun: "topics",
    verb: "get",
    brief: "Shows one topic, or prints its HTML.",
    load: async () => (await import("./topics.js")).get,
  },
  {
    noun: "topics",
    verb: "upsert",
    brief: "Creates topics from HTML files, or updates those that exist.",
    load: async () => (await import("./topics-upsert.js")).upsert,
  },
  {
    noun: "topics",
    verb: "delete",
    brief: "Deletes topics.",
    load: async () => (await import("./topics.js")).deleteTopics,
  },
  {
    noun: "publications",
    verb: "publish",
    brief: "Publishes a project as a new publication, or over an existing one.",
    load: async () => (await import("./publications.js")).publish,
  },
  {
    noun: "publications",
    verb: "export",
    brief: "Exports a publication to a file: PDF, HTML and others.",
    load: async () => (await import("./publications.js")).exportPublication,
  },
  {
    noun: "backup",
    verb: "create",
    brief: "Backs up one project, or all, into zip files.",
    load: async () => (await import("./backup.js")).create,
  },
  {
    noun: "storage",
    verb: "list",
    brief: "Lists files and folders in the portal's Storage.",
    load: async () => (await import("./storage.js")).list,
  },
  {
    noun: "storage",
    verb: "get",
    brief: "Downloads a file from Storage.",
    load: async () => (await import("./storage.js")).get,
  },
  {
    noun: "storage",
    verb: "put",
    brief: "Uploads files to Storage, large ones in chunks.",
    load: async () => (await import("./storage-put.js")).put,
  },
  {
    noun: "storage",
    verb: "delete",
    brief: "Deletes files from Storage.",
    load: async () => (await import("./storage.js")).deleteFiles,
  },
  {
    noun: "users",
    verb: "login-link",
    brief: "Makes a link that logs a user in.",
    load: async () => (await import("./users.js")).loginLink,
  },
  {
    noun: "search",
    brief: "Searches the portal.",
    load: async () => (await import("./search.js")).search,
  },
  {
    noun: "tasks",
    verb: "watch",
    brief: "Waits for a task of the portal, such as an export that was started elsewhere.",
    load: async () => (await import("./tasks.js")).watch,
  },
  {
    noun: "api",
    brief: "Sends any request to the portal's API.",
    load: async () => (await import("./api.js")).api,
  },
  {
    noun: "emulator",
    verb: "start",
    brief: "Runs a portal on this machine, over HTTPS, to try and to test with.",
    load: async () => (await import("./emulator.js")).start,
  },
];
