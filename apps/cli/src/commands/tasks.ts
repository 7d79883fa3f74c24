/** `tasks watch`. */
import type { TaskStatus } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import { exitCodes } from "../failures/kinds.js";
import { toOneLine } from "../output/format.js";
import { recordOf, type Result } from "../output/result.js";

export const watch = defineCommand({
  details: [
    "Commands that take long print the key of their task when they are interrupted or started with --no-wait.",
    "It exits with 1 when the task failed. A portal tells the end of a task once: whoever reads it, uses it up.",
  ],
  positionals: [{ name: "key", placeholder: "KEY", brief: "Key of the task, 32 hexadecimal digits" }],
  fields: ["taskKey", "isSucceeded", "taskName", "statusText", "overallProgress", "maxOverallProgress", "isWorking"],
  examples: [
    { line: "tasks watch 651db92f08d64dbd86b48c92d2aaf668", brief: "Waits for the end and shows it" },
    { line: "tasks watch 651db92f08d64dbd86b48c92d2aaf668 --timeout 600", brief: "For a script" },
  ],
  async run(context, { key }) {
    const client = await context.client();
    try {
      return ended(key, await context.watch(client.tasks.handle(key), `Task ${key}`));
    } catch (error) {
      const { TaskFailedError } = await import("@clickhelp-js/client");
      if (!TaskFailedError.isInstance(error)) throw error;
      return { ...ended(key, error.status), exitCode: exitCodes.other };
    }
  },
});

function ended(taskKey: string, status: TaskStatus): Result {
  return recordOf(
    { taskKey, ...status },
    {
      headline: status.isSucceeded === true ? "The task succeeded." : "The task failed.",
      fields: [
        { label: "task", value: ({ taskKey: key }) => key },
        { label: "kind", value: ({ taskName }) => taskName },
        { label: "said", value: ({ statusText }) => toOneLine(statusText ?? "") },
      ],
      bare: status.isSucceeded === true ? "succeeded" : "failed",
    },
  );
}
