/** How deeply the HTML of a topic may be nested. */
import { Parser } from "htmlparser2";
import { badRequest } from "./api-error.js";

/**
 * In elements. Reading takes time that grows with the square of the depth, deeper trees would exhaust the stack of what
 * walks them, and nobody writes such pages.
 */
export const deepestNesting = 300;

/** Throws 400 at the first element that lies too deep, without reading on. */
export function checkNesting(html: string): void {
  if (!hasManyTags(html)) return;
  let depth = 0;
  const parser = new Parser({
    onopentag() {
      depth += 1;
      if (depth <= deepestNesting) return;
      throw badRequest(
        `The field "body" is nested more than ${deepestNesting} elements deep: close elements, or nest fewer.`,
      );
    },
    onclosetag() {
      depth -= 1;
    },
  });
  parser.end(html);
}

/** Each element begins with a sign of its own, so that most topics need not be read. */
function hasManyTags(html: string): boolean {
  let at = -1;
  for (let count = 0; count <= deepestNesting; count += 1) {
    at = html.indexOf("<", at + 1);
    if (at === -1) return false;
  }
  return true;
}
