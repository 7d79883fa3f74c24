/** The contents that a new portal can begin with. */
import type { PortalSeed } from "./portal-seed.js";
import { samplePortal } from "./stand-in.js";
import { administrator, wellKnownUsers } from "./well-known-users.js";

export const seedNames = ["sample", "empty"] as const;
export type SeedName = (typeof seedNames)[number];

/** No projects, and one account to begin with. */
const empty: PortalSeed = { users: [administrator], projects: [], publications: [], files: [] };

const extraUsers = samplePortal.users.filter(({ login }) => !wellKnownUsers.some((user) => user.login === login));
const sample: PortalSeed = { ...samplePortal, users: [...wellKnownUsers, ...extraUsers] };

export const seeds: Readonly<Record<SeedName, PortalSeed>> = { sample, empty };

export function isSeedName(name: string | undefined): name is SeedName {
  return seedNames.some((known) => known === name);
}
