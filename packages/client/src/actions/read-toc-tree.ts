/** A table of contents as a tree; the portal gives it flat. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import { toc, type TocNode } from "@clickhelp-js/protocol";

/** A node with the nodes below it, in their order. */
export interface TocTreeNode extends TocNode {
  /** The nodes below it, in their order; empty where there are none. */
  readonly children: TocTreeNode[];
}

/** Reads the TOC of a project or publication as a tree. Gives the nodes at the root. */
export async function readTocTree(
  client: Transport,
  input: toc.ListInput,
  options?: CallOptions,
): Promise<TocTreeNode[]> {
  return nestTocNodes(await client.request(toc.list, input, options));
}

/**
 * Makes a tree of a flat list, in which every node is found again. A node whose parent is not in the list is put at the
 * root, and so is one of nodes that are each other's parents.
 */
export function nestTocNodes(nodes: readonly TocNode[]): TocTreeNode[] {
  const nested = new Map(nodes.map((node): [string, TocTreeNode] => [node.id, { ...node, children: [] }]));
  const cuts = findCuts(nested);
  const roots: TocTreeNode[] = [];
  for (const node of [...nested.values()].sort(byPosition)) {
    const parent = cuts.has(node) ? undefined : parentOf(node, nested);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** One node of each ring of nodes that are each other's parents. */
function findCuts<T extends TocNode>(nodes: ReadonlyMap<string, T>): Set<T> {
  const cuts = new Set<T>();
  const settled = new Set<T>();
  for (const start of nodes.values()) {
    const path = new Set<T>();
    let node: T | undefined = start;
    while (node && !settled.has(node) && !path.has(node)) {
      path.add(node);
      node = parentOf(node, nodes);
    }
    if (node && path.has(node)) cuts.add(node);
    for (const seen of path) settled.add(seen);
  }
  return cuts;
}

function parentOf<T extends TocNode>(node: TocNode, nodes: ReadonlyMap<string, T>): T | undefined {
  return node.parentId === null ? undefined : nodes.get(node.parentId);
}

/** The order of siblings. */
export function byPosition(left: TocNode, right: TocNode): number {
  return left.ordinalNo - right.ordinalNo;
}
