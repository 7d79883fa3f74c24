/** Names and addresses in what an import tells: those of others' files, in the status of a task. */

/** Characters of a name that are told. */
const longestTold = 100;

/** Names of one kind that are told. */
const mostTold = 5;

/** Statuses of tasks may have markup in them, and are shown by terminals: names are neither. */
export function quoteName(name: string): string {
  return `"${name.slice(0, longestTold).replace(/[<>\p{Cc}]/gu, encodeURIComponent)}"`;
}

/** The first ones, and whether there are others. */
export function listSome(told: readonly string[]): string {
  return [...told.slice(0, mostTold), ...(told.length > mostTold ? ["…"] : [])].join(", ");
}
