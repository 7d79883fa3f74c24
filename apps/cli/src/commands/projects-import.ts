/** `projects import`: a backup or a document becomes a new project. */
import { basename, extname } from "node:path";
import type { Client, ImportFormat, Project, TaskStatus } from "@clickhelp-js/client";
import { importFormats, importOptionKinds, toStoragePath } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import { UsageError } from "../failures/usage-error.js";
import { toOneLine } from "../output/format.js";
import { plan, recordOf, type PlannedRequest, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { openGivenFile, type FileToSend } from "./given-file.js";
import { mayReturnEarly, showStarted } from "./started-task.js";

export const importProject = defineCommand({
  details: [
    "A zip is taken for a backup when no format is given. A backup brings its publications along, those whose ids are free. A file above 10 MB is put into the portal's Storage first, and deleted there when the import has ended.",
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
    { line: "projects import manual.docx --format word --id project-manual --title Manual", brief: "A Word document" },
  ],
  async run(context, { file, id, title, format = formatOf(file) }) {
    const client = await context.client();
    const sent = await openGivenFile(context, file);
    const input = toInput(sent, { file, id, title, format });
    if (context.options.dryRun === true) return plan(await describeImport(client, input, file));
    const { inputFileUrl: storageName } = input;
    if ("large" in sent && storageName !== undefined) {
      context.note(`Putting ${file} into Storage first, as ${storageName}.`);
      const filePath = toStoragePath(storageName);
      await client.storage.uploadLargeFile({ filePath, file: sent.large }, { signal: context.signal });
    }
    const start = () => client.projects.importNew(input, { signal: context.signal });
    if (mayReturnEarly(context)) {
      const { taskKey } = await start();
      return showStarted(taskKey, { projectId: id, ...(storageName !== undefined && { storageName }) });
    }
    const status = await withoutLeftover(client, storageName, async () =>
      context.watch(await start(), `Importing ${basename(file)}`),
    );
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

type ImportInput = Parameters<Client["projects"]["importNew"]>[0];

/** The format of a zip; nobody can tell what another file is to become. */
function formatOf(file: string): ImportFormat {
  if (extname(file).toLowerCase() === ".zip") return "ProjectBackup";
  throw new UsageError(
    `The format of ${file} is missing.`,
    `--format VALUE. Formats: ${importFormats.join(", ")}; a .zip is a ProjectBackup when nothing is said.`,
  );
}

async function describeImport(client: Client, input: ImportInput, file: string): Promise<PlannedRequest[]> {
  const { projects, storage } = await import("@clickhelp-js/protocol");
  const request = describePlan(client, projects.importNew, input);
  if (input.inputFileUrl === undefined) {
    const inputFileContent = `the content of ${file}, base64`;
    return [{ ...request, body: Object.assign({}, request.body, { inputFileContent }) }];
  }
  const filePath = toStoragePath(input.inputFileUrl);
  return [
    describePlan(client, storage.startUpload, { filePath }, `then the content of ${file}, in chunks`),
    request,
    describePlan(client, storage.delete, { filePath }, "when the import has ended"),
  ];
}

/** Does the work, and deletes the file that was put into Storage for it unless the portal may still be reading it. */
async function withoutLeftover<T>(client: Client, storageName: string | undefined, work: () => Promise<T>): Promise<T> {
  const remove = async () => {
    // A file that stays does no harm.
    if (storageName !== undefined)
      await client.storage.delete({ filePath: toStoragePath(storageName) }).catch(() => undefined);
  };
  try {
    const result = await work();
    await remove();
    return result;
  } catch (error) {
    const { BadRequestError, ConflictError, TaskFailedError } = await import("@clickhelp-js/client");
    const isRefused = BadRequestError.isInstance(error) || ConflictError.isInstance(error);
    if (isRefused || TaskFailedError.isInstance(error)) await remove();
    throw error;
  }
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
