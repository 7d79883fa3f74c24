/** Says where the addresses in a topic's HTML lead: to a file in Storage, to another topic, or out of the portal. */
import { tryDecode } from "../try-decode.js";
import type { DocumentNode, ExportSource } from "./source.js";

/** A link to a topic of the same export. */
export interface TopicReference {
  topicId: string;
  /** The part after `#`; empty when there is none. */
  fragment: string;
}

/**
 * The storage path (without `Storage/`) that an address leads to: `/resources/Storage/a/b.png`, the same with a host
 * or with `../` before it, or `Storage/a/b.png`. Undefined for anything else and for paths that leave Storage.
 */
export function storagePathOf(address: string): string | undefined {
  const match = /^(?:https?:\/\/[^/?#]+\/|\/|(?:\.\.?\/)*)(?:resources\/)?Storage\/([^?#]+)/i.exec(address.trim());
  const path = match?.[1] === undefined ? undefined : tryDecode(match[1]);
  if (path === undefined || /(?:^|[/\\])\.{0,2}(?:[/\\]|$)/.test(path) || path.includes("\0")) return undefined;
  return path;
}

/** Finds the exported topic that an address leads to, if it does. */
export function createTopicFinder(source: ExportSource): (address: string) => TopicReference | undefined {
  const topicIds = new Set<string>();
  for (const { node } of walk(source.nodes)) if (node.topicId !== null) topicIds.add(node.topicId);
  const projectIds = source.projectIds ? new Set([source.id, ...source.projectIds]) : undefined;
  return (address) => {
    const [, path = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(address.trim()) ?? [];
    const match = /^(?:\/(?:articles|smart)\/([^/]+)\/|(?:\.\/)?)([^/:]+?)(?:\.html?)?\/?$/.exec(path);
    if (!match) return undefined;
    const projectId = match[1] === undefined ? undefined : tryDecode(match[1]);
    const topicId = tryDecode(match[2] ?? "");
    if (topicId === undefined || !topicIds.has(topicId)) return undefined;
    if (projectId !== undefined && projectIds && !projectIds.has(projectId)) return undefined;
    return { topicId, fragment: tryDecode(fragment) ?? fragment };
  };
}

/** A node with its place in the TOC: `[2, 1]` is the first child of the second root. */
export interface PlacedNode {
  node: DocumentNode;
  place: readonly number[];
}

/** All nodes in reading order. */
export function* walk(nodes: readonly DocumentNode[]): Generator<PlacedNode> {
  const waiting: PlacedNode[] = nodes.map((node, index) => ({ node, place: [index + 1] })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    const { node, place } = next;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) waiting.push({ node: child, place: [...place, index + 1] });
    }
  }
}

/** Whether a link may be put into an exported file as it is. */
export function isOutsideLink(address: string): boolean {
  return /^(?:https?:|mailto:|tel:)/i.test(address.trim());
}
