/** What is asked for with nearly every request, kept from one to the next for as long as it cannot have changed. */
import type { Query } from "./database.js";

/** Gives what the query finds for its values. Nobody may change it: others are given the same. */
export type Remembered<T> = (...values: (string | number)[]) => Readonly<T> | undefined;

export interface Memories {
  /**
   * Answers from memory until one of `tables` is written: all that the query reads, and those whose rows take theirs along
   * when they are deleted. `weigh` tells how much of the memory a value takes; there is room for a thousand.
   */
  readonly add: <T extends object>(
    tables: readonly string[],
    query: Query<T>,
    weigh?: (value: T) => number,
  ) => Remembered<T>;
  /** To be called when a table is written. */
  forget(table: string): void;
  /** For when something was undone, or changed in another way. */
  forgetAll(): void;
}

/** Then all of them are forgotten, so that they never fill the memory. */
const most = 1000;

const written = /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) (\w+)/;

/** The table that a statement writes. */
export function tableWrittenBy(sql: string): string {
  return written.exec(sql)?.[1] ?? "";
}

interface Memory {
  readonly tables: readonly string[];
  readonly clear: () => void;
}

export function createMemories(): Memories {
  const memories: Memory[] = [];
  return {
    add: <T extends object>(tables: readonly string[], query: Query<T>, weigh: (value: T) => number = () => 1) => {
      const values = new Map<string, T>();
      let weight = 0;
      const clear = () => {
        if (weight === 0) return;
        values.clear();
        weight = 0;
      };
      memories.push({ tables, clear });
      return (...keys) => {
        const key = keys.join("\n");
        const known = values.get(key);
        if (known) return known;
        const found = query.get(...keys);
        if (!found) return undefined;
        weight += weigh(found);
        if (weight > most) clear();
        else values.set(key, Object.freeze(found));
        return found;
      };
    },
    forget(table) {
      for (const { tables, clear } of memories) if (tables.includes(table)) clear();
    },
    forgetAll() {
      for (const { clear } of memories) clear();
    },
  };
}
