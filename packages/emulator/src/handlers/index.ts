/** Every endpoint that is emulated, with the function that does it. */
import type { Handler } from "../portal.js";
import { importHandlers } from "./imports.js";
import { projectHandlers } from "./projects.js";
import { publicationHandlers } from "./publications.js";
import { reportHandlers } from "./reports.js";
import { searchHandlers } from "./search.js";
import { storageHandlers } from "./storage.js";
import { taskHandlers } from "./tasks.js";
import { tocHandlers } from "./toc.js";
import { topicHandlers } from "./topics.js";
import { userHandlers } from "./users.js";

const all: readonly Handler[] = [
  ...projectHandlers,
  ...importHandlers,
  ...publicationHandlers,
  ...topicHandlers,
  ...tocHandlers,
  ...userHandlers,
  ...storageHandlers,
  ...searchHandlers,
  ...reportHandlers,
  ...taskHandlers,
];

/** By the endpoint's id. */
export const handlers: ReadonlyMap<string, Handler> = new Map(all.map((handler) => [handler.endpoint.id, handler]));
