/** The language of a document, and the direction of its words. */
import type { ExportSource } from "./source.js";

/** Files must say their language in a way that is known; the portal's may be any text. */
export function languageOf({ language }: ExportSource): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    return "en";
  }
}

const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const rightToLeft = new RegExp(String.raw`^\P{L}*${rightToLeftLetter.source}`, "u");

export function hasRightToLeftLetters(text: string): boolean {
  return rightToLeftLetter.test(text);
}

/** Whether the first letter is one of a script that is written from right to left. */
export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}
