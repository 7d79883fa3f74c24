/** A publication's table of contents as readers see it: what is shown, where a topic stands in it, what is next to it. */
import type { OutlineEntry } from "../store/toc.js";

/** Up to so many entries are shown at once; of longer contents, the branch of the current topic. */
const mostExpanded = 200;
/** Of a level with very many entries, so many before and after the current one. */
const mostAround = 150;

export interface OutlineLink {
  readonly label: string;
  /** Where a click leads: the topic, or the first topic below. Null when there is none. */
  readonly topicId: string | null;
}

export interface VisibleEntry extends OutlineLink {
  /** 0 at the root. */
  readonly depth: number;
  readonly isCurrent: boolean;
}

/** Where a topic stands. */
export interface Place {
  readonly entries: readonly VisibleEntry[];
  /** Whether entries had to be left out. */
  readonly isShortened: boolean;
  /** From the root down, without the topic itself. */
  readonly above: readonly OutlineLink[];
  readonly previous: OutlineLink | undefined;
  readonly next: OutlineLink | undefined;
}

/** The entries that readers see: a hidden one hides what is below it. */
export function withoutHidden(outline: readonly OutlineEntry[]): OutlineEntry[] {
  const hidden = new Set<string>();
  return outline.filter(({ id, parentId, isShown }) => {
    if (isShown && (parentId === null || !hidden.has(parentId))) return true;
    hidden.add(id);
    return false;
  });
}

/** The topic that a publication begins with; a hidden one only when there is no other. */
export function firstTopicId(outline: readonly OutlineEntry[]): string | undefined {
  const hasTopic = ({ topicId }: OutlineEntry) => topicId !== null;
  return (withoutHidden(outline).find(hasTopic) ?? outline.find(hasTopic))?.topicId ?? undefined;
}

/** Finds a topic in the outline, which is in reading order. */
export function findPlace(outline: readonly OutlineEntry[], topicId: string | undefined): Place {
  const shown = withoutHidden(outline);
  const byId = new Map(outline.map((entry) => [entry.id, entry]));
  const current = outline.find((entry) => topicId !== undefined && entry.topicId === topicId);
  const path = current ? ancestors(byId, current) : [];
  const topics = shown.filter((entry) => entry.topicId !== null);
  const position = current ? topics.indexOf(current) : -1;
  const links = createLinker(outline);

  const opened = new Set([...path, ...(current ? [current] : [])].map(({ id }) => id));
  const isOpen = ({ parentId }: OutlineEntry) => parentId === null || opened.has(parentId);
  const branch = shown.length <= mostExpanded ? shown : shown.filter(isOpen);
  const around = current ? Math.max(branch.indexOf(current), 0) : 0;
  const window =
    branch.length <= 2 * mostAround ? branch : branch.filter((entry, index) => isNear(entry, index, around, opened));
  return {
    entries: window.map((entry) => ({
      ...links(entry),
      depth: ancestors(byId, entry).length,
      isCurrent: entry === current,
    })),
    isShortened: window.length < branch.length,
    above: path.map(links),
    previous: position > 0 ? optional(topics[position - 1], links) : undefined,
    next: position === -1 ? undefined : optional(topics[position + 1], links),
  };
}

/** What is above the current topic stays, however far away it is. */
function isNear(entry: OutlineEntry, index: number, around: number, opened: ReadonlySet<string>): boolean {
  return Math.abs(index - around) <= mostAround || opened.has(entry.id);
}

function optional<T, U>(value: T | undefined, convert: (value: T) => U): U | undefined {
  return value === undefined ? undefined : convert(value);
}

/** From the root down, without the entry itself. */
function ancestors(byId: ReadonlyMap<string, OutlineEntry>, entry: OutlineEntry): OutlineEntry[] {
  const found: OutlineEntry[] = [];
  let parent = entry.parentId === null ? undefined : byId.get(entry.parentId);
  while (parent) {
    found.push(parent);
    parent = parent.parentId === null ? undefined : byId.get(parent.parentId);
  }
  return found.reverse();
}

/** A folder leads to the first topic below it, which is the next one in reading order that is below it. */
function createLinker(outline: readonly OutlineEntry[]): (entry: OutlineEntry) => OutlineLink {
  const firstBelow = new Map<string, string>();
  for (const { id, parentId, topicId } of outline.toReversed()) {
    const first = topicId ?? firstBelow.get(id);
    if (first !== undefined && parentId !== null) firstBelow.set(parentId, first);
  }
  return ({ id, label, topicId }) => ({ label, topicId: topicId ?? firstBelow.get(id) ?? null });
}
