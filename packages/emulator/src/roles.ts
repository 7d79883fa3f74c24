/** Reads the `userRole` of a profile: role names of contributors, mixed with access groups. */
import { wrongLetterCase } from "./api-error.js";

/** What a contributor may do. Everybody who writes is an author here, whatever the role's name; `none` only reads. */
export type Role = "administrator" | "author" | "reviewer" | "none";

/** Every name that means a role; everything else is an access group. Names are case-sensitive. */
const roleNames: ReadonlyMap<string, Role> = new Map([
  ["Administrator", "administrator"],
  ["Writer", "author"],
  ["Author", "author"],
  ["Translator", "author"],
  ["Reviewer", "reviewer"],
]);

const strength: readonly Role[] = ["reviewer", "author", "administrator"];

/** Gives the strongest role that is named, and the access groups. */
export function parseRoles(userRole: string | null): { role: Role; groups: string[] } {
  const names = splitNames(userRole);
  const named = new Set(names.map((name) => roleNames.get(name)));
  const role = strength.findLast((candidate) => named.has(candidate)) ?? "none";
  return { role, groups: names.filter((name) => !roleNames.has(name)) };
}

/**
 * Throws 500 when a contributor's role is in the wrong letter case: as an access group, it would take the rights away unseen.
 * Power readers have no role, so that their groups may have any name.
 */
export function checkRoleNames(userType: string | undefined, userRole: string | null): void {
  if (userType !== "Contributor") return;
  for (const name of splitNames(userRole)) {
    const meant = [...roleNames.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
    if (meant === undefined || roleNames.has(name)) continue;
    throw wrongLetterCase(`Values are case-sensitive: the role in "userRole" is "${meant}", not "${name}".`);
  }
}

function splitNames(userRole: string | null): string[] {
  return (userRole ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
