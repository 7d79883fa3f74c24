/** `projects list` and `projects get`. */
import type { Client } from "@clickhelp-js/client";
import type { Project } from "@clickhelp-js/protocol";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";
import { listOf, recordOf, type Column } from "../output/result.js";

const fields = ["id", "title", "parentId", "visibility", "createdOn", "url", "parentUrl", "fullUrl"];

const kind: Column<Project> = {
  label: "kind",
  value: ({ parentId }) => (parentId === null ? "project" : "publication"),
  whenNarrow: "leave-out",
};
const columns: readonly Column<Project>[] = [
  { label: "id", value: ({ id }) => id },
  { label: "title", value: ({ title }) => title, whenNarrow: "cut" },
  kind,
  {
    label: "visibility",
    value: ({ parentId, visibility }) => (parentId === null ? "" : visibility),
    whenNarrow: "leave-out",
  },
  { label: "of project", value: ({ parentId }) => parentId, whenNarrow: "leave-out" },
  { label: "created", value: ({ createdOn }, format) => format.date(createdOn), whenNarrow: "leave-out" },
];

export const list = defineCommand({
  details: [
    "Projects are what authors work in; publications are what readers see. Both have ids that other commands take.",
  ],
  flags: {
    type: { kind: "choice", values: ["Project", "Publication"], brief: "Only one kind" },
    parent: { kind: "text", placeholder: "PROJECT", brief: "Only the publications of this project" },
  },
  traits: ["list"],
  fields,
  examples: [
    { line: "projects list", brief: "Everything that you can see" },
    { line: "projects list --type publication --json id,fullUrl", brief: "Ids and addresses of the publications" },
  ],
  async run(context, { type, parent }) {
    if (type === "Project" && parent !== undefined) {
      throw new UsageError("--type Project and --parent cannot go together.", "Only publications have a parent.");
    }
    const client = await context.client();
    const found = await client.projects.list(
      { ...(type && { types: [type] }), ...(parent !== undefined && { parentId: parent }) },
      { signal: context.signal },
    );
    const shown = found.slice(0, context.options.limit);
    return listOf(shown, {
      columns,
      bare: ({ id }) => id,
      empty:
        found.length === 0 && parent !== undefined
          ? await explainNoPublications(context, client, parent)
          : {
              message: `There are no ${type === "Publication" ? "publications" : "projects"} that this account can see.`,
              suggestion: "clickhelp auth status tells which account it is.",
            },
      ...(shown.length < found.length && {
        footer: `${shown.length} of ${count(found.length, "entry", "entries")} shown.`,
      }),
    });
  },
});

/** A portal lists nothing for a project that it does not know. Throws what it answers when it is asked for the project. */
async function explainNoPublications({ signal }: CommandContext, client: Client, projectId: string) {
  const { parentId } = await client.projects.get({ projectId }, { signal });
  return {
    message: `There are no publications of ${projectId} that this account can see.`,
    suggestion:
      parentId === null
        ? `clickhelp publications publish --project ${projectId} --publication ID --title TEXT makes one.`
        : `It is itself a publication, of ${parentId}.`,
  };
}

export const get = defineCommand({
  positionals: [{ name: "id", placeholder: "ID", brief: "Id of a project or publication" }],
  fields,
  examples: [{ line: "projects get wren-user-guide", brief: "Title, visibility and address of a publication" }],
  async run(context, { id }) {
    const client = await context.client();
    const project = await client.projects.get({ projectId: id }, { signal: context.signal });
    return recordOf(project, {
      fields: [...columns, { label: "address", value: ({ fullUrl }) => fullUrl }],
      bare: project.id,
    });
  },
});
