/** A client that writes all the time, and knows what must be there when the portal is gone. */
import { ApiError, TaskFailedError, type Client } from "@clickhelp-js/client";
import type { PortalIds, State } from "./kill-state.ts";
import { nextStep, type Change } from "./kill-steps.ts";

/** What a writer may rely on, and what may have come to be. */
export interface Known {
  readonly acknowledged: State;
  /** What the task brings that was started and whose end nobody has read. */
  readonly pending?: Change | undefined;
  /** The write whose answer never came. */
  readonly attempted?: Change | undefined;
}

export interface Writer {
  /** Writes until `killed`, and calls `onAcknowledged` after each write. Ends before with an error in `errors`. */
  write(client: Client, killed: AbortSignal, onAcknowledged: () => void): Promise<void>;
  /** Compares with what is there, which is where the next round begins; gives the differences. */
  compare(found: State): string[];
  /** Errors that no kill explains: answers that were errors, and connections that broke before a kill. */
  readonly errors: readonly string[];
}

export function createWriter(number: number, ids: PortalIds): Writer {
  const owner = `soak${number}`;
  const own = new RegExp(` ${owner}(?!\\d)`);
  const errors: string[] = [];
  let known: Known = { acknowledged: new Map() };
  let version = 0;

  return {
    async write(client, killed, onAcknowledged) {
      const isKilled = () => killed.aborted;
      while (!isKilled()) {
        version += 1;
        const { acknowledged, pending } = known;
        const step = nextStep(number, { owner, version, state: acknowledged, pending, ids });
        known = { acknowledged, pending, attempted: step.attempted };
        try {
          await step.run(client, killed);
        } catch (error) {
          const isAnswer = error instanceof ApiError || error instanceof TaskFailedError;
          if (isAnswer || !isKilled()) errors.push(`${[...step.attempted.keys()].join(", ")}: ${String(error)}`);
          return;
        }
        known = { acknowledged: apply(acknowledged, step.change), pending: step.pending };
        onAcknowledged();
      }
    },
    compare(found) {
      const state = new Map([...found].filter(([key]) => own.test(key)));
      const differences = findDifferences(state, known);
      // Reading the end of a task makes the portal forget it.
      known = { acknowledged: new Map([...state].filter(([key]) => !key.startsWith("task "))) };
      return differences;
    },
    errors,
  };
}

function apply(state: State, change: Change = new Map()): State {
  const changed = new Map(state);
  for (const [key, value] of change) {
    if (value === undefined) changed.delete(key);
    else changed.set(key, value);
  }
  return changed;
}

/** None when all that was acknowledged is there, and of the rest everything or nothing. */
export function findDifferences(found: State, { acknowledged, pending, attempted }: Known): string[] {
  const alternatives = [acknowledged, apply(acknowledged, pending)].flatMap((state) => [
    state,
    apply(state, attempted),
  ]);
  const [fewest = []] = alternatives
    .map((expected) => compareStates(found, expected))
    .toSorted((one, other) => one.length - other.length);
  return fewest;
}

function compareStates(found: State, expected: State): string[] {
  const keys = [...new Set([...found.keys(), ...expected.keys()])].filter(
    (key) => found.get(key) !== expected.get(key),
  );
  return keys.map((key) => `${key}: ${shorten(found.get(key))} instead of ${shorten(expected.get(key))}`);
}

function shorten(value: string | undefined): string {
  return value === undefined ? "nothing" : value.slice(0, 100);
}
