/** What is done by the runtime's own means. In browsers `browser.ts` stands in its place (see `imports` in package.json). */
export { toAttemptBody } from "./attempt-body.js";
export { fetchByRuntime } from "./runtime-fetch.js";
export { classifyFailure } from "./system-failure.js";
