/** Topics, as every topic and search endpoint returns them. */
import * as z from "zod";
import { GmtDateTime } from "../wire.js";

const topicShape = z.looseObject({
  assigneeUserName: z.string().nullish().describe("Login of the assignee"),
  body: z.string().nullish().describe("Inner HTML of the body element; null except where one topic is read"),
  createdOn: GmtDateTime.describe("When it was created, GMT"),
  ftsSnippetHtml: z.string().nullish().describe("HTML snippet of a search match; null unless asked for"),
  ftsTitleHtml: z.string().nullish().describe("HTML title with the search matches marked; null unless asked for"),
  fullUrl: z.string().describe("Address in the browser"),
  html: z.string().nullish().describe("The whole HTML page; null except where one topic is read"),
  id: z.string().describe("Id, unique in its project"),
  indexKeywords: z.array(z.string()).nullish().describe("Index keywords"),
  modifiedOn: GmtDateTime.describe("When it was last changed, GMT; equals createdOn for an untouched topic"),
  ownerUserName: z.string().nullish().describe("Login of the owner"),
  projectId: z.string().describe("Project or publication that the topic is in"),
  projectTitle: z.string().nullish().describe("Title of that project or publication"),
  /** @deprecated Use `projectId`. */
  projectUrl: z.string().nullish().meta({ description: "Same as projectId", deprecated: true }),
  smartLink: z.string().nullish().describe("Address that survives moving the topic"),
  statusName: z.string().nullish().describe("Workflow status, such as Draft or Ready"),
  title: z.string().describe("Title"),
  tocNodeId: z.string().nullish().describe("TOC node of the topic, a GUID"),
  /** @deprecated Use `id`. */
  url: z.string().nullish().meta({ description: "Same as id", deprecated: true }),
});

/** A topic. `body` and `html` are null in lists and search results. */
export interface Topic extends z.output<typeof topicShape> {}
export const Topic: z.ZodType<Topic> = topicShape;
