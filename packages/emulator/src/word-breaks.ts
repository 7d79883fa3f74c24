/** Scripts that put no spaces between words: search takes each of their characters for a word, and several for a phrase. */

/** Stands between such characters in what search reads. It is no part of a word, and no text that is stored has it. */
const wordBreak = "\u0004";

const scripts = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"];

/** Made for the first text: that takes two milliseconds, which a start has better use for. */
let patterns: ReturnType<typeof createPatterns> | undefined;

function createPatterns() {
  // Marks belong to the character before them. They begin no match, or many in a row would be looked through again and again.
  const unspaced = String.raw`(?!\p{M})[${scripts.map((script) => String.raw`\p{scx=${script}}`).join("")}]`;
  const atBreak = String.raw`${unspaced}\p{M}*(?=[\p{L}\p{N}])|[\p{L}\p{N}]\p{M}*(?=${unspaced})`;
  return { unspaced: new RegExp(unspaced, "u"), atBreak: new RegExp(atBreak, "gu") };
}

/** The text as search reads it: `GPS设备` has three words. One way of writing a letter with its marks stands for all. */
export function breakWords(text: string): string {
  patterns ??= createPatterns();
  const composed = text.normalize("NFC");
  return patterns.unspaced.test(composed) ? composed.replace(patterns.atBreak, `$&${wordBreak}`) : composed;
}

/** The text again, whatever was marked in it. */
export function joinWords(broken: string): string {
  return broken.replaceAll(wordBreak, "");
}
