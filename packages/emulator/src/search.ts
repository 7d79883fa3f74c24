/** Full-text search: turns what people type into a question to FTS5, and matches into snippets. */
import { escapeHtml } from "./escape-html.js";
import { matchEnd, matchStart } from "./store/topics.js";
import { breakWords, joinWords } from "./word-breaks.js";

/** More words than this are ignored: nobody types them, and every one costs. */
const mostTerms = 40;

const term = /(-?)(?:"([^"]*)"|([^\s"]+))/gu;
const hasWord = /[\p{L}\p{N}]/u;

/**
 * Gives a question in the syntax of FTS5: all terms must occur, `"several words"` in this order, `word*` as a beginning,
 * `-word` not at all, `one OR other` either. Undefined when there is nothing to look for. Whatever is typed, the result
 * is valid, because every term is quoted.
 */
export function toMatchExpression(typed: string): string | undefined {
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
    const quoted = `"${breakWords(text).replaceAll('"', '""')}"${phrase === undefined && text.endsWith("*") ? "*" : ""}`;
    if (minus === "-") excluded.push(quoted);
    else if (isAlternative) alternatives.at(-1)?.push(quoted);
    else alternatives.push([quoted]);
    isAlternative = false;
  }
  if (alternatives.length === 0) return undefined;
  const wanted = alternatives.map((terms) => `(${terms.join(" OR ")})`).join(" AND ");
  return excluded.length === 0 ? wanted : `(${wanted}) NOT (${excluded.join(" OR ")})`;
}

function toHtml(marked: string): string {
  return escapeHtml(joinWords(marked)).replaceAll(matchStart, "<strong>").replaceAll(matchEnd, "</strong>");
}

/** The title with matches in `<strong>`. */
export function toTitleHtml(marked: string | null): string | null {
  return marked === null ? null : toHtml(marked);
}

/** The snippet with matches in `<strong>`; begins and ends with three dots. */
export function toSnippetHtml(marked: string | null): string | null {
  return marked === null ? null : `...${toHtml(marked)}...`;
}
