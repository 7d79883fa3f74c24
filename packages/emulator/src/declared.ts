/** The operations of the API, as the protocol declares them. */
import type { Endpoint, Shape } from "@clickhelp-js/protocol";
import * as endpoints from "@clickhelp-js/protocol/endpoints";
import * as z from "zod/mini";

/** Slips of the documentation: what a sample that people copy has in its query, although it means nothing there. */
const slips: Readonly<Record<string, Shape>> = {
  "storage.listFolder": { format: z.optional(z.literal("base64")) },
};

export const declaredEndpoints: readonly Endpoint[] = Object.values(endpoints)
  .flatMap((resource) => Object.values<Endpoint>(resource))
  .map((endpoint) => {
    const slip = slips[endpoint.id];
    return slip ? { ...endpoint, query: { ...endpoint.query, ...slip } } : endpoint;
  });
