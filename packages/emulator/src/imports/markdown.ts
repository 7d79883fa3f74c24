/** Markdown to elements, with the ids that links to headings expect. */
import { marked } from "marked";
import { findAll, parseNodes, wordsOf, type HtmlNode } from "./dom.js";
import { createNamer } from "./topic-ids.js";

export function parseMarkdown(text: string): HtmlNode[] {
  const nodes = parseNodes(toHtml(text));
  addHeadingIds(nodes);
  return nodes;
}

/** GitHub's dialect, with tables; the HTML may hold anything that Markdown lets through. */
export function toHtml(markdown: string): string {
  return marked.parse(markdown.replace(/^\uFEFF/, ""), { async: false, gfm: true });
}

/** The ids that GitHub gives: `## Set up & run` is `#set-up--run`. */
function addHeadingIds(nodes: readonly HtmlNode[]): void {
  const name = createNamer([]);
  for (const heading of findAll(nodes, "h1", "h2", "h3", "h4", "h5", "h6")) {
    const id = wordsOf(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    if (id !== "" && !("id" in heading.attribs))
      heading.attribs.id = name(id, (base, number) => `${base}-${number - 1}`);
  }
}
