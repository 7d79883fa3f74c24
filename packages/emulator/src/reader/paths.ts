/** Addresses of the pages, relative to the portal. */
import type { ActionType } from "../store/reader-events.js";
import { toUrl } from "../represent.js";

/** How links on the pages say, without a script, where the reader comes from: `?from=toc`. */
const actions: ReadonlyMap<string, ActionType> = new Map([
  ["toc", "FromToc"],
  ["index", "FromIndex"],
  ["search", "FromSearch"],
  ["context-help", "FromContextHelp"],
]);

/** How the reader came to a topic. Links between topics, bookmarks and links elsewhere are all direct. */
export function toActionType(from: string | undefined): ActionType {
  return actions.get(from ?? "") ?? "DirectNavigation";
}

export function toTopicPath(projectId: string, topicId: string, from?: "toc" | "search"): string {
  const path = toUrl("", "articles", projectId, topicId);
  return from === undefined ? path : `${path}?from=${from}`;
}

/** A place in this portal to return to after logging in; `/` for anything that could lead elsewhere. */
export function toLocalPath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || !/^\/(?![/\\])[\u0021-\u007e]*$/.test(wanted)) return "/";
  const url = URL.parse(wanted, origin);
  // A path that the parser turns into one with two slashes in front would name another host when it is sent.
  if (url?.origin !== origin || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** The path and query of an address without its login token. */
export function withoutToken(address: string): string {
  const url = new URL(address);
  if (url.searchParams.has("t")) url.searchParams.delete("t");
  return toLocalPath(url.pathname + url.search, url.origin);
}
