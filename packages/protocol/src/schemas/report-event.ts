/** What readers did. */
import * as z from "zod/mini";
import { described, looseObject, nullish } from "../schema.js";
import { GmtDateTime } from "../wire.js";
import { openEnum } from "./common.js";

const searchQueryEventShape = looseObject({
  dateTime: described(GmtDateTime, "When the search was made, GMT"),
  projectId: nullish(z.string(), "Publication that was searched"),
  queryText: described(z.string(), "What was searched for"),
  resultsTotal: nullish(z.int(), "How many results there were"),
});

/** A search that a reader made. */
export interface SearchQueryEvent extends z.output<typeof searchQueryEventShape> {}
export const SearchQueryEvent: z.ZodMiniType<SearchQueryEvent> = searchQueryEventShape;

const topicViewEventShape = looseObject({
  actionType: described(
    openEnum(["DirectNavigation", "FromToc", "FromIndex", "FromSearch", "FromContextHelp"]),
    "How the reader came to the topic",
  ),
  dateTime: described(GmtDateTime, "When the topic was viewed, GMT"),
  href: described(z.string(), "Path of the topic in the API: /api/v1/projects/…/articles/…"),
  referrerUrl: nullish(z.string(), "Address that the reader came from"),
});

/** A topic that a reader viewed. */
export interface TopicViewEvent extends z.output<typeof topicViewEventShape> {}
export const TopicViewEvent: z.ZodMiniType<TopicViewEvent> = topicViewEventShape;
