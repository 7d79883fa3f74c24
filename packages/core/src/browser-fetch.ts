/** The fetch of browsers, which never speak less than TLS 1.2. Everywhere else `tls-floor.ts` stands in its place. */
import type { SendFunction } from "./options.js";

/** Sends one request. */
export const fetchSecurely: SendFunction = (url, request) => globalThis.fetch(url, request);
