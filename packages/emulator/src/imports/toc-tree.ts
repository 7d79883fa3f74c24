/** Makes a tree of TOC nodes that are given as rows. */
import { UnreadableFileError } from "./source.js";

interface TocRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly ordinalNo: number;
}

const deepest = 200;

/** Siblings by their position. Throws an UnreadableFileError when rows are in a circle, or below one that is not there. */
export function toTree<R extends TocRow, N>(rows: readonly R[], make: (row: R, children: N[]) => N): N[] {
  const byParent = Map.groupBy(rows, ({ parentId }) => parentId);
  let placed = 0;
  const build = (parentId: string | null, depth: number): N[] => {
    if (depth > deepest) throw new UnreadableFileError(`The table of contents is more than ${deepest} levels deep.`);
    const siblings = [...(byParent.get(parentId) ?? [])].sort((left, right) => left.ordinalNo - right.ordinalNo);
    placed += siblings.length;
    return siblings.map((row) => make(row, build(row.id, depth + 1)));
  };
  const tree = build(null, 0);
  if (placed === rows.length && new Set(rows.map(({ id }) => id)).size === rows.length) return tree;
  throw new UnreadableFileError("The table of contents does not hang together.");
}
