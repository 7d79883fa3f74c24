/** Counts what leads nowhere in the pages of an import, so that its author learns of it. */
import { count } from "../count.js";
import { quoteName } from "./told-names.js";

/** Of elements that topics keep. */
const kindOfElement = new Map([
  ["a", "link"],
  ["img", "picture"],
]);

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
    this.#first ??= `${quoteName(readable(address))} in ${quoteName(from)}`;
  }

  notes(): string[] {
    if (this.#first === undefined) return [];
    const found = [...this.#counts].filter(([, number]) => number > 0);
    const counted = found.map(([kind, number]) => count(number, kind));
    return [`Lead nowhere: ${counted.join(" and ")}, first ${this.#first}.`];
  }
}
