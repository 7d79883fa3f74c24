/** A publication's table of contents as readers see it: what is shown, where a topic stands in it, what is next to it. */
import type { Outline, OutlineEntry, OutlineStore } from "../store/outline.js";

/** Up to so many entries are shown at once; of longer contents, the branch of the current topic. */
const mostExpanded = 200;
/** Of a branch with very many entries, so many before and after the current one. */
const mostAround = 150;
const longestBranch = 2 * mostAround;

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

interface PlacedEntry {
  readonly entry: OutlineEntry;
  readonly depth: number;
}

/** One level of the contents. */
interface Level {
  /** Null at the root. */
  readonly parent: OutlineEntry | null;
  /** The number of the entry where one stands. */
  readonly ordinal: number;
}

/** Siblings are numbered from 0. */
const beginning = -1;
const end = Number.MAX_SAFE_INTEGER;
const root: Level = { parent: null, ordinal: beginning };

/** The topic that a publication begins with; a hidden one only when there is no other. */
export function firstTopicId(store: OutlineStore, projectRow: number): string | undefined {
  const first = (outline: Outline) => firstTopic(walk(outline, openAfter(outline, [root])))?.topicId ?? undefined;
  return first(store.shown(projectRow)) ?? first(store.whole(projectRow));
}

/** Finds a topic in the contents. Of these, no more is read than is shown: they may be very long. */
export function findPlace(store: OutlineStore, projectRow: number, topicId: string): Place {
  const shown = store.shown(projectRow);
  const current = shown.find(topicId);
  const above = current ? ancestors(shown, current) : [];
  const trail = current ? [...above, current] : [];
  const isCurrentShown = current !== undefined && trail.every(({ isShown }) => isShown);
  const links = createLinker(store.whole(projectRow));
  const link = (entry: OutlineEntry | undefined) => entry && links(entry);

  const { visible, isShortened } = showWhole(shown) ?? showBranch(shown, trail);
  return {
    entries: visible.map(({ entry, depth }) => ({ ...links(entry), depth, isCurrent: entry.id === current?.id })),
    isShortened,
    above: above.map(links),
    previous: isCurrentShown ? link(firstTopic(walkBack(shown, openBefore(shown, levelsOf(trail))))) : undefined,
    next: isCurrentShown ? link(firstTopic(walk(shown, openAfter(shown, levelsBelow(trail))))) : undefined,
  };
}

interface Contents {
  readonly visible: readonly PlacedEntry[];
  readonly isShortened: boolean;
}

/** Everything, unless that is too much. */
function showWhole(shown: Outline): Contents | undefined {
  const visible = take(walk(shown, openAfter(shown, [root])), mostExpanded + 1);
  return visible.length <= mostExpanded ? { visible, isShortened: false } : undefined;
}

/** What is on the way to an entry, with the siblings of each, and the children of the entry itself; all else is folded. */
function showBranch(shown: Outline, trail: readonly OutlineEntry[]): Contents {
  const hiddenAt = trail.findIndex(({ isShown }) => !isShown);
  const opened = hiddenAt === -1 ? trail : trail.slice(0, hiddenAt);
  const levels = hiddenAt === -1 ? levelsBelow(trail) : levelsOf(trail.slice(0, hiddenAt + 1));
  // The first of those before is the entry itself, being above its children.
  const before = take(preceding(openBefore(shown, levels)), longestBranch + 1);
  const after = take(following(openAfter(shown, levels)), longestBranch + 1);
  const isShortened = before.length + after.length > longestBranch;
  const near = isShortened ? before.slice(0, mostAround + 1) : before;
  // What is above the entry stays, however far away it is.
  const nearIds = new Set(near.map(({ entry }) => entry.id));
  const far = opened.map((entry, depth) => ({ entry, depth })).filter(({ entry }) => !nearIds.has(entry.id));
  return {
    visible: [...far, ...near.toReversed(), ...after.slice(0, isShortened ? mostAround : undefined)],
    isShortened,
  };
}

/** From the root down to where the last entry stands. */
function levelsOf(trail: readonly OutlineEntry[]): Level[] {
  return trail.map(({ ordinal }, depth) => ({ parent: trail[depth - 1] ?? null, ordinal }));
}

/** The same, and down to what is below the last entry. */
function levelsBelow(trail: readonly OutlineEntry[]): Level[] {
  return [...levelsOf(trail), { parent: trail.at(-1) ?? null, ordinal: beginning }];
}

/** A level with the entries that are still to be visited, which are read when they are. */
interface OpenLevel {
  readonly parent: OutlineEntry | null;
  readonly rest: Generator<OutlineEntry, undefined>;
}

function openAfter(outline: Outline, levels: readonly Level[]): OpenLevel[] {
  return levels.map(({ parent, ordinal }) => ({ parent, rest: outline.after(parent?.id ?? null, ordinal) }));
}

function openBefore(outline: Outline, levels: readonly Level[]): OpenLevel[] {
  return levels.map(({ parent, ordinal }) => ({ parent, rest: outline.before(parent?.id ?? null, ordinal) }));
}

/** What comes after a place in reading order. `open` always leads to where the walk is. */
function* walk(outline: Outline, open: OpenLevel[]): Generator<PlacedEntry, undefined> {
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const { value: entry } = level.rest.next();
    if (!entry) {
      open.pop();
      continue;
    }
    yield { entry, depth: open.length - 1 };
    if (entry.hasChildren) open.push(...openAfter(outline, [{ parent: entry, ordinal: beginning }]));
  }
  return undefined;
}

/** What comes before a place, backwards. */
function* walkBack(outline: Outline, open: OpenLevel[]): Generator<PlacedEntry, undefined> {
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const { value: entry } = level.rest.next();
    if (entry) {
      open.push(...openBefore(outline, [{ parent: entry, ordinal: end }]));
      continue;
    }
    open.pop();
    if (level.parent) yield { entry: level.parent, depth: open.length - 1 };
  }
  return undefined;
}

/** As {@link walk}, without what is below siblings. */
function* following(open: readonly OpenLevel[]): Generator<PlacedEntry, undefined> {
  for (const [depth, { rest }] of [...open.entries()].toReversed()) {
    for (const entry of rest) yield { entry, depth };
  }
  return undefined;
}

/** As {@link walkBack}, without what is below siblings. */
function* preceding(open: readonly OpenLevel[]): Generator<PlacedEntry, undefined> {
  for (const [depth, { parent, rest }] of [...open.entries()].toReversed()) {
    for (const entry of rest) yield { entry, depth };
    if (parent) yield { entry: parent, depth: depth - 1 };
  }
  return undefined;
}

/** The first ones; those after them are not read. */
function take(entries: Iterable<PlacedEntry>, count: number): PlacedEntry[] {
  const taken: PlacedEntry[] = [];
  for (const entry of entries) {
    taken.push(entry);
    if (taken.length === count) break;
  }
  return taken;
}

function firstTopic(entries: Iterable<PlacedEntry>): OutlineEntry | undefined {
  for (const { entry } of entries) if (entry.topicId !== null) return entry;
  return undefined;
}

/** From the root down, without the entry itself. */
function ancestors(outline: Outline, { parentId }: OutlineEntry): OutlineEntry[] {
  const found: OutlineEntry[] = [];
  for (let id = parentId; id !== null;) {
    const parent = outline.get(id);
    if (parent) found.push(parent);
    id = parent?.parentId ?? null;
  }
  return found.reverse();
}

/** A folder leads to the first topic below it, be it hidden. */
function createLinker(whole: Outline): (entry: OutlineEntry) => OutlineLink {
  const firstBelow = new Map<string, string | null>();
  function findFirst(folder: OutlineEntry): string | null {
    const known = firstBelow.get(folder.id);
    if (known !== undefined) return known;
    const open = openAfter(whole, [{ parent: folder, ordinal: beginning }]);
    let first: string | null = null;
    for (const { entry } of walk(whole, open)) {
      first = entry.topicId;
      if (first !== null) break;
      // Unless it is on the way to the topic, as those are that are open in the end.
      firstBelow.set(entry.id, null);
    }
    firstBelow.set(folder.id, first);
    // The folders on the way there lead there, too: of deep contents, many of them are shown.
    for (const { parent } of open) if (parent) firstBelow.set(parent.id, first);
    return first;
  }
  return (entry) => ({ label: entry.label, topicId: entry.topicId ?? findFirst(entry) });
}
