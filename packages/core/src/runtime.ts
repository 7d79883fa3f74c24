/** What is done by the runtime's own means. In browsers `browser.ts` stands in its place (see `imports` in package.json). */
export { toAttemptBody } from "./attempt-body.js";
export { classifyFailure } from "./system-failure.js";
export { fetchSecurely } from "./tls-floor.js";
