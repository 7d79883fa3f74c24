/** Shows a table of contents as nested lists. */
import { escapeHtml } from "../escape-html.js";
import type { Place, VisibleEntry } from "./outline.js";
import { html, raw, type Html } from "./page.js";
import { toTopicPath } from "./paths.js";

/** Nobody nests so deep; deeper entries are shown at this level. */
const deepest = 30;

export function contentsView(publicationId: string, { entries, isShortened }: Place): Html {
  const more = isShortened
    ? html`<p class="ch-hint">The contents are long: only the part around this topic is shown.</p>`
    : "";
  if (entries.length === 0)
    return html`<h2>Contents</h2>
      <p class="ch-hint">There is nothing in the contents.</p>`;
  return html`<h2>Contents</h2>
    ${raw(nestedLists(publicationId, entries))}${more}`;
}

/** Without recursion, so that contents may be nested as deep as they like. */
function nestedLists(publicationId: string, entries: readonly VisibleEntry[]): string {
  const output: string[] = [];
  let level = -1;
  for (const entry of entries) {
    const depth = Math.min(entry.depth, level + 1, deepest);
    if (depth > level) output.push("<ul>");
    else output.push("</li>", "</ul></li>".repeat(level - depth));
    output.push("<li>", label(publicationId, entry));
    level = depth;
  }
  output.push("</li></ul>".repeat(level + 1));
  return output.join("");
}

function label(publicationId: string, { label: text, topicId, isCurrent }: VisibleEntry): string {
  if (topicId === null) return `<span>${escapeHtml(text)}</span>`;
  const current = isCurrent ? ' aria-current="page"' : "";
  return `<a href="${escapeHtml(toTopicPath(publicationId, topicId, "toc"))}"${current}>${escapeHtml(text)}</a>`;
}
