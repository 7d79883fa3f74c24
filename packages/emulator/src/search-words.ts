/**
 * Words as the index of the search has them, so that what it found can be marked: see `topics_words` in
 * `store/migrations.ts`.
 */
import { stemmer } from "stemmer";
import { breakWords } from "./word-breaks.js";

/** What is looked for: words in a row, of the last one perhaps only the beginning. */
export interface Phrase {
  readonly stems: readonly string[];
  readonly isBeginning: boolean;
}

/** A word of a text, and where it stands there. */
export interface Word {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const latinMarks = /(\p{Script=Latin})\p{M}+/gu;

/** What is longer or shorter stays as it is, in bytes. */
const [shortest, longest] = [3, 64];

/** Words. No row of them is compared any further: it would fill a whole snippet. */
export const longestPhrase = 32;

export function toPhrase(typed: string, isBeginning: boolean): Phrase {
  const stems = readWords(breakWords(typed)).map(({ stem }) => stem);
  return { stems: stems.slice(0, longestPhrase), isBeginning: isBeginning && stems.length <= longestPhrase };
}

/** The words of a text that {@link breakWords} gave. */
export function readWords(text: string): Word[] {
  const known = new Map<string, string>();
  const words: Word[] = [];
  for (const { 0: found, index } of text.matchAll(word)) {
    let stem = known.get(found);
    if (stem === undefined) known.set(found, (stem = toStem(found)));
    words.push({ stem, start: index, end: index + found.length });
  }
  return words;
}

function toStem(found: string): string {
  const folded = found.toLowerCase().normalize("NFD").replace(latinMarks, "$1").normalize("NFC");
  const size = Buffer.byteLength(folded);
  return size < shortest || size > longest ? folded : stemmer(folded);
}
