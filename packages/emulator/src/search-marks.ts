/** Shows where a text has what was looked for: a title as a whole, of a longer text the part that has most of it. */
import { escapeHtml } from "./escape-html.js";
import { readWords, type Phrase, type Word } from "./search-words.js";
import { breakWords, joinWords } from "./word-breaks.js";

/** Words. */
const snippetLength = 32;

/** By the places of words in a text. */
interface Range {
  readonly first: number;
  readonly last: number;
}

interface Match extends Range {
  readonly phrase: Phrase;
}

/** The title as HTML with matches in `<strong>`. */
export function markTitle(phrases: readonly Phrase[], title: string): string {
  const text = breakWords(title);
  const words = readWords(text);
  return toHtml(text, words, findMatches(words, phrases), { first: 0, last: words.length - 1 });
}

/** The snippet of a text that {@link breakWords} gave, with matches in `<strong>`; begins and ends with three dots. */
export function markSnippet(phrases: readonly Phrase[], text: string): string {
  const words = readWords(text);
  const matches = findMatches(words, phrases);
  return `...${toHtml(text, words, matches, chooseRange(matches, words.length))}...`;
}

/** In the order of their first words. */
function findMatches(words: readonly Word[], phrases: readonly Phrase[]): Match[] {
  const matches: Match[] = [];
  for (const first of words.keys()) {
    for (const phrase of phrases) {
      if (isAt(words, first, phrase)) matches.push({ phrase, first, last: first + phrase.stems.length - 1 });
    }
  }
  return matches;
}

function isAt(words: readonly Word[], first: number, { stems, isBeginning }: Phrase): boolean {
  return stems.every((stem, index) => {
    const found = words[first + index]?.stem;
    return isBeginning && index === stems.length - 1 ? found?.startsWith(stem) : found === stem;
  });
}

/** Of all parts with the most phrases the first one, with as many words before as behind; the beginning, where that has them. */
function chooseRange(matches: readonly Match[], total: number): Range {
  let best: Range = { first: 0, last: 0 };
  let most = 0;
  /** How often each phrase is in the part that ends with the present match. */
  const counts = new Map<Phrase, number>();
  let start = 0;
  for (const { phrase, last } of matches) {
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    let begin = matches[start];
    while (begin && last - begin.first >= snippetLength) {
      const left = (counts.get(begin.phrase) ?? 0) - 1;
      if (left > 0) counts.set(begin.phrase, left);
      else counts.delete(begin.phrase);
      begin = matches[(start += 1)];
    }
    if (begin && counts.size > most) [most, best] = [counts.size, { first: begin.first, last }];
  }
  const before = (snippetLength - (best.last - best.first + 1)) >> 1;
  const wanted = best.last < snippetLength ? 0 : best.first - before;
  const first = Math.max(0, Math.min(wanted, total - snippetLength));
  return { first, last: Math.min(total, first + snippetLength) - 1 };
}

/** The text of a range; the whole beginning and end of a text belong to its first and last word. */
function toHtml(text: string, words: readonly Word[], matches: readonly Match[], range: Range): string {
  const end = range.last >= words.length - 1 ? text.length : (words[range.last]?.end ?? 0);
  const show = (from: number, to: number) => escapeHtml(joinWords(text.slice(from, to)));
  let html = "";
  let shown = range.first === 0 ? 0 : (words[range.first]?.start ?? 0);
  for (const { first, last } of joinOverlapping(matches)) {
    if (last < range.first || first > range.last) continue;
    const from = words[Math.max(first, range.first)]?.start ?? 0;
    const to = words[Math.min(last, range.last)]?.end ?? 0;
    html += `${show(shown, from)}<strong>${show(from, to)}</strong>`;
    shown = to;
  }
  return html + show(shown, end);
}

function joinOverlapping(matches: readonly Match[]): Range[] {
  const joined: Range[] = [];
  for (const { first, last } of matches) {
    const before = joined.at(-1);
    if (before && first <= before.last) joined[joined.length - 1] = { ...before, last: Math.max(before.last, last) };
    else joined.push({ first, last });
  }
  return joined;
}
