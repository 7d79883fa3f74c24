/** The operations of the API, as the protocol declares them. */
import { listEndpoints, type Endpoint, type Shape } from "@clickhelp-js/protocol";
import * as z from "zod/mini";

/** Slips of the documentation: what a sample that people copy has in its query, although it means nothing there. */
const slips: Readonly<Record<string, Shape>> = {
  "storage.listFolder": { format: z.optional(z.literal("base64")) },
};

export const declaredEndpoints: readonly Endpoint[] = listEndpoints().map((endpoint) => {
  const slip = slips[endpoint.id];
  return slip ? { ...endpoint, query: { ...endpoint.query, ...slip } } : endpoint;
});
