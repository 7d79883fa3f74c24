/** The words of an HTML fragment: what full-text search looks at. */
import { Parser } from "htmlparser2";

/** What is in these is no text of the page. Annotations say in another language what the formula around them says. */
export const silentElements = ["script", "style", "template", "annotation", "annotation-xml"] as const;
const silent = new Set<string>(silentElements);
const inline = new Set(
  "a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr".split(" "),
);

/** Gives the text with entities decoded, elements other than inline ones apart, white space collapsed. */
export function toPlainText(html: string): string {
  const parts: string[] = [];
  let depth = 0;
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) depth += 1;
      if (!inline.has(name)) parts.push(" ");
    },
    ontext(text) {
      if (depth === 0) parts.push(text);
    },
    onclosetag(name) {
      if (silent.has(name)) depth -= 1;
      if (!inline.has(name)) parts.push(" ");
    },
  });
  parser.end(html);
  // The mark that search puts between words must not come from the text itself.
  return parts
    .join("")
    .replace(/[\s\u0000-\u001f]+/g, " ")
    .trim();
}
