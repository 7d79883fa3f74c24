/** What `runtime.ts` gives, for browsers. */
import { unknown, type ClassifiedFailure } from "./connection-failure.js";
import type { SendFunction } from "./options.js";

/** Browsers keep to themselves why a request failed. */
export function classifyFailure(cause: unknown): ClassifiedFailure {
  return { ...unknown, cause };
}

/** Browsers never speak less than TLS 1.2. */
export const fetchSecurely: SendFunction = (url, request) => globalThis.fetch(url, request);
