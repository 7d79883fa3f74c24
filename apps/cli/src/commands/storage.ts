/** `storage list`, `storage get` and `storage delete`. */
import { basename, resolve } from "node:path";
import type { Client, ValidationIssue } from "@clickhelp-js/client";
import type { StorageFile } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { listOf, plan, raw } from "../output/result.js";
import { isSpecial } from "../output/write-file.js";
import { describePlan } from "../portal/describe.js";
import { endsAsFolder, fullName, shownPath, toPath } from "../portal/storage-path.js";
import { showTransfer } from "../portal/transfer.js";
import { lineFor } from "../portal/unfinished.js";
import { outcomeFields, settleEach } from "./outcomes.js";
import { refuseJson } from "./refuse-json.js";
import { savedFields, showSaved, targetOf } from "./saved-file.js";
import { storageColumns, storageFields } from "./storage-view.js";

const path = {
  name: "path",
  placeholder: "PATH",
  brief: "Path in Storage, with or without the leading Storage/",
} as const;

export const list = defineCommand({
  positionals: [{ ...path, placeholder: "FOLDER", brief: "Folder in Storage; all of it when absent", optional: true }],
  flags: {
    filter: { kind: "text", placeholder: "MASK", brief: "Only names that fit; * stands for any characters" },
    recursive: { kind: "boolean", alias: "r", brief: "Subfolders too" },
  },
  traits: ["list"],
  fields: storageFields,
  examples: [
    { line: "storage list", brief: "The uppermost level" },
    { line: `storage list wren-user-guide --filter "*.png" --recursive`, brief: "All PNG files below a folder" },
  ],
  async run(context, { path: folder = "", filter, recursive }) {
    const client = await context.client();
    const found = await client.storage.listFolder(
      { folderPath: fullName(toPath(folder)), filter: filter ?? "*", isRecursive: recursive },
      { signal: context.signal },
    );
    const shown = found.slice(0, context.options.limit);
    return listOf(shown, {
      columns: storageColumns,
      bare: ({ fileFullName }) => shownPath(toPath(fileFullName)),
      empty: {
        message: `There is nothing in ${folder === "" ? "Storage" : folder}${filter === undefined ? "" : ` that fits ${filter}`}.`,
        suggestion:
          recursive && folder === "" && filter === undefined
            ? "clickhelp storage put FILE --to FOLDER/ puts a file there."
            : "clickhelp storage list --recursive shows everything.",
      },
      ...(shown.length < found.length && {
        footer: `${shown.length} of ${count(found.length, "entry", "entries")} shown.`,
      }),
    });
  },
});

export const get = defineCommand({
  details: ["Without -o the file gets its own name in the current folder; an existing file is then kept."],
  positionals: [path],
  traits: ["download"],
  fields: savedFields,
  examples: [
    { line: "storage get wren-user-guide/images/filling.png", brief: "Into the current folder" },
    { line: "storage get wren-user-guide/images/filling.png -o - | wc -c", brief: "To another program" },
  ],
  async run(context, { path: given }) {
    const { output } = context.options;
    const isDirect = output === "-" || (output !== undefined && (await isSpecial(resolve(context.cwd, output))));
    if (isDirect) refuseJson(context, "The file's content goes out as it is.");
    const filePath = toFilePath(context, given, "downloaded");
    const client = await context.client();
    if (isDirect) {
      const file = await client.storage.getFile(
        { filePath: fullName(filePath), format: "base64" },
        { signal: context.signal },
      );
      if (file.isFolder) throw folderGiven(context, given, "downloaded");
      return raw(file.content ?? new Uint8Array());
    }
    const { ResponseValidationError } = await import("@clickhelp-js/client");
    const { file, overwrite } = await targetOf(context, basename(filePath));
    const saved = await showTransfer(context, `Downloading ${filePath}`, (report) =>
      client.storage.downloadToFile(
        { filePath: fullName(filePath), file },
        {
          signal: context.signal,
          overwrite,
          onDownload: ({ receivedBytes, totalBytes }) => report(receivedBytes, totalBytes),
        },
      ),
    ).catch((error: unknown) => {
      const isOfFolder = (issue: ValidationIssue) => issue.path === "isFolder";
      throw ResponseValidationError.isInstance(error) && error.issues.some(isOfFolder)
        ? folderGiven(context, given, "downloaded")
        : error;
    });
    return showSaved(context, saved, `Saved ${shownPath(filePath)}.`);
  },
});

export const deleteFiles = defineCommand({
  details: ["Files alone, no folders: what a portal does with the files in a folder is not documented."],
  positionals: [
    { ...path, name: "paths", brief: "Paths in Storage, with or without the leading Storage/", repeatable: true },
  ],
  traits: ["mutate", "confirm"],
  fields: outcomeFields,
  examples: [
    { line: "storage delete images/logo.png", brief: "Asks, then deletes" },
    {
      line: "storage delete Storage/wren-user-guide/images/filling.png --yes",
      brief: "Without asking; the path as portals write it",
    },
  ],
  async run(context, { paths }) {
    const filePaths = paths.map((given) => toFilePath(context, given, "deleted"));
    const client = await context.client();
    if (context.options.dryRun === true) {
      const { storage } = await import("@clickhelp-js/protocol");
      return plan(filePaths.map((filePath) => describePlan(client, storage.delete, { filePath: fullName(filePath) })));
    }
    await context.confirm(
      `Delete ${count(filePaths.length, "file")} of Storage (${filePaths.map(shownPath).join(", ")})?`,
    );
    return settleEach(
      context,
      filePaths,
      async (filePath) => {
        await refuseFolder(context, client, filePath);
        await client.storage.delete({ filePath: fullName(filePath) }, { signal: context.signal });
        return { id: shownPath(filePath), outcome: "deleted" };
      },
      {
        label: `Deleting ${count(filePaths.length, "file")}`,
        nameOf: (filePath) => ({ id: shownPath(filePath) }),
        columns: [],
      },
    );
  },
});

async function refuseFolder(context: CommandContext, { storage }: Client, path: string): Promise<void> {
  const folderPath = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const { signal } = context;
  const siblings = await storage.listFolder(
    { folderPath: fullName(folderPath), filter: basename(path), isRecursive: false },
    { signal },
  );
  // Some portals may take another letter case for the same.
  const isNamed = ({ fileFullName }: StorageFile) => toPath(fileFullName).toLowerCase() === path.toLowerCase();
  if (siblings.some((entry) => entry.isFolder && isNamed(entry)))
    throw folderGiven(context, shownPath(path), "deleted");
}

type Deed = "downloaded" | "deleted";

/** @throws UsageError where only a folder can be meant. */
function toFilePath(context: CommandContext, given: string, deed: Deed): string {
  const filePath = toPath(given);
  if (endsAsFolder(given) || filePath === "") throw folderGiven(context, given, deed);
  return filePath;
}

function folderGiven({ options }: CommandContext, given: string, deed: Deed): UsageError {
  const folder = toPath(given);
  const list = lineFor(options, ["storage", "list", ...(folder === "" ? [] : [shownPath(folder)]), "--recursive"]);
  return new UsageError(
    `${given} is a folder in Storage, and files are ${deed} one by one.`,
    `${list} shows the files in it: give the path of one.`,
  );
}
