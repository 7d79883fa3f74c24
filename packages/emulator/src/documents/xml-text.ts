/** Text for XML, which unlike HTML has no way to write control characters and halves of surrogate pairs. */
import { escapeMarkup } from "./escape-markup.js";

// What XML cannot hold.
const impossible = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** The text without what no XML file can hold. */
export function toXmlText(text: string): string {
  return text.toWellFormed().replace(impossible, "");
}

/** Escapes text for XML, between tags and in double-quoted attributes. */
export function escapeXml(text: string): string {
  return escapeMarkup(toXmlText(text));
}
