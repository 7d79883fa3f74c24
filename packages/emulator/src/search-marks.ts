/** Shows where a text has what was looked for: a title as a whole, of a longer text the part that has most of it. */
import { escapeHtml } from "./escape-html.js";
import { longestPhrase, readWords, type Phrase, type Word } from "./search-words.js";
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
  return toHtml(text, words, phrases, { first: 0, last: words.length - 1 });
}

/** The snippet of a text that {@link breakWords} gave, with matches in `<strong>`; begins and ends with three dots. */
export function markSnippet(phrases: readonly Phrase[], text: string): string {
  const words = readWords(text);
  return `...${toHtml(text, words, phrases, chooseRange(words, phrases))}...`;
}

/** Those that begin from a word on, in the order of their first words. */
function* findMatches(words: readonly Word[], phrases: readonly Phrase[], from = 0): Generator<Match> {
  for (let first = from; first < words.length; first += 1) {
    for (const phrase of phrases) {
      if (isAt(words, first, phrase)) yield { phrase, first, last: first + phrase.stems.length - 1 };
    }
  }
}

function isAt(words: readonly Word[], first: number, { stems, isBeginning }: Phrase): boolean {
  return stems.every((stem, index) => {
    const found = words[first + index]?.stem;
    return isBeginning && index === stems.length - 1 ? found?.startsWith(stem) : found === stem;
  });
}

/**
 * Of all parts with the most phrases the first one, with as many words before as behind; the beginning, where that has
 * them.
 */
function chooseRange(words: readonly Word[], phrases: readonly Phrase[]): Range {
  let best: Range = { first: 0, last: 0 };
  let most = 0;
  /** What is in the part that ends with the present match, and how often each phrase is. */
  const inside: Match[] = [];
  const counts = new Map<Phrase, number>();
  for (const match of findMatches(words, phrases)) {
    inside.push(match);
    counts.set(match.phrase, (counts.get(match.phrase) ?? 0) + 1);
    while (inside[0] && match.last - inside[0].first >= snippetLength) {
      const { phrase } = inside[0];
      const left = (counts.get(phrase) ?? 0) - 1;
      if (left > 0) counts.set(phrase, left);
      else counts.delete(phrase);
      inside.shift();
    }
    if (inside[0] && counts.size > most) [most, best] = [counts.size, { first: inside[0].first, last: match.last }];
    if (most === phrases.length) break;
  }
  const before = (snippetLength - (best.last - best.first + 1)) >> 1;
  const wanted = best.last < snippetLength ? 0 : best.first - before;
  const first = Math.max(0, Math.min(wanted, words.length - snippetLength));
  return { first, last: Math.min(words.length, first + snippetLength) - 1 };
}

/** The text of a range; the whole beginning and end of a text belong to its first and last word. */
function toHtml(text: string, words: readonly Word[], phrases: readonly Phrase[], range: Range): string {
  const end = range.last >= words.length - 1 ? text.length : (words[range.last]?.end ?? 0);
  const show = (from: number, to: number) => escapeHtml(joinWords(text.slice(from, to)));
  let html = "";
  let shown = range.first === 0 ? 0 : (words[range.first]?.start ?? 0);
  for (const { first, last } of joinOverlapping(matchesIn(words, phrases, range))) {
    const from = words[first]?.start ?? 0;
    const to = words[last]?.end ?? 0;
    html += `${show(shown, from)}<strong>${show(from, to)}</strong>`;
    shown = to;
  }
  return html + show(shown, end);
}

/** Those of a range; of a match that reaches out of it the part within. */
function* matchesIn(words: readonly Word[], phrases: readonly Phrase[], range: Range): Generator<Range> {
  for (const { first, last } of findMatches(words, phrases, Math.max(0, range.first - longestPhrase))) {
    if (first > range.last) return;
    if (last >= range.first) yield { first: Math.max(first, range.first), last: Math.min(last, range.last) };
  }
}

function joinOverlapping(matches: Iterable<Range>): Range[] {
  const joined: Range[] = [];
  for (const { first, last } of matches) {
    const before = joined.at(-1);
    if (before && first <= before.last) joined[joined.length - 1] = { ...before, last: Math.max(before.last, last) };
    else joined.push({ first, last });
  }
  return joined;
}
