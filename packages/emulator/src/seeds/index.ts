/** The contents that a new portal can begin with. */
import type { WholeSeed } from "./portal-seed.js";
import { samplePortal } from "./sample/index.js";
import { administrator } from "./well-known-users.js";

export const seedNames = ["sample", "empty"] as const;
export type SeedName = (typeof seedNames)[number];

/** No projects, and one account to begin with. */
const empty: WholeSeed = { users: [administrator], projects: [], publications: [], files: [] };

const seeds: Readonly<Record<SeedName, WholeSeed>> = { sample: samplePortal, empty };

/** Gives the content of a known seed, or the given content. */
export function toWholeSeed(seed: SeedName | WholeSeed): WholeSeed {
  return typeof seed === "string" ? seeds[seed] : seed;
}

export function isSeedName(name: string | undefined): name is SeedName {
  return seedNames.some((known) => known === name);
}
