/** What readers did. */
import * as z from "zod";
import { GmtDateTime } from "../wire.js";
import { openEnum } from "./common.js";

const searchQueryEventShape = z.looseObject({
  dateTime: GmtDateTime.describe("When the search was made, GMT"),
  projectId: z.string().nullish().describe("Publication that was searched"),
  queryText: z.string().describe("What was searched for"),
  resultsTotal: z.int().nullish().describe("How many results there were"),
});

/** A search that a reader made. */
export interface SearchQueryEvent extends z.output<typeof searchQueryEventShape> {}
export const SearchQueryEvent: z.ZodType<SearchQueryEvent> = searchQueryEventShape;

const topicViewEventShape = z.looseObject({
  actionType: openEnum(["DirectNavigation", "FromToc", "FromIndex", "FromSearch", "FromContextHelp"]).describe(
    "How the reader came to the topic",
  ),
  dateTime: GmtDateTime.describe("When the topic was viewed, GMT"),
  href: z.string().describe("Path of the topic in the API: /api/v1/projects/…/articles/…"),
  referrerUrl: z.string().nullish().describe("Address that the reader came from"),
});

/** A topic that a reader viewed. */
export interface TopicViewEvent extends z.output<typeof topicViewEventShape> {}
export const TopicViewEvent: z.ZodType<TopicViewEvent> = topicViewEventShape;
