/** How a file that was put on this machine is shown. */
import { relative, resolve } from "node:path";
import type { Client, SavedFile, SavedResult, SaveResultOptions } from "@clickhelp-js/client";
import type { CommandContext } from "../context.js";
import { toFailure } from "../failures/failure.js";
import { UsageError } from "../failures/usage-error.js";
import { recordOf, type PlannedRequest, type Result } from "../output/result.js";
import { followLinks, isSpecial } from "../output/write-file.js";
import { describePlan } from "../portal/describe.js";
import { lineToDelete } from "../portal/storage-path.js";
import { notSaved } from "../portal/unfinished.js";

/** The fields of a saved file that can be selected. */
export const savedFields = ["path", "size", "sha256", "storageName"];

/** Flags of commands that save what a task makes. */
export const fileFlags = {
  output: { kind: "text", alias: "o", placeholder: "FILE", brief: "File to save it as, which is replaced" },
  keep: { kind: "boolean", brief: "Leaves the copy in the portal's Storage" },
} as const;

/** Where a download goes: to the file of `-o`, which is replaced, or to one of the given name, which must be new. */
export async function targetOf({ cwd, options: { output } }: CommandContext, name: string) {
  if (output === undefined) return { file: resolve(cwd, name), overwrite: false };
  const path = resolve(cwd, output);
  if (await isSpecial(path))
    throw new UsageError(`${output} is no file that can be replaced.`, "Name one with -o FILE.");
  return { file: await followLinks(path), overwrite: true };
}

interface MadeFile {
  /** What is shown beside the progress. */
  readonly label: string;
  /** Where the portal is to put it first. */
  readonly storageName: string;
  /** Its name when -o gives none. */
  readonly name: string;
  /** The folder that was named for it. */
  readonly folder?: string | undefined;
  readonly keep: boolean;
}

interface SavedOfTask extends SavedResult {
  readonly taskKey: string | undefined;
}

/** Saves what a task makes, with its progress. Warns when a copy stays in Storage that was to be deleted. */
export async function saveMade(
  context: CommandContext,
  { label, storageName, name, folder, keep }: MadeFile,
  save: (file: string, options: SaveResultOptions) => Promise<SavedResult>,
): Promise<SavedOfTask> {
  const { file, overwrite } = await targetOf(context, name);
  const place = { output: context.options.output, folder, keep };
  let taskKey: string | undefined;
  const saving = context.follow(
    label,
    ({ onStart, ...options }) =>
      save(file, {
        ...options,
        overwrite,
        onStart: (task) => {
          ({ taskKey } = task);
          onStart?.(task);
        },
      }),
    place,
  );
  const saved = await saving.catch((error: unknown) => {
    // No key came, but the portal may have begun: only its name leads to the file then.
    const mayBeMade = taskKey === undefined && toFailure(error).maybeApplied === true;
    if (mayBeMade) context.leave(notSaved(context.options, { ...place, storageName }));
    throw error;
  });
  if (!keep && !saved.removedFromStorage) context.warn(leftBehind(context, saved));
  return { ...saved, taskKey };
}

interface ResultToSave {
  readonly taskKey: string;
  /** Its name in Storage, with or without the leading `Storage/`. */
  readonly storageName: string;
  readonly keep: boolean;
}

/** The requests that save what a task makes. */
export async function describeSaving(
  client: Client,
  { taskKey, storageName, keep }: ResultToSave,
): Promise<PlannedRequest[]> {
  const { storage, tasks } = await import("@clickhelp-js/protocol");
  return [
    describePlan(client, tasks.get, { taskKey }, "until the task has ended"),
    describePlan(client, storage.getFile, { filePath: storageName, format: "base64" }, "when it has succeeded"),
    ...(keep ? [] : [describePlan(client, storage.delete, { filePath: storageName }, "when the file is saved")]),
  ];
}

function leftBehind({ options }: CommandContext, { storageName }: SavedFile): string {
  return `The copy in the portal's Storage could not be deleted: ${storageName}\n${lineToDelete(options, storageName)}`;
}

/** Path, size and checksum of what was saved. */
export function showSaved({ cwd }: CommandContext, saved: SavedFile, headline: string): Result {
  return recordOf(saved, {
    headline,
    fields: [
      { label: "file", value: ({ path }) => shortest(path, cwd) },
      { label: "size", value: ({ size }, format) => format.size(size) },
      { label: "SHA-256", value: ({ sha256 }) => sha256 },
    ],
    bare: saved.path,
  });
}

function shortest(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith("..") ? path : fromHere;
}
