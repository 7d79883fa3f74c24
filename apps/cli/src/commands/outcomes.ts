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
  /** `created`, `deleted`, ... `failed`, `not-tried`, or `interrupted` where nobody knows how far it came. */
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

/** What all other items would meet as well, by the code of so many failures in a row. Refused logins can lock an account. */
const metByAll: Readonly<Record<string, { readonly times: number; readonly why: string } | undefined>> = {
  configuration: { times: 1, why: "read-only mode is on" },
  authentication: { times: 1, why: "the login is refused" },
  connection: { times: 2, why: "the portal does not answer" },
  timeout: { times: 2, why: "the portal does not answer in time" },
};

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
 * several, a failed one becomes an outcome. What all others would meet as well ends it; so does an interruption, after what
 * was done has been shown.
 */
export async function settleEach<I, O extends ItemOutcome>(
  context: Pick<CommandContext, "options" | "signal" | "unfinished" | "show" | "progress">,
  items: readonly I[],
  work: (item: I) => Promise<O>,
  view: View<I, O>,
): Promise<Result> {
  const outcomes: Told<O>[] = [];
  const { label } = view;
  const progress = label !== undefined && items.length >= MANY ? await context.progress(label) : noProgress;
  const hints = new Set<string>();
  const told = (item: I, outcome: Omit<ItemOutcome, "id">): Told<O> => ({ ...view.nameOf(item), ...outcome });
  const resultWith = (why?: string): Result => {
    const untried = items.slice(outcomes.length).map((item) => told(item, { outcome: "not-tried" }));
    const { notes, ...result } = showOutcomes([...outcomes, ...untried], view, { why, hints });
    // In JSON each outcome tells all of itself.
    return context.options.json === undefined && notes ? { ...result, notes } : result;
  };
  const interrupt = async (reason: unknown): Promise<never> => {
    progress.stop();
    await context.show(resultWith());
    throw reason;
  };
  let why: string | undefined;
  for (const [index, item] of items.entries()) {
    progress.update({ fraction: index / items.length, text: view.nameOf(item).id });
    if (context.signal.aborted) await interrupt(context.signal.reason);
    const leftBefore = context.unfinished().length;
    try {
      outcomes.push(await work(item));
    } catch (error) {
      if (items.length === 1) throw error;
      const left = context.unfinished().slice(leftBefore);
      const known = toFailure(error);
      const { aborted } = context.signal;
      const outcome = aborted
        ? { outcome: "interrupted" }
        : { outcome: "failed", ...errorFieldsOf(withUnfinished(known, left, true)) };
      outcomes.push(told(item, { ...outcome, ...traceOf(left) }));
      if (aborted) await interrupt(error);
      for (const line of known.next?.split("\n") ?? []) hints.add(line);
      why = whyAllFail(outcomes);
      if (why === undefined) continue;
      if (!outcomes.every(didNothing)) break;
      progress.stop();
      throw error;
    }
  }
  const result = resultWith(why);
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

/** Why all others would fail as the last ones did, if so. */
function whyAllFail(outcomes: readonly ItemOutcome[]): string | undefined {
  const met = metByAll[outcomes.at(-1)?.code ?? ""];
  const last = met ? outcomes.slice(-met.times) : [];
  return last.length === met?.times && last.every(isMetByAll) ? met.why : undefined;
}

function isMetByAll({ code = "" }: ItemOutcome): boolean {
  return metByAll[code] !== undefined;
}

/** Whether it failed as all would, and nothing of it is at the portal. */
function didNothing(item: ItemOutcome): boolean {
  return isMetByAll(item) && item.maybeApplied !== true;
}

const notDone: ReadonlySet<string> = new Set(["failed", "interrupted", "not-tried"]);

function isDone({ outcome }: ItemOutcome): boolean {
  return !notDone.has(outcome);
}

function traceOf([left]: readonly Unfinished[]): Pick<ItemOutcome, "storageName" | "taskKey"> {
  return { storageName: left?.storageName, taskKey: left?.taskKey };
}

interface Ending {
  /** Why the rest was not tried, when no interruption is the reason. */
  readonly why: string | undefined;
  /** What to type next, of all that failed. */
  readonly hints: ReadonlySet<string>;
}

/** Shows what became of the items, and why some failed; the exit code says whether any did. */
function showOutcomes<I, O extends ItemOutcome>(
  outcomes: readonly Told<O>[],
  { columns, bare = ({ id }) => id }: View<I, O>,
  { why, hints }: Ending,
): Result {
  const failures = outcomes.filter(hasFailed);
  const done = outcomes.filter(isDone).length;
  const untried = outcomes.filter(({ outcome }) => outcome === "not-tried").length;
  const underWay = outcomes.find(({ outcome }) => outcome === "interrupted");
  const counts = [
    `${done} of ${outcomes.length} done`,
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    ...(underWay ? [`${toOneLine(underWay.id)} interrupted`] : []),
    ...(untried > 0 ? [`${untried} not tried`] : []),
  ];
  const reason = untried > 0 && why !== undefined ? `: ${why}` : "";
  // Each failure says it of itself.
  const next = [...hints].filter((hint) => hint !== lookFirst(true)).map((hint) => `next: ${hint}`);
  const summary = [`${counts.join(", ")}${reason}.`, ...next].join("\n");
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
    }),
    ...(done < outcomes.length && { notes: [...failures.map(failureNote), summary] }),
    exitCode: failures.length > 0 ? exitCodes.someFailed : exitCodes.ok,
  };
}
