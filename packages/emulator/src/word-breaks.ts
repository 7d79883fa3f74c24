/** Scripts that put no spaces between words: search takes each of their characters for a word, and several for a phrase. */

/** Stands between such characters in what search reads. It is no part of a word, and no text has it: see `toPlainText`. */
const wordBreak = "\u0004";

const unspaced = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]`;
const anyUnspaced = new RegExp(unspaced, "u");
const atBreak = new RegExp(String.raw`${unspaced}\p{M}*(?=[\p{L}\p{N}])|[\p{L}\p{N}]\p{M}*(?=${unspaced})`, "gu");

/** The text as search reads it: `GPS设备` has three words. */
export function breakWords(text: string): string {
  return anyUnspaced.test(text) ? text.replace(atBreak, `$&${wordBreak}`) : text;
}

/** The text again, whatever was marked in it. */
export function joinWords(broken: string): string {
  return broken.replaceAll(wordBreak, "");
}
