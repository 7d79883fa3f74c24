/** Full-text search. */
import * as z from "zod";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { ProjectOrPublicationId } from "../schemas/common.js";
import { Topic } from "../schemas/topic.js";
import { commaSeparated, QueryInteger } from "../wire.js";

const portalInput = defineInput({
  query: {
    q: z.string().min(1, "must not be empty").describe("What to search for; quotes keep words together"),
    count: QueryInteger.optional().describe("How many results at most; 10 when absent, all when negative"),
    projectIds: commaSeparated(ProjectOrPublicationId)
      .optional()
      .describe("Projects and publications to search, comma-separated; those the caller cannot see are ignored"),
    lang: z.string().optional().describe("Four-letter code of the language: en-us"),
    isReturnSnippets: QueryInteger.optional().describe("Greater than 0 to fill ftsTitleHtml and ftsSnippetHtml"),
  },
});
/** Input of `search.portal`. */
export interface PortalInput extends InputOf<typeof portalInput> {}
/** Searches the portal; without credentials only public publications. */
export const portal = defineEndpoint<PortalInput, Topic[]>({
  id: "search.portal",
  method: "GET",
  path: "search",
  summary: "Searches the portal; without credentials only public publications.",
  access: "public",
  safety: "read",
  evidence: "doc",
  ...portalInput,
  success: 200,
  response: z.array(Topic),
});
