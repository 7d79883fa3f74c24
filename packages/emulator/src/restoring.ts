/** Restores snapshots while others are answered: from what is there, until the snapshot's content takes its place. */
// Taken at once: tests of other people put false clocks in the place of the global one.
import { setImmediate as turn } from "node:timers/promises";
import { conflict } from "./api-error.js";
import type { Content } from "./content.js";
import type { Snapshot } from "./store/snapshot.js";

export interface Restoring {
  /** Rejects, and changes nothing, when what began later has replaced everything already. */
  readonly restore: (snapshot: Snapshot) => Promise<void>;
  /** Says that everything was replaced in another way. */
  readonly overtake: () => void;
  /** Settles when nothing is left of those that are under way. */
  readonly ended: () => Promise<void>;
}

const overtaken = "The portal was reset or restored meanwhile, and stays so. Nothing was changed.";

/** `check` throws when a restore is not to go on; `onRestored` is called in the same turn in which the content is replaced. */
export function createRestoring(content: Content, check: () => void, onRestored: () => void): Restoring {
  const underWay = new Set<Promise<void>>();
  let begun = 0;
  /** The number of the one whose content is there. */
  let present = 0;

  async function restoreInTurns(snapshot: Snapshot): Promise<void> {
    const own = ++begun;
    const steps = content.restore(snapshot);
    try {
      while (steps.next().done !== true) {
        await turn();
        check();
        if (present > own) throw conflict(overtaken);
      }
    } finally {
      steps.return();
    }
    present = own;
    onRestored();
  }

  return {
    async restore(snapshot) {
      const restored = restoreInTurns(snapshot);
      underWay.add(restored);
      await restored.finally(() => underWay.delete(restored));
    },
    overtake() {
      present = ++begun;
    },
    async ended() {
      await Promise.allSettled(underWay);
    },
  };
}
