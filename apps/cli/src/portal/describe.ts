/** Requests that are only shown: the `--dry-run` of every command that changes something. */
import type { Client } from "@clickhelp-js/client";
import type { Endpoint } from "@clickhelp-js/protocol";
import type { PlannedRequest } from "../output/result.js";

/** Checks and encodes a request without sending it. */
export function describePlan<I, O>(client: Client, endpoint: Endpoint<I, O>, input: I, when?: string): PlannedRequest {
  const { method, url, body } = client.describe(endpoint, input);
  return { method, url: url.href, body, when };
}
