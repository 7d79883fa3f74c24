/** Full-text search. */
import * as z from "zod/mini";
import { described, notEmpty, optional, withMeta } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { ProjectOrPublicationId } from "../schemas/common.js";
import { Topic } from "../schemas/topic.js";
import { commaSeparated, QueryInteger } from "../wire.js";

const portalInput = defineInput({
  query: {
    q: described(notEmpty(z.string()), "What to search for; quotes keep words together"),
    count: optional(QueryInteger, "How many results at most; 10 when absent, all when negative"),
    projectIds: optional(
      notEmpty(commaSeparated(ProjectOrPublicationId)),
      "Projects and publications to search, comma-separated; those the caller cannot see are ignored",
    ),
    /** @deprecated Use `projectIds`. */
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- this is where it is declared
    projectUrls: withMeta(z.optional(notEmpty(commaSeparated(ProjectOrPublicationId))), {
      description: "Same as projectIds",
      deprecated: true,
    }),
    lang: optional(z.string(), "Four-letter code of the language: en-us"),
    isReturnSnippets: optional(QueryInteger, "Greater than 0 to fill ftsTitleHtml and ftsSnippetHtml"),
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
