/** One transaction for everything that is written within two turns of the event loop. */
import type { DatabaseSync } from "node:sqlite";
// Taken at once: tests of other people put false clocks in the place of the global one.
import { setImmediate as soon } from "node:timers";

export interface CommitGroup {
  /** To be called before each write: begins the transaction unless it is under way. */
  join(): void;
  /** Settles when all that was written so far is on disk. Rejects when it could not be kept. */
  committed(): Promise<void>;
  /** Commits at once. Throws when what was written could not be kept. */
  commit(): void;
}

type OpenGroup = PromiseWithResolvers<void>;

/** `onLost` is called when what was written could not be kept. */
export function createCommitGroup(connection: DatabaseSync, onLost: () => void): CommitGroup {
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const end = connection.prepare("COMMIT");
  let open: OpenGroup | undefined;

  function lose(group: OpenGroup, cause: unknown): void {
    open = undefined;
    if (connection.isTransaction) connection.exec("ROLLBACK");
    onLost();
    group.reject(cause);
  }

  function commit(): void {
    const group = open;
    if (!group) return;
    try {
      // Without a transaction this throws: then a failure, such as a full disk, has ended it.
      end.run();
    } catch (error) {
      lose(group, error);
      throw error;
    }
    open = undefined;
    group.resolve();
  }

  return {
    join() {
      if (open && !connection.isTransaction) lose(open, new Error("a failure undid what was written before it"));
      if (open) return;
      begin.run();
      const group: OpenGroup = Promise.withResolvers();
      // Whoever has to know waits for `committed`.
      group.promise.catch(() => undefined);
      open = group;
      const commitUnlessDone = () => {
        if (open !== group) return;
        try {
          commit();
        } catch {
          // The group was rejected with it.
        }
      };
      // A turn later than it could be: what waits at the sockets by now is written, too, before the disk takes its time.
      soon(() => soon(commitUnlessDone));
    },
    committed: () => open?.promise ?? Promise.resolve(),
    commit,
  };
}
