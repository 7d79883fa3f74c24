/** A transport that remembers whether anything may have been changed through it. */
import { ClickHelpError, type Transport } from "@clickhelp-js/core";

/** Becomes true with the first call that has changed something at the portal, or may have. */
export interface WatchedTransport extends Transport {
  mayHaveChanged: boolean;
}

/** Calls of `request` are watched; `fetch` of an undeclared request is not. */
export function watchChanges(client: Transport): WatchedTransport {
  const watched: WatchedTransport = {
    mayHaveChanged: false,
    portalUrl: client.portalUrl,
    describe: (endpoint, input) => client.describe(endpoint, input),
    fetch: (path, init) => client.fetch(path, init),
    requestWithResponse: (endpoint, input, options) => client.requestWithResponse(endpoint, input, options),
    async request(endpoint, input, options) {
      try {
        const output = await client.request(endpoint, input, options);
        watched.mayHaveChanged ||= endpoint.safety !== "read";
        return output;
      } catch (error) {
        watched.mayHaveChanged ||= ClickHelpError.isInstance(error) && error.maybeApplied;
        throw error;
      }
    },
  };
  return watched;
}
