/** Doing something with many items, some at a time, and knowing of each what became of it. */
import { ConfigurationError, joinSignals, raceAbort, RequestValidationError } from "@clickhelp-js/core";
import { untilAborted } from "../abort.js";
import { checkKinds } from "../checks.js";

/** How many items are in work, and who is told of them. */
export interface ForEachItemOptions<TItem, TResult> {
  /** How many items are in work at once. @default 4 */
  readonly concurrency?: number | undefined;
  /** Begins no more items and is handed to those in work; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called as soon as it is known what became of an item, which stays in work until a promise that it gives has settled.
   * What it throws, or that rejects with, ends the work.
   */
  readonly onOutcome?: ((outcome: ItemOutcome<TItem, TResult>) => unknown) | undefined;
}

/** What became of an item. */
export type ItemOutcome<TItem, TResult> = {
  readonly item: TItem;
  /** Its place among the items, from 0. */
  readonly index: number;
} & (
  | {
      /** Whether the action gave a result. */
      readonly isSuccess: true;
      /** What it gave. */
      readonly result: TResult;
    }
  | {
      /** Whether the action gave a result. */
      readonly isSuccess: false;
      /** What it threw. */
      readonly error: unknown;
    }
);

const DEFAULT_CONCURRENCY = 4;

/**
 * Calls an action for each item. A failing item does not stop the others. Gives the outcomes in the order of the items.
 * Items are taken one by one as there is room, so they can come from a generator that asks the portal.
 *
 * @throws RequestValidationError without an action; ConfigurationError when `concurrency` is less than 1, or for an
 *   option that is none; what the items or `onOutcome` throw, or the reason of `signal`, once the items in work have
 *   ended.
 */
export async function forEachItem<TItem, TResult>(
  items: Iterable<TItem> | AsyncIterable<TItem>,
  action: (item: TItem, signal: AbortSignal) => TResult | PromiseLike<TResult>,
  options: ForEachItemOptions<TItem, TResult> = {},
): Promise<ItemOutcome<TItem, TResult>[]> {
  checkKinds(options, { concurrency: "number", signal: "object", onOutcome: "function" });
  // Programs without types forget it, and every item would fail for that.
  if (typeof action !== "function") {
    throw new RequestValidationError("forEachItem", [{ path: "action", message: "must be function" }]);
  }
  const { concurrency = DEFAULT_CONCURRENCY, onOutcome } = options;
  if (!(concurrency >= 1)) {
    throw new ConfigurationError("The limit is not a whole number from 1.", {
      option: "concurrency",
      hint: "Leave it out for 4.",
    });
  }
  const stop = new AbortController();
  const signal = joinSignals(stop.signal, options.signal);
  const outcomes: ItemOutcome<TItem, TResult>[] = [];
  let inWork = 0;
  let tellEnd = (): void => undefined;
  const nextEnd = () =>
    new Promise<void>((resolve) => {
      tellEnd = resolve;
    });

  async function work(item: TItem, index: number): Promise<void> {
    inWork += 1;
    const outcome = await settle(item, index, () => action(item, signal));
    outcomes[index] = outcome;
    try {
      if (onOutcome) await raceAbort(onOutcome(outcome), signal);
    } catch (error) {
      stop.abort(error);
    }
    inWork -= 1;
    tellEnd();
  }

  try {
    let index = 0;
    for await (const item of Symbol.asyncIterator in items ? untilAborted(items, signal) : items) {
      signal.throwIfAborted();
      void work(item, index++);
      if (inWork >= concurrency) await nextEnd();
    }
  } finally {
    while (inWork > 0) await nextEnd();
  }
  signal.throwIfAborted();
  return outcomes;
}

async function settle<TItem, TResult>(
  item: TItem,
  index: number,
  action: () => TResult | PromiseLike<TResult>,
): Promise<ItemOutcome<TItem, TResult>> {
  try {
    return { item, index, isSuccess: true, result: await action() };
  } catch (error) {
    return { item, index, isSuccess: false, error };
  }
}
