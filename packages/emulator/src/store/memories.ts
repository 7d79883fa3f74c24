/** What is asked for with nearly every request, kept from one to the next for as long as it cannot have changed. */
import type { Query } from "./database.js";

/** Gives what the query finds for a key. Nobody may change it: others are given the same. */
export type Remembered<T> = (key: string) => Readonly<T> | undefined;

export interface Memories {
  /** Answers from memory until `table` is written. The query reads this table alone, and takes the key. */
  add<T extends object>(table: string, query: Query<T>): Remembered<T>;
  /** To be called for each statement that writes. */
  forget(sql: string): void;
  /** For when something was undone, or changed in another way. */
  forgetAll(): void;
}

/** Then all of them are forgotten, so that they never fill the memory. */
const most = 1000;

const written = /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) (\w+)/;

export function createMemories(): Memories {
  const valuesOf = new Map<string, Map<string, object>>();
  return {
    add<T extends object>(table: string, query: Query<T>) {
      const values = new Map<string, T>();
      valuesOf.set(table, values);
      return (key) => {
        const known = values.get(key);
        if (known) return known;
        const found = query.get(key);
        if (!found) return undefined;
        if (values.size >= most) values.clear();
        values.set(key, Object.freeze(found));
        return found;
      };
    },
    forget(sql) {
      valuesOf.get(written.exec(sql)?.[1] ?? "")?.clear();
    },
    forgetAll() {
      for (const values of valuesOf.values()) values.clear();
    },
  };
}
