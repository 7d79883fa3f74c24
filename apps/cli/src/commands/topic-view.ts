/** How topics are shown, here and in search results. */
import type { Topic } from "@clickhelp-js/protocol";
import type { Column } from "../output/result.js";

/** The fields of a topic that can be selected. */
export const topicFields = [
  ...["id", "title", "projectId", "projectTitle", "statusName", "ownerUserName", "assigneeUserName", "indexKeywords"],
  ...["createdOn", "modifiedOn", "fullUrl", "smartLink", "tocNodeId", "body", "html", "ftsTitleHtml", "ftsSnippetHtml"],
];

export const topicColumns = {
  id: { label: "id", value: ({ id }) => id },
  title: { label: "title", value: ({ title }) => title, whenNarrow: "cut" },
  project: { label: "project", value: ({ projectId }) => projectId },
  status: { label: "status", value: ({ statusName }) => statusName, whenNarrow: "leave-out" },
  owner: { label: "owner", value: ({ ownerUserName }) => ownerUserName, whenNarrow: "leave-out" },
  assignee: { label: "assignee", value: ({ assigneeUserName }) => assigneeUserName },
  keywords: { label: "keywords", value: ({ indexKeywords }) => indexKeywords?.join(", ") },
  created: { label: "created", value: ({ createdOn }, format) => format.date(createdOn) },
  modified: { label: "modified", value: ({ modifiedOn }, format) => format.date(modifiedOn), whenNarrow: "leave-out" },
  address: { label: "address", value: ({ fullUrl }) => fullUrl },
  tocNode: { label: "TOC node", value: ({ tocNodeId }) => tocNodeId },
} as const satisfies Record<string, Column<Topic>>;
