/** `storage put`. */
import { basename } from "node:path";
import type { Client } from "@clickhelp-js/client";
import type { StorageFile } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { plan, recordOf, type PlannedRequest, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { encodePath, endsAsFolder, fullName, shownPath, toPath } from "../portal/storage-path.js";
import { showTransfer } from "../portal/transfer.js";
import { isLargeFile, openGivenFile } from "./given-file.js";
import { findTwins, outcomeFields, settleEach, type ItemOutcome } from "./outcomes.js";
import { readEach } from "./read-each.js";
import { storageColumns, storageFields } from "./storage-view.js";

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
  fields: [...outcomeFields, "file", ...storageFields],
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
      fields: [...storageColumns, { label: "address", value: () => addressOf(client, only.path) }],
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
