/** Long work that is started and not waited for. */
import type { CommandContext } from "../context.js";
import { recordOf, type Result } from "../output/result.js";
import { lineToWait, type FileToSave } from "../portal/unfinished.js";

/** Whether the command may end while the portal works. The sandbox ends with the command, so there it may not. */
export function mayReturnEarly(context: CommandContext): boolean {
  if (context.options.wait !== false) return false;
  if (!context.options.sandbox) return true;
  context.warn("The sandbox ends with this command, so it waits in spite of --no-wait.");
  return false;
}

type Texts = Readonly<Record<string, string>>;

const labels: Readonly<Record<string, string | undefined>> = {
  publicationId: "publication",
  projectId: "project",
  storageName: "in Storage",
};

interface Started {
  readonly taskKey: string;
  readonly more: Texts;
  /** What people are told to do when it has ended. */
  readonly afterwards?: Texts;
  /** The file that it makes. */
  readonly saving?: FileToSave;
}

/** The key of the task, and how to wait for it. */
export function showStarted({ options }: CommandContext, { taskKey, more, afterwards = {}, saving }: Started): Result {
  return recordOf(
    { taskKey, ...more },
    {
      headline: "Started; the portal goes on working.",
      fields: [
        { label: "task", value: () => taskKey },
        { label: "wait with", value: () => lineToWait(options, taskKey, saving) },
        ...Object.entries({ ...more, ...afterwards }).map(([name, text]) => ({
          label: labels[name] ?? name,
          value: () => text,
        })),
      ],
      bare: taskKey,
    },
  );
}

/** The same for a task that makes a file. */
export function showStartedFile(context: CommandContext, taskKey: string, saving: FileToSave): Result {
  return showStarted(context, { taskKey, more: { storageName: saving.storageName }, saving });
}
