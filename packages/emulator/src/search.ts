/** Full-text search: turns what people type into a question to FTS5. */
import { toPhrase, type Phrase } from "./search-words.js";
import { breakWords } from "./word-breaks.js";

export interface SearchTerms {
  /** In the syntax of FTS5. */
  readonly match: string;
  /** What is marked where it stands. */
  readonly phrases: readonly Phrase[];
}

/** More words than this are ignored: nobody types them, and every one costs. */
const mostTerms = 40;

const term = /(-?)(?:"([^"]*)"|([^\s"]+))/gu;
const hasWord = /[\p{L}\p{N}]/u;

/**
 * Gives what is looked for: all terms must occur, `"several words"` in this order, `word*` as a beginning, `-word` not at
 * all, `one OR other` either. Undefined when there is nothing to look for. Whatever is typed, the question is valid, because
 * every term is quoted.
 */
export function readTerms(typed: string): SearchTerms | undefined {
  /** By their quoted texts. */
  const phrases = new Map<string, Phrase>();
  const alternatives: string[][] = [];
  const excluded: string[] = [];
  let isAlternative = false;

  for (const [whole, minus, phrase, word] of [...typed.replace(/\u0000/g, " ").matchAll(term)].slice(0, mostTerms)) {
    if (whole === "OR" && alternatives.length > 0) {
      isAlternative = true;
      continue;
    }
    const text = phrase ?? word ?? "";
    if (!hasWord.test(text)) continue;
    const isBeginning = phrase === undefined && text.endsWith("*");
    const quoted = `"${breakWords(text).replaceAll('"', '""')}"${isBeginning ? "*" : ""}`;
    if (minus !== "-") phrases.set(quoted, toPhrase(text, isBeginning));
    if (minus === "-") excluded.push(quoted);
    else if (isAlternative) alternatives.at(-1)?.push(quoted);
    else alternatives.push([quoted]);
    isAlternative = false;
  }
  if (alternatives.length === 0) return undefined;
  const wanted = joinOnce(
    alternatives.map((terms) => `(${joinOnce(terms, " OR ")})`),
    " AND ",
  );
  const match = excluded.length === 0 ? wanted : `(${wanted}) NOT (${joinOnce(excluded, " OR ")})`;
  return { match, phrases: [...phrases.values()] };
}

/** The same once more would cost as much again, and find nothing else. */
function joinOnce(terms: readonly string[], operator: string): string {
  return [...new Set(terms)].join(operator);
}
