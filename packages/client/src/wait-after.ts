/** How long to leave a portal alone that was out of reach, busy or failing. */
import { ApiError, defaultRetry, isPassingFailure } from "@clickhelp-js/core";

/**
 * How long to wait before a call that failed is made again: `delay`, or as long as the portal asks for if that is longer.
 * Undefined when waiting does not help, or would take too long.
 */
export function waitAfter(error: unknown, delay: number): number | undefined {
  if (!isPassingFailure(error)) return undefined;
  const { retryAfter = 0 } = ApiError.isInstance(error) ? error : {};
  const wait = Math.max(delay, retryAfter);
  // The transport's own setting is not known here.
  return wait <= Math.max(delay, defaultRetry.maxRetryAfter) ? wait : undefined;
}
