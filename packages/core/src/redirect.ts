/** Follows redirects where that is harmless: reading, at the same origin. Credentials go nowhere else. */
import type { FetchFunction } from "./options.js";

const MOST_REDIRECTS = 5;

export interface FollowedResponse {
  /** May still be a redirect: one that must not be followed. */
  readonly response: Response;
  /** The address that gave the response. */
  readonly url: string;
}

export async function fetchFollowing(fetch: FetchFunction, first: Request): Promise<FollowedResponse> {
  let request = first;
  for (let followed = 0; ; followed += 1) {
    const response = await fetch(request);
    const next = isRedirect(response) ? harmlessTarget(request, response) : undefined;
    if (next === undefined || followed === MOST_REDIRECTS) return { response, url: request.url };
    await response.body?.cancel();
    request = new Request(next, request);
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

function harmlessTarget(request: Request, response: Response): URL | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const target = redirectTarget(request.url, response);
  const isSameOrigin = target?.origin === new URL(request.url).origin;
  return isSameOrigin && target.username === "" && target.password === "" ? target : undefined;
}
