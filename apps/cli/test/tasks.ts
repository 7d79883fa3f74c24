/** What a portal says about its tasks, in the words of a test. */
import type { TestPortal } from "./portal.js";
import type { RunOptions } from "./run.js";

/** Replaces what the portal says about tasks. */
export function withTask(portal: TestPortal, status: object): RunOptions["fetch"] {
  return (request) =>
    request.url.includes("/tasks/") ? Promise.resolve(Response.json(status)) : portal.fetch(request);
}

export const failed = { isSucceeded: false, isWorking: false, statusText: "The disk<br/>is full.", taskName: "Export" };
export const running = {
  isSucceeded: null,
  isWorking: true,
  statusText: "Still at it",
  overallProgress: 10,
  maxOverallProgress: 100,
};
