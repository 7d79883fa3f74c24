/** Work on several items, of which some may fail while the others go on. */
import type { CommandContext } from "../context.js";
import { toFailure } from "../failures/failure.js";
import { exitCodes } from "../failures/kinds.js";
import { toOneLine } from "../output/format.js";
import { listOf, type Column, type Result } from "../output/result.js";
import type { Unfinished } from "../portal/unfinished.js";

/** What became of one item. */
export interface ItemOutcome {
  readonly id: string;
  /** `created`, `deleted`, ... or `failed`. */
  readonly outcome: string;
  /** Why it failed. */
  readonly message?: string;
  /** Name in the portal's Storage of what was made for it; of a failed item, where it is left. */
  readonly storageName?: string;
}

interface Failed<I> {
  readonly item: I;
  readonly error: unknown;
  /** What it left at the portal. */
  readonly left: Unfinished | undefined;
}

/**
 * Does the work for each item in turn. A single item fails as the whole command does; of several, a failed one becomes
 * an outcome. An interruption ends it all.
 */
export async function settleEach<I, O extends ItemOutcome>(
  context: Pick<CommandContext, "signal" | "unfinished">,
  items: readonly I[],
  work: (item: I) => Promise<O>,
  nameOf: (item: I) => Pick<O, "id"> & Partial<O>,
): Promise<(O | (Partial<O> & ItemOutcome))[]> {
  const outcomes: (O | (Partial<O> & ItemOutcome))[] = [];
  for (const item of items) {
    const leftBefore = context.unfinished().length;
    try {
      outcomes.push(await work(item));
    } catch (error) {
      if (items.length === 1 || context.signal.aborted) throw error;
      outcomes.push(failed({ item, error, left: context.unfinished()[leftBefore] }, nameOf));
    }
  }
  return outcomes;
}

function failed<I, O extends ItemOutcome>(
  { item, error, left }: Failed<I>,
  nameOf: (item: I) => Pick<O, "id"> & Partial<O>,
): Partial<O> & ItemOutcome {
  const storageName = left?.storageName;
  return {
    ...nameOf(item),
    outcome: "failed",
    message: toFailure(error).message,
    ...(storageName !== undefined && { storageName }),
  };
}

/** Shows what became of the items, below it why some failed; the exit code says whether any did. */
export function outcomesOf<T extends ItemOutcome>(outcomes: readonly T[], columns: readonly Column<T>[]): Result {
  const failures = outcomes.filter(({ outcome }) => outcome === "failed");
  const reasons = failures.map(({ id, message }) => toOneLine(`${id}: ${message ?? ""}`));
  return {
    ...listOf(outcomes, {
      columns: [
        { label: "outcome", value: ({ outcome }) => outcome },
        { label: "id", value: ({ id }) => id },
        ...columns,
      ],
      bare: ({ id }) => id,
      empty: { message: "There was nothing to do.", suggestion: "The command with --help tells what it takes." },
      ...(failures.length > 0 && {
        footer: [...reasons, `${failures.length} of ${outcomes.length} failed.`].join("\n"),
      }),
    }),
    exitCode: failures.length > 0 ? exitCodes.someFailed : exitCodes.ok,
  };
}
