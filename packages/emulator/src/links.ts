/** Finds and changes addresses in topics without touching anything else of their HTML. */
import { Parser } from "htmlparser2";
import { storagePathOf } from "./documents/references.js";

/** Where links between topics lead, before and after a project becomes a publication. */
export interface Relinking {
  readonly fromProjectId: string;
  readonly toProjectId: string;
  /** `https://host:port`: links with this host in front are the portal's own. */
  readonly origin: string;
}

/**
 * Lets links to topics of one project (`/articles/{project}/…`) lead to the same topics of another, and those to files in
 * its folder (`/resources/Storage/{project}/…`) to the copies in the other's.
 */
export function relink(html: string, { fromProjectId, toProjectId, origin }: Relinking): string {
  if (!html.includes("/articles/") && !html.includes("/Storage/")) return html;
  const ids = [fromProjectId, encodeURIComponent(fromProjectId)].map(escapePattern).join("|");
  const link = new RegExp(
    String.raw`(\s(?:href|src)\s*=\s*["']?\s*(?:${escapePattern(origin)})?(?:/articles/|/resources/Storage/))(?:${ids})(?=[/"'#?\s>])`,
    "g",
  );
  const target = encodeURIComponent(toProjectId);
  return rewriteTags(html, (tag) => tag.replace(link, (_, start: string) => start + target));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** Rewrites the source text of tags; what lies between them, such as code samples, stays. */
function rewriteTags(html: string, rewrite: (tag: string) => string): string {
  const parts: string[] = [];
  let position = 0;
  const parser = new Parser({
    onopentag() {
      // A tag that the parser made up (`</p>` without `<p>`) has nothing of its own in the source.
      if (parser.startIndex < position) return;
      const end = parser.endIndex + 1;
      parts.push(html.slice(position, parser.startIndex), rewrite(html.slice(parser.startIndex, end)));
      position = end;
    },
  });
  parser.end(html);
  return parts.join("") + html.slice(position);
}

/** The files in Storage that the HTML shows or links to, by path. */
export function findStoragePaths(html: string): Set<string> {
  const paths = new Set<string>();
  const parser = new Parser({
    onattribute(name, value) {
      const path = name === "src" || name === "href" ? storagePathOf(value) : undefined;
      if (path !== undefined) paths.add(path);
    },
  });
  parser.end(html);
  return paths;
}
