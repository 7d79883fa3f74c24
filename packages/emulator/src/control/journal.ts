/** What was asked of the portal, without anything that lets somebody in. */

/** One request. */
export interface JournalEntry {
  readonly method: string;
  /** Path and query; values of secret parameters are replaced. */
  readonly path: string;
  /** Null when the connection was broken on purpose. */
  readonly status: number | null;
  /** By the portal's clock, ISO 8601. */
  readonly time: string;
  /** The login it came with, when the portal has such an account. The key may have been wrong. */
  readonly login: string | null;
  /** Milliseconds until the answer began, by the real time. */
  readonly durationMs: number;
}

export interface Journal {
  add(entry: JournalEntry): void;
  /** Oldest first. */
  list(): JournalEntry[];
  clear(): void;
}

/** Older entries are forgotten. */
const longest = 1000;
const longestPath = 2000;

export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > longest) entries.shift();
    },
    list: () => [...entries],
    clear() {
      entries = [];
    },
  };
}

const secretName = /^t$|key|token|pass|secret|auth|credential/i;

/** Path and query of an address, for people to read. */
export function describePath({ pathname, search, searchParams }: URL): string {
  if (search === "") return pathname.slice(0, longestPath);
  const shown = new URLSearchParams(searchParams);
  const secrets = [...new Set(shown.keys())].filter((name) => secretName.test(name));
  for (const name of secrets) shown.set(name, "(removed)");
  return `${pathname}${secrets.length > 0 ? `?${shown.toString()}` : search}`.slice(0, longestPath);
}
