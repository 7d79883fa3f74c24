/** The content of a portal: begun with a seed, and replaced as a whole by a reset or a snapshot. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { listAccounts, type Account } from "./accounts.js";
import type { Clock } from "./clock.js";
import { EmulatorError } from "./emulator-error.js";
import { importSeed } from "./seeds/import-seed.js";
import { isSeedName, toPortalSeed, type SeedName } from "./seeds/index.js";
import type { PortalSeed } from "./seeds/portal-seed.js";
import { restoreSnapshot, takeSnapshot, type Snapshot } from "./store/snapshot.js";
import { cleanUpAfterInterruption, forgetAbandonedUploads, openStore, type Store } from "./store/store.js";

export interface Content {
  readonly store: Store;
  /** The accounts that the portal began with. */
  accounts(): Account[];
  /** Begins with the first seed again. Throws an `EmulatorError`, and changes nothing, when nobody gave that seed. */
  reset(): void;
  snapshot(): Snapshot;
  /** Throws an `EmulatorError`, and changes nothing, when it is no snapshot. */
  restore(snapshot: Snapshot): void;
}

/** Opens a data directory, or a portal in memory when it is null, and begins with the seed where there is none yet. */
export function openContent(dataDir: string | null, seed: SeedName | PortalSeed, clock: Clock): Content {
  const place = dataDir === null ? null : prepareFile(dataDir);
  const store = openStore(place?.file ?? null);
  try {
    if (store.settings.get("seed") === undefined) importSeed(store, clock, seed);
    forgetAbandonedUploads(store, clock.now());
    cleanUpAfterInterruption(store);
    store.database.commit();
  } catch (error) {
    store.database.close();
    place?.removeNew();
    throw error;
  }
  /** Of one of a program's own, only that there was one is kept. */
  const nameOfFirst = () => {
    const stored = store.settings.get("seed");
    return isSeedName(stored) ? stored : undefined;
  };

  return {
    store,
    accounts: () => listAccounts(store.users, toPortalSeed(nameOfFirst() ?? seed).users),
    reset() {
      const first = nameOfFirst() ?? refuseName(seed);
      store.database.transaction(() => {
        store.database.clear();
        importSeed(store, clock, first);
      });
      store.database.commit();
    },
    snapshot: () => takeSnapshot(store.database),
    restore(snapshot) {
      restoreSnapshot(store.database, snapshot);
      cleanUpAfterInterruption(store);
      store.database.commit();
    },
  };
}

/** A seed that has a name is another one than that which the portal began with. */
function refuseName(seed: SeedName | PortalSeed): PortalSeed {
  if (typeof seed !== "string") return seed;
  const advice = "Create the emulator with that seed again, or restore a snapshot instead. Nothing was changed.";
  throw new EmulatorError("seed", `This portal began with a seed of its own, which was not given this time. ${advice}`);
}

interface Place {
  readonly file: string;
  /** Removes what was not there before: the file, and folders in which nobody has put anything else. */
  removeNew(): void;
}

function prepareFile(dataDir: string): Place {
  const file = join(dataDir, "portal.db");
  try {
    const folders = makeFolder(dataDir);
    const isNew = !existsSync(file);
    // Nobody else may read a portal, even in a directory that everybody may read.
    closeSync(openSync(file, "a", 0o600));
    return {
      file,
      removeNew() {
        if (isNew) rmSync(file);
        for (const folder of folders.toReversed()) if (readdirSync(folder).length === 0) rmdirSync(folder);
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    throw new EmulatorError("data-directory", `Cannot write to the data directory: ${reason}. Give another one.`, {
      cause: error,
    });
  }
}

/**
 * Makes a folder and those above it, and gives those that it made, the innermost last. Node's recursive way never ends
 * where a folder takes no others, as /proc does.
 */
function makeFolder(folder: string): string[] {
  const above = dirname(folder);
  if (existsSync(folder) || above === folder) return [];
  const made = makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
    return [...made, folder];
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(folder)) throw error;
    return made;
  }
}
