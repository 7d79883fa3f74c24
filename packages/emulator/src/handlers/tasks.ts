/** The status of long operations, and how handlers start them. */
import { tasks, type TaskStart } from "@clickhelp-js/protocol";
import { notFound } from "../api-error.js";
import { createContentWriter, type WriteContent } from "../content-writing.js";
import type { Answer } from "../encode.js";
import { implement, signedIn, type Call } from "../portal.js";
import { toApiUrl } from "../represent.js";
import { checkOutputPath } from "../storage-path.js";
import type { TaskProgress, Work } from "../tasks.js";

const get = implement(tasks.get, ({ portal }, { taskKey }) => {
  const value = portal.tasks.read(taskKey);
  if (value) return { value };
  throw notFound(
    `There is no task with the key "${taskKey}". A finished task is forgotten once its status has been read.`,
  );
});

/** Starts a task and answers with its key. */
export function startTask(call: Call, work: Omit<Work, "startedBy">): Answer<TaskStart> {
  const taskKey = call.portal.tasks.start({ ...work, startedBy: signedIn(call).login });
  return { value: { taskKey }, location: toApiUrl(call.origin, "tasks", taskKey) };
}

/** Starts a task that makes a file in Storage. The file appears, or is replaced, when the task has succeeded. */
export function startFileTask(
  call: Call,
  name: string,
  path: string,
  make: (progress: TaskProgress, write: WriteContent) => Promise<void>,
): Answer<TaskStart> {
  const { files } = call.portal.store;
  const { login } = signedIn(call);
  let contentRow: number | undefined;
  return startTask(call, {
    name,
    async run(progress) {
      const content = files.createContent();
      contentRow = content;
      await make(progress, createContentWriter(files, content, progress));
      return () => {
        // What lies at and above the path may have changed since the request.
        checkOutputPath(files, path);
        files.place(path, content, login, call.portal.clock.now());
        return `Done: Storage/${path}, ${files.sizeOf(content)} bytes.`;
      };
    },
    cleanUp() {
      if (contentRow !== undefined) files.discard([contentRow]);
    },
  });
}

export const taskHandlers = [get];
