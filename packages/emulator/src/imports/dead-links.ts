/** Counts what leads nowhere in the pages of an import, so that its author learns of it. */

/** Of elements that topics keep. */
const kindOfElement = new Map([
  ["a", "link"],
  ["img", "picture"],
]);

/** Characters of an address that are told. */
const longestTold = 100;

/** Statuses of tasks may have markup in them, and are shown by terminals: the names of files and addresses are neither. */
export function inStatus(name: string): string {
  return name.replace(/[<>\p{Cc}]/gu, encodeURIComponent);
}

/** An address as people write it. */
function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

export class DeadLinks {
  readonly #counts = new Map([...kindOfElement.values()].map((kind) => [kind, 0]));
  #first: string | undefined;

  /** `from` is the path of the page that has the address. */
  add(element: string, address: string, from: string): void {
    const kind = kindOfElement.get(element);
    if (kind === undefined) return;
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    this.#first ??= `"${inStatus(readable(address).slice(0, longestTold))}" in "${inStatus(from)}"`;
  }

  notes(): string[] {
    if (this.#first === undefined) return [];
    const found = [...this.#counts].filter(([, count]) => count > 0);
    const counted = found.map(([kind, count]) => `${count} ${kind}${count === 1 ? "" : "s"}`);
    return [`Lead nowhere: ${counted.join(" and ")}, first ${this.#first}.`];
  }
}
