/** Refuses seeds that no portal can begin with, before anything is made of them. */
import * as z from "zod/mini";
import { EmulatorError } from "../emulator-error.js";
import { isSeedName, seedNames, type SeedName } from "./index.js";
import type { PortalSeed } from "./portal-seed.js";
import { inWords } from "../words.js";
import { findSeedProblems, type CheckedSeed, type SeedProblem, type SoundLists } from "./seed-problems.js";
import { portalSeed } from "./seed-schemas.js";

/** Where a seed comes from, as errors speak of it. */
interface SeedSource {
  readonly what: string;
  /** What stands for the whole of it, where the path of a problem is empty. */
  readonly whole: string;
  /** What stands before every other path. */
  readonly prefix?: string;
}

/** Problems that an error tells. */
const mostShown = 10;

/** Throws an `EmulatorError` that names what is wrong with a seed that a program gives. */
export function checkGivenSeed(seed: SeedName | PortalSeed): void {
  if (typeof seed !== "string") {
    const source = { what: "The given seed", whole: "seed", prefix: "seed." };
    refuseSeed(source, findSeedProblems(checkForm(source, portalSeed, seed)));
    return;
  }
  if (isSeedName(seed)) return;
  const advice = `Known: ${seedNames.join(", ")}. Or give a PortalSeed, such as readSeedFile() reads.`;
  throw new EmulatorError("seed", `There is no seed "${String(seed)}". ${advice}`);
}

/** The form of a whole seed, list by list. */
interface SeedForm<T extends CheckedSeed> extends z.ZodMiniType<T> {
  readonly shape: { readonly [K in keyof CheckedSeed]: z.ZodMiniType<CheckedSeed[K]> };
}

/**
 * Gives the content in its form. Throws an `EmulatorError` with every place whose form is wrong, and with what is wrong
 * with the other lists.
 */
export function checkForm<T extends CheckedSeed>(source: SeedSource, form: SeedForm<T>, value: unknown): T {
  const { data, error } = form.safeParse(value, inWords);
  if (error) refuseSeed(source, [...error.issues.map(toProblem), ...findSeedProblems(readSoundLists(form, value))]);
  if (!data) throw new TypeError("a seed was neither refused nor taken");
  return data;
}

function readSoundLists<T extends CheckedSeed>({ shape }: SeedForm<T>, value: unknown): SoundLists {
  const lists: Readonly<Record<string, unknown>> = typeof value === "object" ? { ...value } : {};
  return {
    users: shape.users.safeParse(lists.users).data,
    projects: shape.projects.safeParse(lists.projects).data,
    publications: shape.publications.safeParse(lists.publications).data,
    files: shape.files.safeParse(lists.files).data,
  };
}

function toProblem(issue: z.core.$ZodIssue): SeedProblem {
  const isUnquoted = issue.code === "invalid_type" && issue.expected === "string" && issue.input !== undefined;
  return {
    path: issue.path.filter((part) => typeof part !== "symbol"),
    message: isUnquoted ? `${issue.message} (is it not in quotes?)` : issue.message,
  };
}

export function refuseSeed({ what, whole, prefix = "" }: SeedSource, problems: readonly SeedProblem[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, mostShown).map(({ path, message }) => {
    return `- ${path.length === 0 ? whole : `${prefix}${z.core.toDotPath(path)}`}: ${message}`;
  });
  const rest = problems.length - shown.length;
  throw new EmulatorError(
    "seed",
    [
      `${what} cannot be used, and nothing was created:`,
      ...shown,
      ...(rest > 0 ? [`- and ${rest} more`] : []),
      "Mend these places. The README of @clickhelp-js/emulator describes the format.",
    ].join("\n"),
  );
}
