/** `publications publish` and `publications export`. */
import { extname } from "node:path";
import type { Client, TaskHandle } from "@clickhelp-js/client";
import { exportExtensions, exportFormats, visibilities, type ExportFormat, type Project } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { toFailure } from "../failures/failure.js";
import { UsageError } from "../failures/usage-error.js";
import { toOneLine } from "../output/format.js";
import { plan, recordOf, type Result } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { lineFor } from "../portal/unfinished.js";
import { requireProject } from "./require-project.js";
import { describeSaving, fileFlags, savedFields, saveMade, showSaved } from "./saved-file.js";
import { mayReturnEarly, showStarted, showStartedFile } from "./started-task.js";

export const publish = defineCommand({
  details: [
    "Looks first whether the publication exists: then it is updated, otherwise it is made. Without --visibility the portal decides who can read a new one: the emulator makes it Private, and of other portals it is not documented.",
  ],
  flags: {
    project: { kind: "text", placeholder: "ID", brief: "Project to publish; the project file may name it" },
    publication: { kind: "text", placeholder: "ID", required: true, brief: "Id of the publication" },
    title: { kind: "text", placeholder: "TEXT", brief: "Title; needed for a new publication" },
    visibility: { kind: "choice", values: visibilities, brief: "Who can read it" },
    readyOnly: { kind: "boolean", brief: "Only topics with the status Ready; of this update alone" },
    outputTag: { kind: "text", placeholder: "TAG", repeatable: true, brief: "Output tag to apply" },
    updateMode: { kind: "choice", values: ["FullReplace", "Partial"], brief: "How an existing publication is updated" },
  },
  traits: ["mutate", "wait"],
  fields: ["publicationId", "outcome", "title", "visibility", "url", "statusText", "taskKey"],
  examples: [
    {
      line: "publications publish --project project-wren-user-guide --publication wren-user-guide",
      brief: "Everything, once more",
    },
    {
      line: "publications publish --project project-wren-user-guide --publication wren-beta --title Beta --ready-only",
      brief: "Only what is ready, for the first time",
    },
  ],
  async run(context, input) {
    const projectId = await context.project(input.project);
    const client = await context.client();
    const common = {
      projectId,
      ...(input.readyOnly && { isPublishOnlyReadyTopics: true }),
      ...(input.visibility !== undefined && { pubVisibility: input.visibility }),
      ...(input.outputTag.length > 0 && { outputTags: [...input.outputTag] }),
    };
    const update = {
      ...common,
      updatedPubId: input.publication,
      ...(input.title !== undefined && { pubName: input.title }),
      ...(input.updateMode !== undefined && { updateMode: input.updateMode }),
    };
    const create = { ...common, pubId: input.publication, pubName: input.title ?? input.publication };
    const obstacle = obstacleToNew(input);
    if (context.options.dryRun === true) {
      const { projects, publications } = await import("@clickhelp-js/protocol");
      const look = describePlan(client, projects.get, { projectId: input.publication });
      const describeUpdate = (when: string) => describePlan(client, publications.update, update, when);
      if (obstacle !== undefined) return plan([look, describeUpdate(`only when it exists: ${obstacle.why}`)]);
      return plan([
        look,
        describePlan(client, projects.get, { projectId }, "when the publication does not exist"),
        describePlan(client, publications.create, create, "when the publication does not exist"),
        describeUpdate("when it exists"),
      ]);
    }
    const existing = await findPublication(context, client, input.publication, projectId);
    if (existing === undefined && obstacle !== undefined) {
      throw new UsageError(`${input.publication} does not exist yet: ${obstacle.why}.`, obstacle.next);
    }
    const callOptions = { signal: context.signal };
    const task = existing
      ? await client.publications.update(update, callOptions)
      : await client.publications.create(create, callOptions);
    return finish(context, client, {
      task,
      projectId,
      publicationId: input.publication,
      outcome: existing ? "updated" : "created",
      readyOnly: input.readyOnly,
    });
  },
});

interface NewPublication {
  readonly title: string | undefined;
  readonly updateMode: string | undefined;
}

interface Obstacle {
  readonly why: string;
  readonly next: string;
}

/** What keeps a publication that does not exist yet from being made. */
function obstacleToNew({ title, updateMode }: NewPublication): Obstacle | undefined {
  if (title === undefined) return { why: "a new one needs a title", next: "--title TEXT" };
  if (updateMode === undefined) return undefined;
  return {
    why: "there is nothing that --update-mode could update",
    next: "Leave --update-mode out the first time.",
  };
}

async function findPublication(
  context: CommandContext,
  client: Client,
  publicationId: string,
  projectId: string,
): Promise<Project | undefined> {
  const { NotFoundError, orUndefined } = await import("@clickhelp-js/client");
  const look = client.projects.get({ projectId: publicationId }, { signal: context.signal });
  const found = await orUndefined(look, NotFoundError);
  if (found?.parentId === projectId) return found;
  await requireProject(context, client, projectId, { ofPublication: "Only projects are published." });
  if (found === undefined) return undefined;
  const what = found.parentId === null ? "a project" : `a publication of ${found.parentId}`;
  throw new UsageError(
    `${publicationId} is ${what}, not a publication of ${projectId}.`,
    "Choose another --publication.",
  );
}

interface Publishing {
  readonly task: TaskHandle;
  readonly projectId: string;
  readonly publicationId: string;
  readonly outcome: "created" | "updated";
  readonly readyOnly: boolean;
}

async function finish(context: CommandContext, client: Client, publishing: Publishing): Promise<Result> {
  const { task, projectId, publicationId, outcome, readyOnly } = publishing;
  if (mayReturnEarly(context)) return showStarted(context, { taskKey: task.taskKey, more: { publicationId } });
  const { statusText } = await context.watch(task, `Publishing ${publicationId}`);
  const { signal } = context;
  const publication = await look(context, publicationId, client.projects.get({ projectId: publicationId }, { signal }));
  const { title = null, visibility = null, fullUrl: url = null } = publication ?? {};
  if (readyOnly) await warnWhenEmpty(context, client, { projectId, publicationId });
  return recordOf(
    { publicationId, outcome, title, visibility, url, statusText, taskKey: task.taskKey },
    {
      headline:
        outcome === "created" ? `Published ${publicationId} for the first time.` : `Published ${publicationId} again.`,
      fields: [
        { label: "title", value: () => title },
        { label: "visibility", value: () => visibility },
        { label: "address", value: () => url },
        { label: "said", value: () => toOneLine(statusText ?? "") },
      ],
      bare: url,
    },
  );
}

/** What a look at the publication gives. It is published, whether it can be looked at or not. */
async function look<T>(context: CommandContext, publicationId: string, looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    context.signal.throwIfAborted();
    const line = lineFor(context.options, ["projects", "get", publicationId]);
    context.warn(
      `${publicationId} is published, but could not be looked at: ${toOneLine(toFailure(error).message)}\n${line} shows it.`,
    );
    return undefined;
  }
}

/** Where no topic is ready, a portal publishes no topics and is content: those that were there are gone. */
async function warnWhenEmpty(
  context: CommandContext,
  client: Client,
  { projectId, publicationId }: Pick<Publishing, "projectId" | "publicationId">,
): Promise<void> {
  const { signal } = context;
  const topics = await look(context, publicationId, client.topics.list({ projectId: publicationId }, { signal }));
  if (topics?.length !== 0) return;
  context.warn(
    `${publicationId} has no topics now. clickhelp topics list --project ${projectId} shows which are Ready: --ready-only leaves out the others.`,
  );
}

export const exportPublication = defineCommand({
  details: [
    "The portal makes the file in its Storage; it is downloaded and the copy there deleted. A file named with -o is replaced, once the new one is whole, and its extension tells the format. Without -o, --format is needed; the file becomes ID.pdf or the like, and an existing one is kept.",
  ],
  positionals: [{ name: "publication", placeholder: "PUBLICATION", brief: "Id of a publication, not of its project" }],
  flags: {
    format: { kind: "choice", values: exportFormats, brief: "Format" },
    preset: { kind: "text", placeholder: "NAME", brief: "Export preset of the portal, for printed formats" },
    ...fileFlags,
  },
  traits: ["mutate", "wait", "download"],
  fields: [...savedFields, "removedFromStorage", "taskKey"],
  examples: [
    { line: "publications export wren-user-guide --format pdf -o guide.pdf", brief: "A PDF" },
    { line: "publications export wren-user-guide --format purehtml -o site.zip", brief: "A zip of HTML pages" },
  ],
  async run(context, { publication, format: wanted, preset, keep }) {
    const { output, dryRun } = context.options;
    if (output === "-") throw new UsageError("An export goes to a file.", "-o FILE");
    const format = wanted ?? formatOf(output);
    checkExtension(format, output);
    const client = await context.client();
    const returnsEarly = mayReturnEarly(context);
    const input = {
      publicationId: publication,
      format,
      ...(preset !== undefined && { exportPresetName: preset }),
    };
    if (dryRun === true) {
      const { publications } = await import("@clickhelp-js/protocol");
      const storageName = `Storage/Exported/${publication}-TIME.${exportExtensions[format]}`;
      const start = describePlan(client, publications.export, { ...input, outputFileName: storageName });
      const saving = await describeSaving(client, { taskKey: "KEY", storageName, keep });
      return plan(returnsEarly ? [start] : [start, ...saving]);
    }
    const { newOutputFileName } = await import("@clickhelp-js/client");
    const storageName = newOutputFileName("Exported", publication, exportExtensions[format]);
    const stored = { ...input, outputFileName: storageName };
    if (returnsEarly) {
      const { taskKey } = await client.publications.export(stored, { signal: context.signal });
      return showStartedFile(context, taskKey, { storageName, output, keep });
    }
    const name = `${publication}.${exportExtensions[format]}`;
    const saved = await saveMade(
      context,
      { label: `Exporting ${publication} to ${format}`, storageName, name, keep },
      (file, options) => client.publications.exportToFile({ ...stored, file, keepInStorage: keep }, options),
    );
    return showSaved(context, saved, `Exported ${publication}.`);
  },
});

/** The format that a file's name suggests. */
function formatOf(file: string | undefined): ExportFormat {
  const extension = file === undefined ? "" : extname(file).slice(1).toLowerCase();
  const format = exportFormats.find((candidate) => candidate.toLowerCase() === extension);
  if (format !== undefined) return format;
  const all = exportFormats.join(", ").toLowerCase();
  const takesEnding = extension !== "" && extension !== "zip";
  throw new UsageError(
    takesEnding ? `There is no format that ends in .${extension}.` : "The format is missing.",
    `--format pdf, or -o FILE.pdf. Formats: ${all}; webhelp and purehtml are in a .zip.`,
  );
}

/** What a single page ends in, which no format is: pages come in a zip. */
const PAGE_EXTENSIONS = new Set(["html", "htm"]);

/** Throws a UsageError for a file whose name promises another format than the one that is asked for. */
function checkExtension(format: ExportFormat, file: string | undefined): void {
  const extension = file === undefined ? "" : extname(file).slice(1).toLowerCase();
  const meant = exportFormats.filter((candidate) => exportExtensions[candidate] === extension);
  // Other names, such as those of temporary files, promise nothing.
  if (file === undefined || meant.includes(format) || (meant.length === 0 && !PAGE_EXTENSIONS.has(extension))) return;
  const toKeepName = meant.length === 0 ? "" : `, --format ${meant.join(" or ").toLowerCase()} the name`;
  throw new UsageError(
    `${format} does not belong into ${file}.`,
    `-o ${file.slice(0, -extension.length)}${exportExtensions[format]} keeps the format${toKeepName}.`,
  );
}
