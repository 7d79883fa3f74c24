/** Follows redirects where that is harmless: a GET that is not declared unsafe, at the same origin. Credentials go nowhere else. */
import type { AttemptRequest, SendFunction } from "./options.js";

const MOST_REDIRECTS = 5;

export interface FollowedResponse {
  /** May still be a redirect: one that must not be followed. */
  readonly response: Response;
  /** The address that gave the response. */
  readonly url: string;
}

export async function fetchFollowing(
  fetch: SendFunction,
  first: string,
  request: AttemptRequest,
): Promise<FollowedResponse> {
  let url = first;
  for (let followed = 0; ; followed += 1) {
    const response = await fetch(url, request);
    const next = isRedirect(response) ? harmlessTarget(url, request, response) : undefined;
    if (next === undefined || followed === MOST_REDIRECTS) return { response, url };
    await response.body?.cancel();
    url = next.href;
  }
}

/** Browsers show a redirect as an answer with the status 0. */
export function isRedirect({ status, type }: Response): boolean {
  return (status >= 300 && status < 400 && status !== 304) || type === "opaqueredirect";
}

/** Where a redirect leads; null when it does not say, or says nonsense. */
export function redirectTarget(url: string, response: Response): URL | null {
  const location = response.headers.get("location");
  return location === null ? null : URL.parse(location, url);
}

function harmlessTarget(url: string, { method, safety, signal }: AttemptRequest, response: Response): URL | undefined {
  if (method !== "GET" || safety === "unsafe" || signal.aborted) return undefined;
  const target = redirectTarget(url, response);
  const isSameOrigin = target?.origin === new URL(url).origin;
  return isSameOrigin && target.username === "" && target.password === "" ? target : undefined;
}
