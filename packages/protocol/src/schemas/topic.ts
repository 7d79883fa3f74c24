/** Topics, as every topic and search endpoint returns them. */
import * as z from "zod/mini";
import { described, looseObject, nullish, withMeta } from "../schema.js";
import { GmtDateTime } from "../wire.js";
import { evidence } from "./common.js";

const topicShape = looseObject({
  assigneeUserName: nullish(z.string(), "Login of the assignee"),
  body: nullish(z.string(), "Inner HTML of the body element; null except where one topic is read"),
  createdOn: described(GmtDateTime, "When it was created, GMT"),
  ftsSnippetHtml: nullish(z.string(), "HTML snippet of a search match; null unless asked for"),
  ftsTitleHtml: nullish(z.string(), "HTML title with the search matches marked; null unless asked for"),
  fullUrl: described(z.string(), "Address in the browser"),
  html: nullish(z.string(), "The whole HTML page; null except where one topic is read"),
  id: described(z.string(), "Id, unique in its project"),
  indexKeywords: evidence("code", nullish(z.array(z.string()), "Index keywords")),
  modifiedOn: evidence(
    "code",
    described(GmtDateTime, "When it was last changed, GMT; equals createdOn for an untouched topic"),
  ),
  ownerUserName: evidence("code", nullish(z.string(), "Login of the owner")),
  projectId: evidence("code", described(z.string(), "Project or publication that the topic is in")),
  projectTitle: evidence("code", nullish(z.string(), "Title of that project or publication")),
  /** @deprecated Use `projectId`. */
  projectUrl: evidence("code", withMeta(z.nullish(z.string()), { description: "Same as projectId", deprecated: true })),
  smartLink: evidence("code", nullish(z.string(), "Address that survives moving the topic")),
  statusName: evidence("code", nullish(z.string(), "Workflow status, such as Draft or Ready")),
  title: evidence("code", described(z.string(), "Title")),
  tocNodeId: evidence("code", nullish(z.string(), "TOC node of the topic, a GUID")),
  /** @deprecated Use `id`. */
  url: evidence("code", withMeta(z.nullish(z.string()), { description: "Same as id", deprecated: true })),
});

/** A topic. `body` and `html` are null in lists and search results. */
export interface Topic extends z.output<typeof topicShape> {}
export const Topic: z.ZodMiniType<Topic> = topicShape;
