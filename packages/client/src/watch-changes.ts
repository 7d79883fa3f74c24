/** Actions of several calls, of which one may change something before another fails. */
import { ClickHelpError, type Transport } from "@clickhelp-js/core";

/**
 * Does the action with a transport whose calls of `request` are watched. Where one of them has changed something at the
 * portal, or may have, the error that the action ends with says so.
 */
export async function watchChanges<T>(client: Transport, action: (watched: Transport) => Promise<T>): Promise<T> {
  let mayHaveChanged = false as boolean; // It changes in a callback.
  const watched: Transport = {
    ...client,
    async request(endpoint, input, options) {
      try {
        const output = await client.request(endpoint, input, options);
        mayHaveChanged ||= endpoint.safety !== "read";
        return output;
      } catch (error) {
        mayHaveChanged ||= ClickHelpError.isInstance(error) && error.maybeApplied;
        throw error;
      }
    },
  };
  try {
    return await action(watched);
  } catch (error) {
    if (mayHaveChanged && ClickHelpError.isInstance(error)) Object.assign(error, { maybeApplied: true });
    throw error;
  }
}
