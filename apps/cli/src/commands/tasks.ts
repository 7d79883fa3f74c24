/** `tasks watch`. */
import { basename } from "node:path";
import type { Client } from "@clickhelp-js/client";
import { toStoragePath, type TaskStatus } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { toOneLine } from "../output/format.js";
import { plan, recordOf, type PlannedRequest, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { describeSaving, fileFlags, savedFields, saveMade, showSaved } from "./saved-file.js";

export const watch = defineCommand({
  details: [
    "Commands that take long print the key of their task when they are interrupted or started with --no-wait.",
    "When the task failed, its last status is printed all the same, and the command fails with 1. A portal tells the end of a task once: whoever reads it, uses it up.",
    "A file that the task makes is in the portal's Storage in the end. --from PATH -o FILE saves it on this machine and deletes the copy there, as the command would have done that started the task.",
  ],
  positionals: [{ name: "key", placeholder: "KEY", brief: "Key of the task, 32 hexadecimal digits" }],
  flags: {
    from: { kind: "text", placeholder: "PATH", brief: "Path in Storage of the file that the task makes; saves it" },
    ...fileFlags,
  },
  traits: ["mutate", "download"],
  fields: [
    ...["taskKey", "isSucceeded", "taskName", "statusText", "overallProgress", "maxOverallProgress", "isWorking"],
    ...savedFields,
    "removedFromStorage",
  ],
  examples: [
    { line: "tasks watch 651db92f08d64dbd86b48c92d2aaf668", brief: "Waits for the end and shows it" },
    {
      line: "tasks watch 1c9e04d7a6f24b5f8d3b6f0a2e7c9d15 --from Exported/a.pdf",
      brief: "Also saves what was made",
    },
  ],
  async run(context, { key, from, keep }) {
    const { output, dryRun } = context.options;
    if (output === "-" && from !== undefined) throw new UsageError("What was made goes to a file.", "-o FILE");
    if (output !== undefined && from === undefined) {
      throw new UsageError("-o FILE takes what the task made.", "--from PATH names it; > FILE takes what is printed.");
    }
    const client = await context.client();
    if (dryRun === true) return plan(await describeWatch(client, { key, from, keep }));
    try {
      if (from !== undefined) return await save(context, client, { key, from, keep });
      return ended(key, await context.watch(client.tasks.handle(key), `Task ${key}`));
    } catch (error) {
      const { TaskFailedError } = await import("@clickhelp-js/client");
      if (!TaskFailedError.isInstance(error)) throw error;
      await context.show(ended(key, error.status));
      throw error;
    }
  },
});

interface Watched {
  readonly key: string;
  readonly from: string | undefined;
  readonly keep: boolean;
}

interface MadeByTask extends Watched {
  readonly from: string;
}

/** Goes on where an export or a backup ended early. */
async function save(context: CommandContext, client: Client, { key, from, keep }: MadeByTask): Promise<Result> {
  const filePath = toStoragePath(from);
  let status: TaskStatus = {};
  const saved = await saveMade(
    context,
    { label: `Task ${key}`, storageName: filePath, name: basename(filePath), keep },
    (file, options) =>
      client.tasks.saveResult(
        { taskKey: key, outputFileName: from, file, keepInStorage: keep },
        {
          ...options,
          onProgress: (latest) => {
            status = latest;
            options.onProgress?.(latest);
          },
        },
      ),
  );
  const all = { ...status, ...saved, taskKey: key };
  return showSaved(context, all, `Saved ${filePath}.`);
}

async function describeWatch(client: Client, { key, from, keep }: Watched): Promise<PlannedRequest[]> {
  if (from !== undefined) return describeSaving(client, { taskKey: key, storageName: from, keep });
  const { tasks } = await import("@clickhelp-js/protocol");
  return [describePlan(client, tasks.get, { taskKey: key }, "until the task has ended")];
}

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
