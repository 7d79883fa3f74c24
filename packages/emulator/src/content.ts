/** The content of a portal: begun with a seed, and replaced as a whole by a reset or a snapshot. */
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { listAccounts, type Account } from "./accounts.js";
import type { Clock } from "./clock.js";
import { EmulatorError } from "./emulator-error.js";
import { importSeed, loadFiles } from "./seeds/import-seed.js";
import { isSeedName, toWholeSeed, type SeedName } from "./seeds/index.js";
import type { WholeSeed } from "./seeds/portal-seed.js";
import { restoreSnapshot, takeSnapshot, type Snapshot } from "./store/snapshot.js";
import { cleanUpAfterInterruption, forgetAbandonedUploads, openStore, type Store } from "./store/store.js";
import { messageOf } from "./thrown.js";

export interface Content {
  readonly store: Store;
  /** Whether it began just now, and not at an earlier start. */
  readonly isNew: boolean;
  /** The accounts that the portal began with. */
  accounts(): Account[];
  /** Begins with the first seed again. Throws an `EmulatorError`, and changes nothing, when nobody gave that seed. */
  reset(): void;
  snapshot(): Snapshot;
  /**
   * In steps, between which the present content may be used; the last one replaces it. Throws an `EmulatorError`, and changes
   * nothing, when it is no snapshot.
   */
  restore(snapshot: Snapshot): Generator<void, void>;
}

/** Opens a data directory, or a portal in memory when it is null, and begins with the seed where there is none yet. */
export function openContent(
  dataDir: string | null,
  seed: SeedName | WholeSeed,
  clock: Clock,
  onError: (error: unknown) => void,
): Content {
  const file = dataDir === null ? null : join(dataDir, "portal.db");
  // Before anything is made: what is there once may be another emulator's a moment later, and can be taken away no more.
  const files = file !== null && existsSync(file) ? undefined : loadFiles(seed);
  if (file !== null) prepareFile(file);
  const store = openStore(file, onError);
  let isNew: boolean;
  try {
    isNew = store.settings.get("seed") === undefined;
    if (isNew) importSeed(store, clock, seed, files);
    forgetAbandonedUploads(store, clock.now());
    cleanUpAfterInterruption(store);
    store.database.commit();
  } catch (error) {
    store.database.close();
    throw error;
  }
  /** Of one of a program's own, only that there was one is kept. */
  const nameOfFirst = () => {
    const stored = store.settings.get("seed");
    return isSeedName(stored) ? stored : undefined;
  };

  return {
    store,
    isNew,
    accounts: () => listAccounts(store.users, toWholeSeed(nameOfFirst() ?? seed).users),
    reset() {
      const first = nameOfFirst() ?? refuseName(seed);
      store.database.transaction(() => {
        store.database.clear();
        importSeed(store, clock, first);
      });
      store.database.commit();
    },
    snapshot: () => takeSnapshot(store.database),
    *restore(snapshot) {
      yield* restoreSnapshot(store.database, snapshot);
      cleanUpAfterInterruption(store);
      store.database.commit();
    },
  };
}

/** A seed that has a name is another one than that which the portal began with. */
function refuseName(seed: SeedName | WholeSeed): WholeSeed {
  if (typeof seed !== "string") return seed;
  const advice = "Create the emulator with that seed again, or restore a snapshot instead. Nothing was changed.";
  throw new EmulatorError("seed", `This portal began with a seed of its own, which was not given this time. ${advice}`);
}

function prepareFile(file: string): void {
  try {
    makeFolder(dirname(file));
    // Nobody else may read a portal, even in a directory that everybody may read.
    closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    const advice = "Give another one.";
    throw new EmulatorError("data-directory", `Cannot write to the data directory: ${messageOf(error)}. ${advice}`, {
      cause: error,
    });
  }
}

/** Makes a folder and those above it. Node's recursive way never ends where a folder takes no others, as /proc does. */
function makeFolder(folder: string): void {
  const above = dirname(folder);
  if (existsSync(folder) || above === folder) return;
  makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
