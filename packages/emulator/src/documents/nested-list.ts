/** A table of contents as nested lists. */

export interface ListEntry {
  /** 1 at the root, and at most one more than that of the entry before. */
  depth: number;
  /** What the entry shows, as markup. */
  html: string;
}

/** Nobody nests so deep; programs that open the file have limits. */
const MAX_DEPTH = 60;

/** Entries in reading order as nested lists, without recursion; empty for no entries. */
export function nestedList(tag: "ol" | "ul", entries: Iterable<ListEntry>): string {
  return [...nestedListPieces(tag, entries)].join("");
}

/** The same piece by piece. */
export function* nestedListPieces(tag: "ol" | "ul", entries: Iterable<ListEntry>): Generator<string> {
  let depth = 0;
  const close = (levels: number) => `</li>\n</${tag}>\n`.repeat(levels);
  for (const entry of entries) {
    const next = Math.min(entry.depth, MAX_DEPTH);
    yield `${next > depth ? `\n<${tag}>\n` : `${close(depth - next)}</li>\n`}<li>${entry.html}`;
    depth = next;
  }
  yield close(depth);
}
