/** The operations of the API, as the protocol declares them. */
import type { Endpoint } from "@clickhelp-js/protocol";
import * as endpoints from "@clickhelp-js/protocol/endpoints";

export const declaredEndpoints: readonly Endpoint[] = Object.values(endpoints).flatMap((resource) =>
  Object.values<Endpoint>(resource),
);
