/** A table of contents as a tree; the portal gives it flat. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import { toc, type TocNode } from "@clickhelp-js/protocol";

/** A node with the nodes below it, in their order. */
export interface TocTreeNode extends TocNode {
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

/** Makes a tree of a flat list. A node whose parent is not in the list is put at the root. */
export function nestTocNodes(nodes: readonly TocNode[]): TocTreeNode[] {
  const nested = new Map(nodes.map((node): [string, TocTreeNode] => [node.id, { ...node, children: [] }]));
  const roots: TocTreeNode[] = [];
  for (const node of [...nested.values()].sort(byPosition)) {
    const parent = node.parentId === null ? undefined : nested.get(node.parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** The order of siblings. */
export function byPosition(left: TocNode, right: TocNode): number {
  return left.ordinalNo - right.ordinalNo;
}
