/** What the items of ordered lists are numbered with: digits, letters or Roman numerals. */
import { declaredIn, type Attributes } from "./html-attributes.js";

/** As style sheets name them; digits have none. */
export type Numbering = "lower-alpha" | "upper-alpha" | "lower-roman" | "upper-roman";

/** By their names in HTML. */
const numberings = new Map<string, Numbering>([
  ["a", "lower-alpha"],
  ["A", "upper-alpha"],
  ["i", "lower-roman"],
  ["I", "upper-roman"],
]);
const typeOfNumbering = new Map([...numberings].map(([type, numbering]) => [numbering, type]));

/** The numbers of a list's items, some of which may have values of their own. */
export function numberItems({ start, reversed }: Attributes, values: readonly (string | undefined)[]): number[] {
  const step = reversed === undefined ? 1 : -1;
  let next = toInteger(start) ?? (step === 1 ? 1 : values.length);
  return values.map((value) => {
    const number = toInteger(value) ?? next;
    next = number + step;
    return number;
  });
}

/** Of 32 bits, as browsers and Word have them. */
function toInteger(text = ""): number | undefined {
  const number = Number.parseInt(text, 10);
  return (number | 0) === number ? number : undefined;
}

/** Whether the number of an item is not the one after that of the item before. */
export function isLeap(numbers: readonly number[], index: number): boolean {
  return index > 0 && numbers[index] !== (numbers[index - 1] ?? 0) + 1;
}

/** Undefined for digits. */
export function numberingOf(attributes: Attributes): Numbering | undefined {
  const declared = declaredIn(attributes, "list-style(?:-type)?");
  const words = declared?.replaceAll("latin", "alpha").split(/\s+/) ?? [];
  const named = [...numberings.values()].find((numbering) => words.includes(numbering));
  // Any other kind is shown as digits. Where only a place is declared, the attribute counts.
  const isKind = words.some((word) => word !== "" && word !== "inside" && word !== "outside");
  return isKind ? named : numberings.get(attributes.type ?? "");
}

/** The value of the attribute `type` in HTML. */
export function typeOf(numbering: Numbering): string {
  return typeOfNumbering.get(numbering) ?? "1";
}

/** As a program writes it that knows of no further letters and numerals: others are digits. */
export function toListNumber(number: number, numbering: Numbering | undefined): string {
  const text = numbering?.endsWith("alpha") ? toLetters(number) : numbering ? toRoman(number) : String(number);
  return numbering?.startsWith("upper") ? text.toUpperCase() : text;
}

/** `z` is followed by `aa`. */
function toLetters(number: number): string {
  if (number < 1) return String(number);
  const before = Math.floor((number - 1) / 26);
  return (before > 0 ? toLetters(before) : "") + String.fromCharCode(97 + ((number - 1) % 26));
}

const numerals: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function toRoman(number: number): string {
  if (number < 1 || number > 4999) return String(number);
  const [value, numeral] = numerals.find(([one]) => one <= number) ?? [1, "i"];
  return numeral + (number > value ? toRoman(number - value) : "");
}
