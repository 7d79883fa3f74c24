/** Reads the `userRole` of a profile: role names of contributors, mixed with access groups. */

/** What a contributor may do. Everybody who writes is an author here, whatever the role's name. */
export type Role = "administrator" | "author" | "reviewer";

/** Every name that means a role; everything else is an access group. Names are case-sensitive. */
const roleNames: ReadonlyMap<string, Role> = new Map([
  ["Administrator", "administrator"],
  ["Writer", "author"],
  ["Author", "author"],
  ["Translator", "author"],
  ["Reviewer", "reviewer"],
]);

const strength: readonly Role[] = ["reviewer", "author", "administrator"];

/** Gives the strongest role, `author` when none is named, and the access groups. */
export function parseRoles(userRole: string | null): { role: Role; groups: string[] } {
  const names = (userRole ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const named = new Set(names.map((name) => roleNames.get(name)));
  const role = strength.findLast((candidate) => named.has(candidate)) ?? "author";
  return { role, groups: names.filter((name) => !roleNames.has(name)) };
}
