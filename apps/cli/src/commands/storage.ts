/** `storage list`, `storage get`, `storage put` and `storage delete`. */
import { basename, resolve } from "node:path";
import type { Client, ValidationIssue } from "@clickhelp-js/client";
import { toStoragePath, type StorageFile } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { listOf, plan, raw, recordOf, type Column, type PlannedRequest } from "../output/result.js";
import { isSpecial } from "../output/write-file.js";
import { describePlan } from "../portal/describe.js";
import { encodePath } from "../portal/storage-path.js";
import { showTransfer } from "../portal/transfer.js";
import { lineFor } from "../portal/unfinished.js";
import { openGivenFile, type FileToSend } from "./given-file.js";
import { outcomeFields, settleEach } from "./outcomes.js";
import { refuseJson } from "./refuse-json.js";
import { savedFields, showSaved, targetOf } from "./saved-file.js";

const fields = ["fileName", "fileFullName", "isFolder", "size", "modifiedBy", "modifiedOn"];

const columns: readonly Column<StorageFile>[] = [
  {
    label: "path",
    value: ({ fileFullName, isFolder }) => `${shownPath(toPath(fileFullName))}${isFolder ? "/" : ""}`,
  },
  {
    label: "size",
    value: ({ size, isFolder }, format) => (isFolder ? "" : format.size(size)),
    align: "right",
    whenNarrow: "leave-out",
  },
  { label: "changed", value: ({ modifiedOn }, format) => format.date(modifiedOn), whenNarrow: "leave-out" },
  { label: "by", value: ({ modifiedBy }) => modifiedBy, whenNarrow: "leave-out" },
];

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
  fields,
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
      columns,
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
      { nameOf: (filePath) => ({ id: shownPath(filePath) }), columns: [] },
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

export const put = defineCommand({
  positionals: [{ name: "file", placeholder: "FILE", brief: "File to upload; - is standard input" }],
  flags: {
    to: { kind: "text", placeholder: "PATH", required: true, brief: "Path in Storage; ending in / it is a folder" },
    overwrite: { kind: "boolean", brief: "Replaces a file that exists" },
  },
  traits: ["mutate"],
  fields,
  examples: [{ line: "storage put logo.png --to images/ --overwrite", brief: "Uploads or replaces images/logo.png" }],
  async run(context, { file, to, overwrite }) {
    const intoFolder = endsAsFolder(to);
    if (intoFolder && file === "-") {
      throw new UsageError("Standard input has no name of its own.", `Give the file a name: --to ${to}NAME`);
    }
    const filePath = toPath(intoFolder ? `${to}${basename(file)}` : to);
    const input = { filePath: fullName(filePath), isOverwrite: overwrite };
    const client = await context.client();
    const sent = await openGivenFile(context, file);
    if (context.options.dryRun === true) return plan(await describeUpload(client, input, { file, sent }));
    const uploaded = await upload(context, client, input, sent);
    return recordOf(uploaded, {
      headline: `Uploaded ${shownPath(filePath)}.`,
      fields: [...columns, { label: "address", value: () => addressOf(client, filePath) }],
      bare: shownPath(filePath),
    });
  },
});

interface Target {
  /** With the leading `Storage/`. */
  readonly filePath: string;
  readonly isOverwrite: boolean;
}

async function upload(context: CommandContext, client: Client, target: Target, file: FileToSend): Promise<StorageFile> {
  const { signal } = context;
  if ("content" in file) return client.storage.upload({ ...target, content: file.content }, { signal });
  const { filePath } = target;
  await showTransfer(context, `Uploading ${toStoragePath(filePath)}`, (report) =>
    client.storage.uploadLargeFile(
      { ...target, file: file.large },
      { signal, onUpload: ({ sentBytes, totalBytes }) => report(sentBytes, totalBytes) },
    ),
  );
  return client.storage.getFile({ filePath }, { signal });
}

interface Rehearsal {
  readonly file: string;
  readonly sent: FileToSend;
}

async function describeUpload(client: Client, target: Target, { file, sent }: Rehearsal): Promise<PlannedRequest[]> {
  const { storage } = await import("@clickhelp-js/protocol");
  if ("content" in sent) {
    const request = describePlan(client, storage.upload, target);
    return [{ ...request, body: { content: `the content of ${file}, base64` } }];
  }
  return [
    describePlan(client, storage.startUpload, target, `then the content of ${file}, in chunks`),
    describePlan(client, storage.getFile, { filePath: target.filePath }),
  ];
}

function addressOf({ portalUrl }: Client, filePath: string): string {
  return new URL(`resources/Storage/${encodePath(filePath)}`, portalUrl).href;
}

/** What calls are made with, which leave out the first `Storage/`: what is in a folder of this name is meant, too. */
function fullName(path: string): string {
  return `Storage/${path}`;
}

/** As people read and type it: where it begins with `Storage/` all the same, only the full name is clear. */
function shownPath(path: string): string {
  return /^Storage(?:\/|$)/.test(path) ? fullName(path) : path;
}

function endsAsFolder(given: string): boolean {
  return /[\\/]$/.test(given);
}

/** A path without slashes around it: `Storage` and `/` stand for all of it. */
function toPath(given: string): string {
  return toStoragePath(given.replace(/^[\\/]+/, "")).replace(/^\/+|\/+$/g, "");
}
