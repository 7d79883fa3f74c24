/** Refuses seeds that no portal can begin with, before anything is made of them. */
import * as z from "zod/mini";
import { EmulatorError } from "../emulator-error.js";
import { isSeedName, seedNames, type SeedName } from "./index.js";
import { fillSeed } from "./fill-seed.js";
import type { PortalSeed, WholeSeed } from "./portal-seed.js";
import { inWords } from "../words.js";
import { findSeedProblems, type CheckedSeed, type SeedProblem } from "./seed-problems.js";
import { portalSeed } from "./seed-schemas.js";

/** Where a seed comes from, as errors speak of it. */
interface SeedSource {
  readonly what: string;
  /** What stands for the whole of it, where the path of a problem is empty. */
  readonly whole: string;
  /** What stands before every other path. */
  readonly prefix?: string;
}

/** Problems that an error tells: more than anybody mends before the next try. */
const mostShown = 100;

/** Fills in what a seed that a program gives leaves open. Throws an `EmulatorError` that names what is wrong with it. */
export function takeGivenSeed(seed: SeedName | PortalSeed): SeedName | WholeSeed {
  if (seed instanceof Promise)
    throw new EmulatorError("seed", "The seed is a Promise: give what it resolves with (await).");
  if (typeof seed !== "string") {
    const source = { what: "The given seed", whole: "seed", prefix: "seed." };
    const { sound, problems } = readForm(portalSeed, seed);
    refuseSeed(source, problems, findSeedProblems(sound));
    return fillSeed(seed);
  }
  if (isSeedName(seed)) return seed;
  const advice = `Known: ${seedNames.join(", ")}. Or give a PortalSeed, such as readSeedFile() reads.`;
  throw new EmulatorError("seed", `There is no seed "${String(seed)}". ${advice}`);
}

/** What was given, and what is wrong with its form. */
interface SeedForm<T> {
  /** Undefined when anything has the wrong form. */
  readonly content: T | undefined;
  /** What is left without everything whose form is wrong. */
  readonly sound: CheckedSeed;
  readonly problems: readonly SeedProblem[];
}

/** Reads a whole seed. */
export function readForm<T extends CheckedSeed>(form: z.ZodMiniType<T>, value: unknown): SeedForm<T> {
  const { success, data, error } = form.safeParse(value, inWords);
  if (success) return { content: data, sound: data, problems: [] };
  // What has no place of its own, such as an unknown field, leaves its surroundings as they are.
  const wrong = error.issues.filter(({ code }) => code !== "unrecognized_keys" && code !== "custom");
  const sound = without(
    value,
    wrong.map(({ path }) => path),
  );
  return { content: undefined, sound: sound ?? {}, problems: error.issues.map(toProblem) };
}

/** A copy without what is at these places. In a list, nothing stands there, so that the others keep their places. */
function without(value: unknown, places: readonly z.core.$ZodIssue["path"][]): unknown {
  if (places.length === 0) return value;
  if (places.some(({ length }) => length === 0)) return undefined;
  const below = (key: string | number) => places.filter(([first]) => first === key).map(([, ...rest]) => rest);
  if (Array.isArray(value)) return value.map((element, index) => without(element, below(index)));
  const fields = Object.entries(Object(value) as object);
  return Object.fromEntries(fields.map(([name, field]) => [name, without(field, below(name))]));
}

function toProblem(issue: z.core.$ZodIssue): SeedProblem {
  const isUnquoted = issue.code === "invalid_type" && issue.expected === "string" && issue.input !== undefined;
  return {
    path: issue.path.filter((part) => typeof part !== "symbol"),
    message: isUnquoted ? `${issue.message} (is it not in quotes?)` : issue.message,
  };
}

/** Throws an `EmulatorError` with every place whose form or meaning is wrong, if there is any. */
export function refuseSeed(
  { what, whole, prefix = "" }: SeedSource,
  ofForm: readonly SeedProblem[],
  ofMeaning: readonly SeedProblem[],
): void {
  // What is wrong with a place as a whole may follow from the wrong form of a part of it.
  const follows = ({ path }: SeedProblem) =>
    ofForm.some((told) => path.every((part, index) => told.path[index] === part));
  const problems = [...ofForm, ...ofMeaning.filter((problem) => !follows(problem))];
  if (problems.length === 0) return;
  // One more takes no more room than the words that there is one more.
  const told = problems.length === mostShown + 1 ? problems : problems.slice(0, mostShown);
  const shown = told.map(({ path, message }) => {
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
