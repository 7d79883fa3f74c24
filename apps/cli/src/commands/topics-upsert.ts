/** `topics upsert`. */
import type { CallOptions, Client, UpsertTopicInput } from "@clickhelp-js/client";
import { defineCommand, type InputOfCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { exitCodes } from "../failures/kinds.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { plan, type Column, type PlannedRequest } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { readGivenFile } from "./given-file.js";
import { findTwins, outcomeFields, settleEach, type ItemOutcome } from "./outcomes.js";
import { readEach } from "./read-each.js";
import { requireProject } from "./require-project.js";
import { idFromFileName, parseTopicFile, refuseMarkdown, titleFromBody } from "./topic-file.js";

/** What a topic is when nobody says otherwise and it has to be created. */
const FIRST_STATUS = "Draft";

const flags = {
  project: { kind: "text", placeholder: "ID", brief: "Project; the project file may name it" },
  file: { kind: "text", placeholder: "FILE", repeatable: true, brief: "HTML file; - is standard input" },
  id: { kind: "text", placeholder: "ID", brief: "Id of the topic, instead of the file's" },
  title: { kind: "text", placeholder: "TEXT", brief: "Title, instead of the file's" },
  status: { kind: "text", placeholder: "STATUS", brief: "Workflow status, instead of the file's" },
  owner: { kind: "text", placeholder: "LOGIN", brief: "Owner, instead of the file's" },
  assignee: { kind: "text", placeholder: "LOGIN", brief: "Assignee, instead of the file's" },
  keyword: { kind: "text", placeholder: "TEXT", repeatable: true, brief: "Index keyword, instead of the file's" },
  parentNode: {
    kind: "text",
    placeholder: "NODE",
    brief: "TOC node to put a new topic under: its id, which is tocNodeId in a topic",
  },
  ordinal: { kind: "integer", placeholder: "NUMBER", minimum: 0, brief: "Position of a new topic on its TOC level" },
  showInToc: { kind: "boolean", default: true, brief: "Leaves a new topic out of the TOC of publications" },
  check: { kind: "boolean", brief: "Only tells what would change" },
  exitCode: { kind: "boolean", brief: "With --check: exits with 3 when something would change" },
} as const;

const positionals = [
  { name: "files", placeholder: "FILE", brief: "HTML files; the same as --file", optional: true, repeatable: true },
] as const;

export const upsert = defineCommand({
  details: [
    "A file is the HTML of a topic's body, in UTF-8. It may begin with YAML between two --- lines: id, title, status, owner, assignee, keywords. Without an id the file's name is taken. What is not given stays as it is in an existing topic; a new one needs a title, which may be the first h1, and becomes a Draft of whoever is signed in. New topics come in the order of the files; a file that cannot be read or understood keeps all from being sent.",
    "--check reads the project, the topics and the TOC node of --parent-node, and changes nothing; with --quiet it names the topics that would change. It does not tell whether a status, an owner or an assignee exists, nor whether the account may make the change: the portal says so when it is sent.",
  ],
  positionals,
  flags,
  traits: ["mutate"],
  fields: [...outcomeFields, "title", "fullUrl", "updatedFields", "file"],
  examples: [
    { line: "topics upsert --project project-wren-user-guide docs/*.html", brief: "A folder of topics" },
    {
      line: "topics upsert --project project-wren-user-guide --id faq --title FAQ --file - < faq.html",
      brief: "One, from a pipe",
    },
    { line: "topics upsert --project project-wren-user-guide docs/*.html --check", brief: "What would change" },
  ],
  async run(context, input) {
    const projectId = await context.project(input.project);
    const files = [...input.file, ...input.files];
    if (files.length === 0) throw new UsageError("There is no file.", "Name HTML files, or - for standard input.");
    if (files.length > 1 && (input.id ?? input.title) !== undefined) {
      throw new UsageError("--id and --title are for a single file.", "Put them into the files' front matter.");
    }
    if (input.check && context.options.dryRun === true) {
      throw new UsageError(
        "--check and --dry-run cannot go together.",
        "--check asks the portal what would change; --dry-run prints requests and sends none.",
      );
    }
    if (input.exitCode && !input.check)
      throw new UsageError("--exit-code is for --check.", "Add --check, or leave it out.");
    const client = await context.client();
    const login = (await context.username()) ?? (context.options.dryRun === true ? "LOGIN" : undefined);
    // One that cannot be read, or not be understood, keeps all from being sent.
    const read = async (file: string): Promise<ReadFile> => {
      return { file, topic: await readTopic(context, file, { ...input, projectId, login }) };
    };
    const topics = await readEach(files, read, context);
    refuseTwins(topics);
    const tocNodeId = input.parentNode;
    if (context.options.dryRun === true) {
      const requests = await Promise.all(topics.map(({ topic }) => describeUpsert(client, topic)));
      const { projects, toc } = await import("@clickhelp-js/protocol");
      return plan([
        describePlan(client, projects.get, { projectId }),
        ...(tocNodeId === undefined ? [] : [describePlan(client, toc.get, { projectId, tocNodeId })]),
        ...requests.flat(),
      ]);
    }
    await requireProject(context, client, projectId, {
      ofPublication: "Its topics are copies; the next publishing replaces them.",
      ofNothing: "clickhelp projects import FILE --id ID makes a project; the API has no other way.",
    });
    if (tocNodeId !== undefined) await client.toc.get({ projectId, tocNodeId }, { signal: context.signal });
    // Of a single file it is found out on the way.
    if (files.length > 1) await refuseUntitled(context, client, { projectId, topics });
    const differing = new Set<string>();
    const result = await settleEach<ReadFile, TopicOutcome>(
      context,
      topics,
      async ({ file, topic: wanted }) => {
        const work = (input.check ? foresee : upsertOne)(client, wanted, { signal: context.signal });
        const told = await work.catch(adviceOnTitle(wanted));
        if (input.check && told.outcome !== "unchanged") differing.add(wanted.id);
        return { id: wanted.id, ...told, file };
      },
      {
        label: `${input.check ? "Comparing" : "Sending"} ${count(topics.length, "topic")}`,
        nameOf: ({ file, topic }) => ({ id: topic.id, file }),
        columns: [
          { label: "title", value: ({ title }) => title, whenNarrow: "cut" },
          ...(input.check ? [differences] : []),
          { label: "address", value: ({ fullUrl }) => fullUrl, whenNarrow: "leave-out" },
        ],
        bare: ({ id }) => (input.check && !differing.has(id) ? undefined : id),
      },
    );
    const isDifference = input.exitCode && differing.size > 0 && result.exitCode === exitCodes.ok;
    return isDifference ? { ...result, exitCode: exitCodes.differences } : result;
  },
});

interface Told extends Pick<ItemOutcome, "outcome"> {
  readonly title?: string | undefined;
  readonly fullUrl?: string | undefined;
  /** The fields in which an existing topic differs; only with `--check`. */
  readonly updatedFields?: readonly string[];
}

interface TopicOutcome extends ItemOutcome, Told {
  readonly file: string;
}

const differences: Column<Partial<TopicOutcome>> = {
  label: "differs in",
  value: ({ updatedFields }) => updatedFields?.join(", "),
  whenNarrow: "leave-out",
};

interface Wanted extends InputOfCommand<typeof flags, typeof positionals> {
  readonly projectId: string;
  readonly login: string | undefined;
}

/** A topic as a file tells it: what it does not say of an existing topic stays as it is. */
async function readTopic(context: CommandContext, file: string, wanted: Wanted): Promise<UpsertTopicInput> {
  refuseMarkdown(file);
  const parsed = parseTopicFile(await readGivenFile(context, file), file === "-" ? "standard input" : file);
  const id = wanted.id ?? parsed.id ?? (file === "-" ? undefined : idFromFileName(file));
  if (id === undefined) throw new UsageError("Standard input names no topic.", "--id ID, or id in its front matter.");
  const keywords = wanted.keyword.length > 0 ? wanted.keyword : parsed.keywords;
  return {
    projectId: wanted.projectId,
    id,
    title: wanted.title ?? parsed.title,
    body: parsed.body,
    statusName: wanted.status ?? parsed.status,
    ownerUserName: wanted.owner ?? parsed.owner,
    assigneeUserName: wanted.assignee ?? parsed.assignee,
    indexKeywords: keywords && [...keywords],
    whenCreated: {
      title: titleFromBody(parsed.body),
      statusName: FIRST_STATUS,
      ownerUserName: wanted.login,
      assigneeUserName: wanted.login,
    },
    isShowInToc: wanted.showInToc,
    parentTocNodeId: wanted.parentNode,
    tocNodeOrdinalNo: wanted.ordinal,
  };
}

interface ReadFile {
  readonly file: string;
  readonly topic: UpsertTopicInput;
}

/** Throws a UsageError for two files of one topic. */
function refuseTwins(topics: readonly ReadFile[]): void {
  const twins = findTwins(topics, ({ topic }) => topic.id);
  if (twins === undefined) return;
  const [first, second] = twins;
  throw new UsageError(
    `${first.file} and ${second.file} are both the topic ${first.topic.id}.`,
    "Give one of them another id in its front matter, or leave it out.",
  );
}

function titleOfNew({ title, whenCreated }: UpsertTopicInput): string | undefined {
  return title ?? whenCreated?.title;
}

interface FilesOfProject {
  readonly projectId: string;
  readonly topics: readonly ReadFile[];
}

/** Throws a UsageError, before anything is changed, when files without a title are to become new topics. */
async function refuseUntitled(
  { signal }: CommandContext,
  client: Client,
  { projectId, topics }: FilesOfProject,
): Promise<void> {
  const untitled = topics.flatMap(({ topic }) => (titleOfNew(topic) === undefined ? [topic.id] : []));
  if (untitled.length === 0) return;
  const existing = new Set((await client.topics.list({ projectId }, { signal })).map(({ id }) => id));
  const missing = untitled.filter((id) => !existing.has(id));
  if (missing.length > 0) throw titleMissing(projectId, missing);
}

function titleMissing(projectId: string, topicIds: readonly string[]): UsageError {
  return new UsageError(
    `A new topic needs a title. Not in ${projectId} yet: ${topicIds.join(", ")}.`,
    "Give title in the front matter, or an h1; for a single file, --title TEXT.",
  );
}

async function upsertOne(client: Client, wanted: UpsertTopicInput, options: CallOptions): Promise<Told> {
  const { outcome, topic } = await client.topics.upsert(wanted, options);
  return { outcome, title: topic.title, fullUrl: topic.fullUrl };
}

async function foresee(client: Client, wanted: UpsertTopicInput, options: CallOptions): Promise<Told> {
  const foreseen = await client.topics.planUpsert(wanted, options);
  if (foreseen.outcome === "create") return { outcome: "would-create", title: foreseen.input.title };
  const { title, fullUrl } = foreseen.existing;
  if (foreseen.outcome === "unchanged") return { outcome: "unchanged", title, fullUrl };
  const updatedFields = Object.keys(foreseen.input).filter((name) => name !== "projectId" && name !== "topicId");
  return { outcome: "would-update", title: foreseen.input.title ?? title, fullUrl, updatedFields };
}

/** Says of a new topic without a title how a file gets one. */
function adviceOnTitle(wanted: UpsertTopicInput) {
  return async (error: unknown): Promise<never> => {
    const { RequestValidationError } = await import("@clickhelp-js/client");
    const isNew = RequestValidationError.isInstance(error) && error.issues.some(({ path }) => path === "title");
    throw isNew && titleOfNew(wanted) === undefined ? titleMissing(wanted.projectId, [wanted.id]) : error;
  };
}

/** What an upsert sends: a look, then one of two requests; only an update where there is no title for a new topic. */
async function describeUpsert(client: Client, topic: UpsertTopicInput): Promise<PlannedRequest[]> {
  const { toNewTopic, toTopicUpdate } = await import("@clickhelp-js/client");
  const { topics } = await import("@clickhelp-js/protocol");
  const { projectId, topicId, ...fields } = toTopicUpdate(topic);
  const isNamed = titleOfNew(topic) !== undefined;
  const create = (when: string) => describePlan(client, topics.create, toNewTopic(topic), when);
  const update = (when: string) => describePlan(client, topics.update, { projectId, topicId, ...fields }, when);
  return [
    describePlan(client, topics.get, { projectId, topicId }),
    ...(isNamed ? [create("when the topic does not exist")] : []),
    ...(Object.keys(fields).length === 0
      ? []
      : [update(isNamed ? "when it exists; only what differs" : "only what differs; it must exist, having no title")]),
  ];
}
