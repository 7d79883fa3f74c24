/** `backup create`. */
import { basename, join, resolve } from "node:path";
import type { Client } from "@clickhelp-js/client";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { NoProjectsError } from "../failures/no-projects-error.js";
import { UsageError } from "../failures/usage-error.js";
import { makeFolder } from "../output/make-folder.js";
import { plan, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import type { Place } from "../portal/unfinished.js";
import { outcomeFields, settleEach, type ItemOutcome } from "./outcomes.js";
import { describeSaving, fileFlags, savedFields, saveMade, showSaved } from "./saved-file.js";
import { mayReturnEarly, showStartedFile } from "./started-task.js";

export const create = defineCommand({
  details: [
    "The portal makes the zip in its Storage; it is downloaded and the copy there deleted. With --all every project becomes a zip of its own, and one that fails does not keep the others from being backed up, unless they would fail alike.",
    "Without -o a file is named after the project, the time in GMT and a few characters: no two backups have one name.",
  ],
  flags: {
    project: { kind: "text", placeholder: "ID", brief: "Project to back up; the project file may name it" },
    all: { kind: "boolean", brief: "Every project that the account can see" },
    out: { kind: "text", placeholder: "FOLDER", brief: "Folder for the files; made when it is missing" },
    ...fileFlags,
  },
  traits: ["mutate", "wait", "download"],
  fields: [...outcomeFields, ...savedFields, "removedFromStorage", "taskKey"],
  examples: [
    { line: "backup create --project project-wren-user-guide -o guide.zip", brief: "One project" },
    { line: "backup create --all --out backups", brief: "All of them, for a nightly job" },
  ],
  async run(context, { project, all, out, keep }) {
    const { output, dryRun } = context.options;
    if (output === "-") throw new UsageError("A backup goes to a file.", "-o FILE, or --out FOLDER");
    if (output !== undefined && (all || out !== undefined)) {
      throw new UsageError("-o names one file.", "With --all or --out the files are named by themselves.");
    }
    if (all && project !== undefined)
      throw new UsageError("--all and --project cannot go together.", "Leave out one of them.");
    const returnsEarly = mayReturnEarly(context);
    if (all && returnsEarly) throw new UsageError("--all waits for every backup.", "Leave --no-wait out.");
    const only = all ? undefined : await context.project(project, "--all backs up every project.");
    const client = await context.client();
    if (dryRun === true) return plan(await describeBackups(client, { only, keep, returnsEarly }));
    const ids = only === undefined ? await listProjects(context, client) : [only];
    await makeFolder(resolve(context.cwd, out ?? "."));
    if (returnsEarly && only !== undefined) {
      return startBackup(context, client, only, { output, folder: out, keep });
    }
    const save = async (projectId: string) => {
      const storageName = await newStorageName(projectId);
      // No other backup has this name, whenever it is made.
      const name = join(out ?? ".", basename(storageName));
      const made = { label: `Backing up ${projectId}`, storageName, name, folder: out, keep };
      const input = { projectId, outputFileName: storageName, keepInStorage: keep };
      return saveMade(context, made, (file, options) => client.projects.backupToFile({ ...input, file }, options));
    };
    if (only !== undefined) return showSaved(context, await save(only), `Backed up ${only}.`);
    return settleEach(
      context,
      ids,
      async (id): Promise<BackupOutcome> => ({ id, outcome: "saved", ...(await save(id)) }),
      {
        nameOf: (id) => ({ id }),
        columns: [
          { label: "size", value: ({ size }, format) => format.size(size), align: "right", whenNarrow: "leave-out" },
          { label: "file", value: ({ path }) => path },
        ],
        bare: ({ path }) => path,
      },
    );
  },
});

/** Ids of all projects. Throws a NoProjectsError when there is none. */
async function listProjects({ signal }: CommandContext, client: Client): Promise<string[]> {
  const projects = await client.projects.list({ types: ["Project"] }, { signal });
  // Some portals do not know the filter.
  const ids = projects.filter(({ parentId }) => parentId === null).map(({ id }) => id);
  if (ids.length === 0) throw new NoProjectsError("This account sees no project to back up.");
  return ids;
}

/** Starts a backup that nobody waits for here. */
async function startBackup(context: CommandContext, client: Client, projectId: string, place: Place): Promise<Result> {
  const storageName = await newStorageName(projectId);
  const { taskKey } = await client.projects.backup(
    { projectId, outputFileName: storageName },
    { signal: context.signal },
  );
  return showStartedFile(context, taskKey, { storageName, ...place });
}

interface BackupOutcome extends ItemOutcome {
  readonly path?: string;
  readonly size?: number;
}

/** `Storage/Backups/project-guide-20261123T221500Z-1f0c9a2e.zip`: the id that is in it leads out of no folder. */
async function newStorageName(projectId: string): Promise<string> {
  const { newOutputFileName } = await import("@clickhelp-js/client");
  return newOutputFileName("Backups", projectId, "zip");
}

interface Rehearsal {
  /** The only project to back up; all when absent. */
  readonly only: string | undefined;
  readonly keep: boolean;
  readonly returnsEarly: boolean;
}

async function describeBackups(client: Client, { only, keep, returnsEarly }: Rehearsal) {
  const { projects } = await import("@clickhelp-js/protocol");
  const projectId = only ?? "PROJECT";
  const storageName = `Storage/Backups/${projectId}-TIME.zip`;
  const start = { projectId, outputFileName: storageName };
  const saving = returnsEarly ? [] : await describeSaving(client, { taskKey: "KEY", storageName, keep });
  if (only !== undefined) return [describePlan(client, projects.backup, start), ...saving];
  return [
    describePlan(client, projects.list, { types: ["Project"] }),
    describePlan(client, projects.backup, start, "for each project"),
    ...saving,
  ];
}
