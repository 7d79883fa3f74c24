/** `topics list`, `topics get` and `topics delete`. */
import type { Client } from "@clickhelp-js/client";
import type { Topic } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { count } from "../output/format.js";
import { listOf, plan, raw, recordOf } from "../output/result.js";
import { describePlan } from "../portal/describe.js";
import { outcomeFields, settleEach } from "./outcomes.js";
import { refuseJson } from "./refuse-json.js";
import { topicColumns, topicFields } from "./topic-view.js";

const project = {
  kind: "text",
  placeholder: "ID",
  brief: "Project or publication; the project file may name it",
} as const;

export const list = defineCommand({
  flags: {
    project,
    status: { kind: "text", placeholder: "STATUS", brief: "Only topics with this workflow status, such as Draft" },
  },
  traits: ["list"],
  fields: topicFields,
  anonymous: true,
  examples: [
    { line: "topics list --project wren-user-guide", brief: "All topics with status and owner" },
    { line: "topics list --project project-wren-user-guide --status Draft --quiet", brief: "Only the ids of drafts" },
  ],
  async run(context, { project: flag, status }) {
    const projectId = await context.project(flag);
    const client = await context.client();
    const all = await client.topics.list({ projectId }, { signal: context.signal });
    const found = status === undefined ? all : all.filter(({ statusName }) => statusName === status);
    const shown = found.slice(0, context.options.limit);
    const { id, title, status: statusColumn, owner, modified } = topicColumns;
    return listOf(shown, {
      columns: [id, title, statusColumn, owner, modified],
      bare: (topic) => topic.id,
      empty: {
        message: `There are no topics in ${projectId}${status === undefined ? "" : ` with the status ${status}`}.`,
        suggestion: all.length > 0 ? statusesOf(all) : await suggestTopics(context, client, projectId),
      },
      ...(shown.length < found.length && { footer: `${shown.length} of ${count(found.length, "topic")} shown.` }),
    });
  },
});

function statusesOf(topics: readonly Topic[]): string {
  const names = new Set(topics.flatMap(({ statusName }) => statusName ?? []));
  return names.size === 0
    ? "The topics here have no status."
    : `The statuses here are ${[...names].join(", ")}; letter case matters.`;
}

/** What brings topics where there are none: a publication takes them from its project. */
async function suggestTopics({ signal }: CommandContext, client: Client, projectId: string): Promise<string> {
  const found = await client.projects.get({ projectId }, { signal }).catch(() => undefined);
  return typeof found?.parentId === "string"
    ? `It is a publication of ${found.parentId}: clickhelp publications publish brings the topics of that project.`
    : `clickhelp topics upsert --project ${projectId} topic.html makes one.`;
}

export const get = defineCommand({
  positionals: [{ name: "topic", placeholder: "TOPIC", brief: "Id of the topic" }],
  flags: { project, body: { kind: "boolean", brief: "Prints the HTML of the body and nothing else" } },
  fields: topicFields,
  anonymous: true,
  examples: [
    { line: "topics get launch --project wren-user-guide", brief: "What is known about a topic" },
    { line: "topics get launch --project wren-user-guide --body -o launch.html", brief: "Its HTML, into a file" },
  ],
  async run(context, { topic: topicId, project: flag, body }) {
    if (body) refuseJson(context, "--body prints HTML; --json body has it as a field.");
    const projectId = await context.project(flag);
    const client = await context.client();
    const topic = await client.topics.get({ projectId, topicId }, { signal: context.signal });
    if (body) return raw(topic.body ?? topic.html ?? "");
    return recordOf(topic, { fields: Object.values(topicColumns), bare: topic.fullUrl });
  },
});

export const deleteTopics = defineCommand({
  positionals: [{ name: "topics", placeholder: "TOPIC", brief: "Ids of the topics", repeatable: true }],
  flags: { project: { ...project, brief: "Project; the project file may name it" } },
  traits: ["mutate", "confirm"],
  fields: outcomeFields,
  examples: [
    { line: "topics delete glossary --project project-wren-user-guide", brief: "Asks, then deletes" },
    {
      line: "topics delete specifications troubleshooting --project project-wren-user-guide --yes",
      brief: "Deletes two topics without asking",
    },
  ],
  async run(context, { topics: topicIds, project: flag }) {
    const projectId = await context.project(flag);
    const client = await context.client();
    if (context.options.dryRun === true) {
      const { topics } = await import("@clickhelp-js/protocol");
      return plan(topicIds.map((topicId) => describePlan(client, topics.delete, { projectId, topicId })));
    }
    await context.confirm(`Delete ${count(topicIds.length, "topic")} of ${projectId} (${topicIds.join(", ")})?`);
    return settleEach(
      context,
      topicIds,
      async (topicId) => {
        await client.topics.delete({ projectId, topicId }, { signal: context.signal });
        return { id: topicId, outcome: "deleted" };
      },
      {
        label: `Deleting ${count(topicIds.length, "topic")}`,
        nameOf: (topicId) => ({ id: topicId }),
        columns: [],
      },
    );
  },
});
