/** `projects import`: a backup or a document becomes a new project. */
import { basename, extname, resolve } from "node:path";
import type { Client, ImportFormat, Project, TaskStatus, UploadSource } from "@clickhelp-js/client";
import { importFormats, importOptionKinds, projects, storage } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { TakenIdError } from "../failures/taken-id-error.js";
import { UsageError } from "../failures/usage-error.js";
import { toOneLine } from "../output/format.js";
import { isFolder } from "../output/make-folder.js";
import { plan, recordOf, type PlannedRequest, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { lineToDelete } from "../portal/storage-path.js";
import { showTransfer } from "../portal/transfer.js";
import { openGivenFile, type FileToSend } from "./given-file.js";
import { mayReturnEarly, showStarted } from "./started-task.js";

export const importProject = defineCommand({
  details: [
    "Without --format, the extension tells the format; a zip is taken for a backup, though it can hold Markdown or HTML pages as well. A backup brings its publications along, those whose ids are free. A file above 10 MB is put into the portal's Storage first, and deleted there when the import has ended; with --no-wait, or when the wait ends early, it stays, and the command that deletes it is shown.",
  ],
  positionals: [{ name: "file", placeholder: "FILE", brief: "Backup, or another file that the portal imports" }],
  flags: {
    id: { kind: "text", placeholder: "ID", required: true, brief: "Id of the new project" },
    title: { kind: "text", placeholder: "TEXT", brief: "Title of the new project; the portal chooses when absent" },
    format: { kind: "choice", values: importFormats, brief: "Format" },
  },
  traits: ["mutate", "wait"],
  fields: ["projectId", "title", "url", "statusText", "taskKey", "storageName"],
  examples: [
    { line: "projects import guide.zip --id project-guide-restored", brief: "Restores a backup beside the project" },
    { line: "projects import manual.docx --id project-manual --title Manual", brief: "A Word document" },
  ],
  async run(context, { file, id, title, format }) {
    if (file === "-") {
      throw new UsageError("Standard input cannot be imported: the portal goes by the name.", "Name a file.");
    }
    await refuseFolder(resolve(context.cwd, file), file);
    const wanted = { file, id, title, format: format ?? formatOf(file) };
    const client = await context.client();
    const sent = await openGivenFile(context, file);
    const input = toInput(sent, wanted);
    const returnsEarly = mayReturnEarly(context);
    if (context.options.dryRun === true) return plan(describeImport(client, input, { file, returnsEarly }));
    const { ClickHelpError, TaskFailedError, TaskGoneError } = await import("@clickhelp-js/client");
    const copy = copyOf(context, client, input);
    if ("large" in sent) {
      const { large } = sent;
      await refuseTaken(client, id, context.signal);
      await copy.removedAfter(
        // No import can read it yet.
        () => true,
        async () => {
          await putCopy(context, client, { input, file, large });
          context.signal.throwIfAborted();
        },
      );
    }
    const task = await copy.removedAfter(
      (error) => ClickHelpError.isInstance(error) && !error.maybeApplied,
      () => client.projects.importNew(input, { signal: context.signal }),
    );
    if (returnsEarly) return showStartedImport(context, task.taskKey, { input, lineToRemove: copy.lineToRemove });
    const status = await copy.removedAfter(
      // The sandbox lets no import go on.
      (error) => context.options.sandbox || TaskFailedError.isInstance(error) || TaskGoneError.isInstance(error),
      () => context.watch(task, `Importing ${basename(file)}`),
    );
    await copy.remove();
    const project = await client.projects.get({ projectId: id }, { signal: context.signal });
    return showImported(project, status, `Imported ${basename(file)} as ${id}.`);
  },
});

interface Wanted {
  readonly file: string;
  readonly id: string;
  readonly title: string | undefined;
  readonly format: ImportFormat;
}

/** With the file's content, or with the place in Storage that a larger one is put to. */
function toInput(sent: FileToSend, { file, id, title, format }: Wanted): ImportInput {
  const project = {
    newProjectId: id,
    ...(title !== undefined && { newProjectName: title }),
    importFormat: format,
    options: { __type: importOptionKinds[format] },
  };
  const name = basename(file);
  if ("content" in sent) return { ...project, format: "base64", inputFileName: name, inputFileContent: sent.content };
  const inputFileUrl = `Storage/Imported/${crypto.randomUUID().slice(0, 8)}-${name}`;
  return { ...project, format: "url", inputFileUrl };
}

type ImportInput = Parameters<Client["projects"]["importNew"]>[0] & { readonly newProjectId: string };

/** What files are taken for when nothing is said. */
const formatsByExtension: Readonly<Record<string, ImportFormat | undefined>> = {
  ...{ ".zip": "ProjectBackup", ".docx": "Word", ".rtf": "Rtf", ".epub": "Epub", ".odt": "Odt" },
  ...{ ".html": "Html", ".htm": "Html", ".md": "Markdown" },
};

function formatOf(file: string): ImportFormat {
  const format = formatsByExtension[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw new UsageError(`The format of ${file} is missing.`, `--format VALUE. Formats: ${importFormats.join(", ")}.`);
}

async function refuseFolder(path: string, file: string): Promise<void> {
  if (!(await isFolder(path))) return;
  throw new UsageError(`${file} is a folder.`, "Zip what is in it, and name the zip with --format VALUE.");
}

interface Rehearsal {
  readonly file: string;
  readonly returnsEarly: boolean;
}

function describeImport(client: Client, input: ImportInput, { file, returnsEarly }: Rehearsal): PlannedRequest[] {
  const request = describePlan(client, projects.importNew, input);
  const { inputFileUrl: filePath, newProjectId: projectId } = input;
  if (filePath === undefined) {
    const inputFileContent = `the content of ${file}, base64`;
    return [{ ...request, body: Object.assign({}, request.body, { inputFileContent }) }];
  }
  const deletion = describePlan(client, storage.delete, { filePath }, "when the import has ended");
  return [
    describePlan(client, projects.get, { projectId }),
    describePlan(client, storage.startUpload, { filePath }, `then the content of ${file}, in chunks`),
    request,
    ...(returnsEarly ? [] : [deletion]),
  ];
}

interface LargeFile {
  readonly input: ImportInput;
  readonly file: string;
  readonly large: UploadSource;
}

/** Puts a large file into Storage. */
async function putCopy(context: CommandContext, client: Client, { input, file, large }: LargeFile): Promise<void> {
  const { signal } = context;
  const { inputFileUrl: storageName = "" } = input;
  context.note(`Putting ${file} into Storage first, as ${storageName}.`);
  await showTransfer(context, `Uploading ${file}`, (report) =>
    client.storage.uploadLargeFile(
      { filePath: storageName, file: large },
      { signal, onUpload: ({ sentBytes, totalBytes }) => report(sentBytes, totalBytes) },
    ),
  );
}

/** What the portal would refuse after a large file is uploaded is refused before, as far as it can be known. */
async function refuseTaken(client: Client, projectId: string, signal: AbortSignal): Promise<void> {
  const { NotFoundError, orUndefined, PermissionError } = await import("@clickhelp-js/client");
  // What this account cannot see, the import will tell.
  const existing = await orUndefined(client.projects.get({ projectId }, { signal }), NotFoundError, PermissionError);
  if (existing !== undefined) throw new TakenIdError(`There is ${projectId} already: ${existing.title}.`);
}

/** The copy in Storage that an import reads. Where the content went with the call, there is nothing to do for it. */
function copyOf(context: CommandContext, client: Client, { inputFileUrl: storageName }: ImportInput) {
  const lineToRemove = storageName === undefined ? undefined : lineToDelete(context.options, storageName);
  const remove = async () => {
    // A file that stays does no harm.
    if (storageName !== undefined) await client.storage.delete({ filePath: storageName }).catch(() => undefined);
  };
  return {
    remove,
    /** For whoever does not wait until the command can do that. */
    lineToRemove,
    /** Does a part of the work. After a failure of which no import is left the copy goes; otherwise it may be being read. */
    removedAfter: async <T>(isEnd: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        if (isEnd(error)) await remove();
        else if (lineToRemove !== undefined) {
          const why = `The import may go on, and read ${storageName}.`;
          context.leave({ why, next: `When it has ended: ${lineToRemove}` });
        }
        throw error;
      }
    },
  };
}

interface StartedImport {
  readonly input: ImportInput;
  readonly lineToRemove: string | undefined;
}

function showStartedImport(context: CommandContext, taskKey: string, { input, lineToRemove }: StartedImport): Result {
  const { newProjectId: projectId, inputFileUrl: storageName } = input;
  return showStarted(context, {
    taskKey,
    more: { projectId, ...(storageName !== undefined && { storageName }) },
    ...(lineToRemove !== undefined && { afterwards: { "then delete with": lineToRemove } }),
  });
}

function showImported({ id, title, fullUrl: url }: Project, { statusText }: TaskStatus, headline: string): Result {
  return recordOf(
    { projectId: id, title, url, statusText },
    {
      headline,
      fields: [
        { label: "title", value: () => title },
        { label: "address", value: () => url },
        { label: "said", value: () => toOneLine(statusText ?? "") },
      ],
      bare: id,
    },
  );
}
