/** What `runtime.ts` gives, for browsers. */
import type { AttemptBody } from "./attempt-body.js";
import type { ClassifiedFailure } from "./connection-failure.js";
import type { SendFunction } from "./options.js";

/** Browsers keep to themselves why a request failed. */
export const classifyFailure: (error: unknown, url?: string) => ClassifiedFailure = (cause) => ({
  reason: "unknown",
  text: "sending failed",
  hint: "Check the portal's address and the connection. Pages of other sites can only search: call the portal from a server.",
  cause,
});

/** Browsers never speak less than TLS 1.2. That they send a request again when a kept connection closes, nobody can forbid. */
export const fetchByRuntime: SendFunction = (url, request) => globalThis.fetch(url, request);

export const toAttemptBody = (body: AttemptBody["body"]): AttemptBody => ({ body, headers: {} });
