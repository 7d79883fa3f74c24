/** Work on several items, of which some may fail while the others go on. */
import type { CommandContext } from "../context.js";
import { lookFirst, toFailure, withUnfinished } from "../failures/failure.js";
import { exitCodes } from "../failures/kinds.js";
import { errorFieldsOf, type ErrorFields } from "../failures/report.js";
import { toOneLine } from "../output/format.js";
import { noProgress } from "../output/progress.js";
import { listOf, type Column, type Result } from "../output/result.js";
import type { Unfinished } from "../portal/unfinished.js";

/** What became of one item; of one that failed, with all that a single failure tells programs. */
export interface ItemOutcome extends Partial<ErrorFields> {
  readonly id: string;
  /** `created`, `deleted`, ... `failed`, or `interrupted` where nobody knows how far it came. */
  readonly outcome: string;
  /** Name in the portal's Storage of what was made for it; of a failed item, where it is left. */
  readonly storageName?: string | undefined;
  /** Key of the task that made it; of a failed item, of one that nobody waits for any more. */
  readonly taskKey?: string | undefined;
}

/** The fields that every outcome can have. */
export const outcomeFields: readonly (keyof ItemOutcome)[] = [
  "id",
  "outcome",
  "message",
  "code",
  "hint",
  "status",
  "endpoint",
  "maybeApplied",
];

/** An outcome; of an item that was not done no more than what was known before. */
type Told<O> = Partial<O> & ItemOutcome;

/** So many take long enough to be shown as they are done. */
const MANY = 10;
/** After so many failures in a row, by their code, all others would fail alike: refused logins can lock an account. */
const mostInARow: Readonly<Record<string, number | undefined>> = { authentication: 1, timeout: 2, connection: 2 };

/** Two items with the same key, where there are any: the later would replace the earlier, whichever is meant. */
export function findTwins<I>(items: readonly I[], keyOf: (item: I) => string): [I, I] | undefined {
  for (const [first, second] of Map.groupBy(items, keyOf).values()) {
    if (first !== undefined && second !== undefined) return [first, second];
  }
  return undefined;
}

interface View<I, O> {
  /** Shown while many are being done; nothing is shown where the work shows itself. */
  readonly label?: string;
  readonly nameOf: (item: I) => Partial<O> & Pick<ItemOutcome, "id">;
  /** Beside the outcome and the id. */
  readonly columns: readonly Column<Told<O>>[];
  /** What `--quiet` prints of one that was done, if anything. @default its id */
  readonly bare?: (outcome: Told<O>) => string | undefined;
}

/**
 * Does the work for each item in turn, and gives what became of them. A single item fails as the whole command does; of
 * several, a failed one becomes an outcome. A portal that answers no more ends it, or that refuses the login, and so does an
 * interruption, after what was done has been shown.
 */
export async function settleEach<I, O extends ItemOutcome>(
  context: Pick<CommandContext, "options" | "signal" | "unfinished" | "show" | "warn" | "progress">,
  items: readonly I[],
  work: (item: I) => Promise<O>,
  view: View<I, O>,
): Promise<Result> {
  const outcomes: Told<O>[] = [];
  const { label } = view;
  const progress = label !== undefined && items.length >= MANY ? await context.progress(label) : noProgress;
  const hints = new Set<string>();
  let inARow = 0;
  let isHopeless = false;
  const showDone = () => {
    progress.stop();
    return context.show(showOutcomes(outcomes, view, { wanted: items.length }));
  };
  // Bare ids have no place for it; JSON and what is below a table have.
  const tellsAtOnce = context.options.quiet && context.options.json === undefined;
  for (const [index, item] of items.entries()) {
    if (isHopeless) break;
    progress.update({ fraction: index / items.length, text: view.nameOf(item).id });
    if (context.signal.aborted) {
      await showDone();
      context.signal.throwIfAborted();
    }
    const leftBefore = context.unfinished().length;
    try {
      outcomes.push(await work(item));
      inARow = 0;
    } catch (error) {
      const known = toFailure(error);
      const most = mostInARow[known.code];
      inARow = most === undefined ? 0 : inARow + 1;
      isHopeless = most !== undefined && inARow >= most;
      if (items.length === 1 || (isHopeless && index === 0)) {
        progress.stop();
        throw error;
      }
      const left = context.unfinished().slice(leftBefore);
      const { aborted } = context.signal;
      const outcome: Omit<ItemOutcome, "id"> = aborted
        ? { outcome: "interrupted" }
        : { outcome: "failed", ...errorFieldsOf(withUnfinished(known, left, true)) };
      const told = { ...view.nameOf(item), ...outcome, ...traceOf(left) };
      outcomes.push(told);
      if (aborted) {
        await showDone();
        throw error;
      }
      for (const line of known.next?.split("\n") ?? []) hints.add(line);
      if (tellsAtOnce) context.warn(failureNote(told));
    }
  }
  const untried = items.length - outcomes.length;
  if (untried > 0 && (context.options.quiet || context.options.json !== undefined))
    context.warn(`The others would fail alike: ${untried} of ${items.length} were not tried.`);
  const result = showOutcomes(outcomes, view, { wanted: items.length, hints });
  if (result.exitCode === exitCodes.ok) progress.done();
  else progress.stop();
  return result;
}

function failureNote({ id, message = "", maybeApplied }: ItemOutcome): string {
  return toOneLine(`${id}: ${message} ${lookFirst(maybeApplied) ?? ""}`);
}

function hasFailed({ outcome }: ItemOutcome): boolean {
  return outcome === "failed";
}

function isDone(item: ItemOutcome): boolean {
  return !hasFailed(item) && item.outcome !== "interrupted";
}

function traceOf([left]: readonly Unfinished[]): Pick<ItemOutcome, "storageName" | "taskKey"> {
  return { storageName: left?.storageName, taskKey: left?.taskKey };
}

interface Whole {
  /** How many there are. */
  readonly wanted: number;
  /** What to type next, of all that failed. */
  readonly hints?: ReadonlySet<string>;
}

/** Shows what became of the items, below it why some failed; the exit code says whether any did. */
function showOutcomes<I, O extends ItemOutcome>(
  outcomes: readonly Told<O>[],
  { columns, bare = ({ id }) => id }: View<I, O>,
  { wanted, hints = new Set() }: Whole,
): Result {
  const failures = outcomes.filter(hasFailed).map(failureNote);
  const done = outcomes.filter(isDone).length;
  const notes = [
    ...failures,
    ...(failures.length > 0 ? [`${failures.length} of ${wanted} failed.`] : []),
    ...(done + failures.length < wanted ? [`${done} of ${wanted} done.`] : []),
    ...(outcomes.length < wanted ? ["The rest was not tried."] : []),
    ...Array.from(hints, (hint) => `next: ${hint}`),
  ];
  return {
    ...listOf(outcomes, {
      columns: [
        { label: "outcome", value: ({ outcome }) => outcome },
        { label: "id", value: ({ id }) => id },
        ...columns,
      ],
      bare: (outcome) => (isDone(outcome) ? bare(outcome) : undefined),
      empty: {
        message: "There was nothing to do.",
        suggestion: "clickhelp projects list shows what this account can see.",
      },
      footer: notes.length > 0 ? notes.join("\n") : undefined,
    }),
    exitCode: failures.length > 0 ? exitCodes.someFailed : exitCodes.ok,
  };
}
