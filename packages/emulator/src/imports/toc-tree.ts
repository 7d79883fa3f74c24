/** Puts the nodes of a table of contents in reading order, whether they come as a tree or as rows. */
import { UnreadableFileError } from "./source.js";

interface TocRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly ordinalNo: number;
}

export interface TreeNode<N> {
  readonly children: readonly N[];
}

export interface PlacedNode<N> {
  readonly node: N;
  /** How many nodes are above it. */
  readonly depth: number;
}

export function treeInReadingOrder<N extends TreeNode<N>>(nodes: readonly N[], depth = 0): PlacedNode<N>[] {
  return nodes.flatMap((node) => [{ node, depth }, ...treeInReadingOrder(node.children, depth + 1)]);
}

const deepest = 200;

/**
 * Every row before those below it, siblings by their position. Throws an UnreadableFileError when rows are in a circle, or
 * below one that is not there.
 */
export function rowsInReadingOrder<R extends TocRow>(rows: readonly R[]): PlacedNode<R>[] {
  const problem = new UnreadableFileError("The table of contents does not hang together.");
  if (new Set(rows.map(({ id }) => id)).size < rows.length) throw problem;
  const byParent = Map.groupBy(rows, ({ parentId }) => parentId);
  const ordered: PlacedNode<R>[] = [];
  const place = (parentId: string | null, depth: number) => {
    if (depth > deepest) throw new UnreadableFileError(`The table of contents is more than ${deepest} levels deep.`);
    const siblings = [...(byParent.get(parentId) ?? [])].sort((left, right) => left.ordinalNo - right.ordinalNo);
    for (const node of siblings) {
      ordered.push({ node, depth });
      place(node.id, depth + 1);
    }
  };
  place(null, 0);
  if (ordered.length < rows.length) throw problem;
  return ordered;
}
