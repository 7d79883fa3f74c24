/** Shows a table of contents as nested lists, of which long ones are folded but for the branch of the current topic. */
import { escapeHtml } from "../escape-html.js";
import type { Place, VisibleEntry } from "./outline.js";
import { html, raw, type Html } from "./page.js";
import { toTopicPath } from "./paths.js";

/** Nobody nests so deep; deeper entries are shown at this level. */
const deepest = 30;
/** So many entries are in view at once on most screens, and need no folding. */
const mostInView = 20;

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
  const isOpen = entries.length <= mostInView ? () => true : createBranchCheck(entries);
  const output: string[] = [];
  let level = -1;
  for (const [index, entry] of entries.entries()) {
    const depth = Math.min(entry.depth, level + 1, deepest);
    const above = entries[index - 1];
    if (depth > level) output.push(above ? `${disclosure(above, isOpen(index - 1))}<ul>` : "<ul>");
    else output.push("</li>", "</ul></details></li>".repeat(level - depth));
    output.push("<li>", label(publicationId, entry));
    level = depth;
  }
  output.push("</li>", "</ul></details></li>".repeat(Math.max(level, 0)), "</ul>");
  return output.join("");
}

/** Says of an entry's number whether the entry is the current one or above it. */
function createBranchCheck(entries: readonly VisibleEntry[]): (index: number) => boolean {
  const current = entries.findIndex(({ isCurrent }) => isCurrent);
  const branch = new Set<number>();
  let depth = Infinity;
  for (let index = current; index >= 0; index--) {
    const entry = entries[index];
    if (!entry || entry.depth >= depth) continue;
    branch.add(index);
    ({ depth } = entry);
  }
  return (index) => branch.has(index);
}

/** Folds what is below an entry. The entry's link stands before it, so that each does one thing. */
function disclosure({ label: text }: VisibleEntry, isOpen: boolean): string {
  return `<details${isOpen ? " open" : ""}><summary aria-label="${escapeHtml(`Below ${text}`)}"></summary>`;
}

function label(publicationId: string, { label: text, topicId, isCurrent }: VisibleEntry): string {
  if (topicId === null) return `<span>${escapeHtml(text)}</span>`;
  const current = isCurrent ? ' aria-current="page"' : "";
  return `<a href="${escapeHtml(toTopicPath(publicationId, topicId, "toc"))}"${current}>${escapeHtml(text)}</a>`;
}
