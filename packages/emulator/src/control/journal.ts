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

/** As it is noted: many are, and few are ever listed. */
export interface NotedRequest extends Omit<JournalEntry, "time"> {
  /** Milliseconds, by the portal's clock. */
  readonly now: number;
}

export interface Journal {
  add(request: NotedRequest): void;
  /** Oldest first. */
  list(): JournalEntry[];
  clear(): void;
}

/** Older entries are forgotten. */
const longest = 1000;
const longestPath = 2000;

export function createJournal(onRequest?: (request: JournalEntry) => void): Journal {
  let requests: NotedRequest[] = [];
  return {
    add(request) {
      // All at once: to take one out moves all others.
      if (requests.length === 2 * longest) requests = requests.slice(-longest);
      requests.push(request);
      onRequest?.(toEntry(request));
    },
    list: () => requests.slice(-longest).map(toEntry),
    clear() {
      requests = [];
    },
  };
}

function toEntry({ now, ...request }: NotedRequest): JournalEntry {
  return { ...request, time: new Date(now).toISOString() };
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
