/** `storage list`, `storage get`, `storage put` and `storage delete`. */
import { basename, resolve } from "node:path";
import type { Client, ValidationIssue } from "@clickhelp-js/client";
import { toStoragePath, type StorageFile } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { listOf, plan, raw, recordOf, type Column, type PlannedRequest, type Result } from "../output/result.js";
import { isSpecial } from "../output/write-file.js";
import { describePlan } from "../portal/describe.js";
import { encodePath } from "../portal/storage-path.js";
import { showTransfer } from "../portal/transfer.js";
import { lineFor } from "../portal/unfinished.js";
import { isLargeFile, openGivenFile } from "./given-file.js";
import { findTwins, outcomeFields, settleEach, type ItemOutcome } from "./outcomes.js";
import { readEach } from "./read-each.js";
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

export const put = defineCommand({
  details: [
    "Several files go into one folder, each under its own name. One that cannot be read keeps all from being sent; one that the portal refuses does not keep the others from it, unless they would be refused alike.",
    "With --json one file is an object, and several are a list.",
  ],
  positionals: [
    { name: "files", placeholder: "FILE", brief: "Files to upload; - is standard input", repeatable: true },
  ],
  flags: {
    to: { kind: "text", placeholder: "PATH", required: true, brief: "Path in Storage; ending in / it is a folder" },
    overwrite: { kind: "boolean", brief: "Replaces a file that exists" },
  },
  traits: ["mutate"],
  fields: [...outcomeFields, "file", ...fields],
  examples: [
    { line: "storage put logo.png --to images/ --overwrite", brief: "Uploads or replaces images/logo.png" },
    { line: "storage put images/*.png --to wren-user-guide/images/ --overwrite", brief: "Several, into one folder" },
  ],
  async run(context, { files, to, overwrite }) {
    const uploads = toUploads(files, to, overwrite);
    const client = await context.client();
    if (context.options.dryRun === true) {
      const requests: PlannedRequest[] = [];
      for (const each of uploads) requests.push(...(await describeUpload(context, client, each)));
      return plan(requests);
    }
    const [only, ...others] = uploads;
    if (only === undefined || others.length > 0) return uploadEach(context, client, uploads);
    const uploaded = await uploadOne(context, client, only);
    return recordOf(uploaded, {
      headline: `Uploaded ${shownPath(only.path)}.`,
      fields: [...columns, { label: "address", value: () => addressOf(client, only.path) }],
      bare: shownPath(only.path),
    });
  },
});

interface Upload {
  /** As it was named on the command line. */
  readonly file: string;
  /** Where it goes, without the leading `Storage/`. */
  readonly path: string;
  readonly isOverwrite: boolean;
}

/** @throws UsageError where files have no name in Storage, or the same one. */
function toUploads(files: readonly string[], to: string, isOverwrite: boolean): Upload[] {
  const isSeveral = files.length > 1;
  const intoFolder = endsAsFolder(to);
  if (isSeveral && !intoFolder) {
    throw new UsageError(`Several files need a folder, and ${to} names a file.`, `A folder ends in /: --to ${to}/`);
  }
  if (intoFolder && files.includes("-")) {
    const advice = isSeveral ? "Send it alone, under a name" : "Give the file a name";
    throw new UsageError("Standard input has no name of its own.", `${advice}: --to ${to}NAME`);
  }
  const uploads = files.map((file) => ({
    file,
    path: toPath(intoFolder ? `${to}${basename(file)}` : to),
    isOverwrite,
  }));
  const twins = findTwins(uploads, ({ path }) => path);
  if (twins === undefined) return uploads;
  const [first, second] = twins;
  throw new UsageError(
    `${first.file} and ${second.file} would both be ${shownPath(first.path)}.`,
    "Give one of them another name, or upload them to different folders.",
  );
}

interface UploadOutcome extends ItemOutcome {
  readonly file: string;
  readonly size?: StorageFile["size"];
}

/** Uploads a file, and says what became of it. */
async function uploadOne(
  context: CommandContext,
  client: Client,
  wanted: Upload,
): Promise<UploadOutcome & StorageFile> {
  const uploaded = await upload(context, client, wanted);
  // A portal may give the content back.
  return { id: shownPath(wanted.path), outcome: "uploaded", file: wanted.file, ...uploaded, content: undefined };
}

async function uploadEach(context: CommandContext, client: Client, uploads: readonly Upload[]): Promise<Result> {
  // Before anything is sent: one that cannot be read keeps all from it.
  const areLarge = await readEach(uploads, ({ file }) => isLargeFile(context, file), context);
  return settleEach<Upload, UploadOutcome>(context, uploads, (each) => uploadOne(context, client, each), {
    // A large file shows how far it is itself.
    ...(!areLarge.includes(true) && { label: `Uploading ${count(uploads.length, "file")}` }),
    nameOf: ({ file, path }) => ({ id: shownPath(path), file }),
    columns: [
      { label: "size", value: ({ size }, format) => format.size(size), align: "right", whenNarrow: "leave-out" },
    ],
  });
}

function toTarget({ path, isOverwrite }: Upload) {
  return { filePath: fullName(path), isOverwrite };
}

async function upload(context: CommandContext, client: Client, wanted: Upload): Promise<StorageFile> {
  const { signal } = context;
  const target = toTarget(wanted);
  const sent = await openGivenFile(context, wanted.file);
  if ("content" in sent) return client.storage.upload({ ...target, content: sent.content }, { signal });
  await showTransfer(context, `Uploading ${shownPath(wanted.path)}`, (report) =>
    client.storage.uploadLargeFile(
      { ...target, file: sent.large },
      { signal, onUpload: ({ sentBytes, totalBytes }) => report(sentBytes, totalBytes) },
    ),
  );
  return client.storage.getFile({ filePath: target.filePath }, { signal }).catch((error: unknown) => {
    // The file is there, whether it can be looked at or not.
    throw Object.assign(error as Error, { maybeApplied: true });
  });
}

async function describeUpload(context: CommandContext, client: Client, wanted: Upload): Promise<PlannedRequest[]> {
  const { storage } = await import("@clickhelp-js/protocol");
  const { file } = wanted;
  const target = toTarget(wanted);
  if ("content" in (await openGivenFile(context, file))) {
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
