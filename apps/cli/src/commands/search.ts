/** `search`. */
import type { Client } from "@clickhelp-js/client";
import { decodeHTML } from "entities";
import { defineCommand } from "../command.js";
import type { CommandContext } from "../context.js";
import { toOneLine } from "../output/format.js";
import { listOf } from "../output/result.js";
import { topicColumns, topicFields } from "./topic-view.js";

/** What the portal itself gives when nothing is said. */
const DEFAULT_COUNT = 10;

export const search = defineCommand({
  details: [
    `The ${DEFAULT_COUNT} best topics are shown; --limit takes more or fewer. Without credentials it finds what public publications hold.`,
  ],
  positionals: [
    {
      name: "words",
      placeholder: "WORD",
      brief: `What to search for; '"two words"' keeps them together`,
      repeatable: true,
    },
  ],
  flags: {
    project: { kind: "text", placeholder: "ID", repeatable: true, brief: "Only in this project or publication" },
    lang: { kind: "text", placeholder: "CODE", brief: "Only in this language, such as en-us" },
  },
  traits: ["list"],
  fields: topicFields,
  anonymous: true,
  examples: [
    { line: "search launch site", brief: "Ten best topics of the whole portal" },
    { line: `search '"launch site"'`, brief: "Only where the words stand together" },
    { line: "search balloon --project wren-user-guide --limit 3 --json id,fullUrl", brief: "Three, for a program" },
  ],
  async run(context, { words, project, lang }) {
    const query = words.join(" ");
    const client = await context.client();
    const found = await client.search.portal(
      {
        q: query,
        count: context.options.limit ?? DEFAULT_COUNT,
        isReturnSnippets: 1,
        ...(project.length > 0 && { projectIds: [...project] }),
        ...(lang !== undefined && { lang }),
      },
      { signal: context.signal },
    );
    const silent = project.filter((id) => !found.some(({ projectId }) => projectId === id));
    await refuseUnseen(context, client, silent);
    const { id, title, project: projectColumn } = topicColumns;
    return listOf(found, {
      columns: [
        projectColumn,
        id,
        title,
        { label: "found", value: ({ ftsSnippetHtml }) => toText(ftsSnippetHtml ?? ""), whenNarrow: "cut" },
      ],
      bare: ({ fullUrl }) => fullUrl,
      empty: {
        message: `Nothing was found for ${query.includes('"') ? query : `"${query}"`}.`,
        suggestion: "Try fewer words, or another form of a word.",
      },
    });
  },
});

/** A portal leaves out the projects that the caller cannot see. Throws what it answers when it is asked for one of them. */
async function refuseUnseen(context: CommandContext, client: Client, projectIds: readonly string[]): Promise<void> {
  const { signal } = context;
  // Who has no credentials may list the topics of a publication, and not read the publication.
  const isAnonymous = (await context.username()) === undefined;
  await Promise.all<unknown>(
    projectIds.map((projectId) =>
      isAnonymous ? client.topics.list({ projectId }, { signal }) : client.projects.get({ projectId }, { signal }),
    ),
  );
}

/** The words of a snippet, without its marks. */
function toText(html: string): string {
  return toOneLine(decodeHTML(html.replaceAll(/<[^>]*>/g, "")));
}
