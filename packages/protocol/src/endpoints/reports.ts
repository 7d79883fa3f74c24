/** What readers looked for and read. */
import * as z from "zod/mini";
import { described, notEmpty, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { ProjectOrPublicationId } from "../schemas/common.js";
import { SearchQueryEvent, TopicViewEvent } from "../schemas/report-event.js";
import { GmtDateTime } from "../wire.js";

const reader = described(notEmpty(z.string()), "Login of a user, or - for readers who are not logged in");
const period = {
  startDate: described(GmtDateTime, "Beginning of the period, GMT"),
  endDate: described(GmtDateTime, "End of the period, GMT"),
};

const searchQueriesInput = defineInput({
  params: { login: reader },
  query: { ...period, projectId: optional(ProjectOrPublicationId, "Only searches in this publication") },
});
/** Input of `reports.searchQueries`. */
export interface SearchQueriesInput extends InputOf<typeof searchQueriesInput> {}
/** Lists what a user searched for, newest first. */
export const searchQueries = defineEndpoint<SearchQueriesInput, SearchQueryEvent[]>({
  id: "reports.searchQueries",
  method: "GET",
  path: "reports/user-events/{login}/search-queries",
  summary: "Lists what a user searched for, newest first.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...searchQueriesInput,
  success: 200,
  response: z.array(SearchQueryEvent),
});

const topicViewsInput = defineInput({ params: { login: reader }, query: period });
/** Input of `reports.topicViews`. */
export interface TopicViewsInput extends InputOf<typeof topicViewsInput> {}
/** Lists which topics a user viewed, newest first. */
export const topicViews = defineEndpoint<TopicViewsInput, TopicViewEvent[]>({
  id: "reports.topicViews",
  method: "GET",
  path: "reports/user-events/{login}/articles",
  summary: "Lists which topics a user viewed, newest first.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...topicViewsInput,
  success: 200,
  response: z.array(TopicViewEvent),
});
