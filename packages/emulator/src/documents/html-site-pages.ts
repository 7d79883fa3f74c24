/** The pages of the exports PureHtml and WebHelp. */
import { escapeMarkup } from "./escape-markup.js";
import { toFileName } from "./file-names.js";
import { languageOf } from "./language.js";
import { nestedListPieces, type ListEntry } from "./nested-list.js";
import { walk } from "./references.js";
import type { DocumentNode, ExportSource } from "./source.js";

/** A link to another page of the export. */
export interface PageLink {
  title: string;
  address: string;
}

/** What a topic's page shows. */
export interface TopicPage {
  title: string;
  /** Where the topic stands in the TOC. */
  place: readonly number[];
  /** Whether the body begins with its title. */
  hasOwnHeading: boolean;
  /** The body, its addresses already fit for the page. */
  bodyHtml: string;
  /** The topics below this one in the TOC. */
  children: readonly PageLink[];
  previous: PageLink | undefined;
  next: PageLink | undefined;
}

/** What a format puts around the content of its pages. `root` leads from a page to the folder of `index.html`. */
export interface PageFrame {
  /** Sources of scripts that may run, as the content security policy names them. */
  scripts: string;
  /** Further tags of the head. */
  head: (root: string) => string;
  /** A search box for the header. */
  search: (root: string) => string;
  /** The contents around a topic, to be shown beside it. */
  contentsBeside: (place: readonly number[]) => string;
}

/** The start page: the whole table of contents, piece by piece. */
export function* contentsPage(source: ExportSource, frame: PageFrame): Generator<string> {
  const title = escapeMarkup(source.title);
  const search = frame.search("");
  const header = search === "" ? "" : `<header>${search}</header>\n`;
  const around = pageAround({ source, frame, title: source.title, root: "", header });
  yield `${around.before}<h1>${title}</h1>\n<nav class="contents" aria-label="Contents">`;
  yield* nestedListPieces("ul", contentsEntries(source));
  yield `</nav>${around.after}`;
}

function* contentsEntries(source: ExportSource): Generator<ListEntry> {
  for (const { node, place } of walk(source.nodes)) yield contentsEntry(node, place.length, "topics/");
}

/** A topic's page. */
export function topicPage(source: ExportSource, topic: TopicPage, frame: PageFrame): string {
  const heading = topic.hasOwnHeading ? "" : `<h1 dir="auto">${escapeMarkup(topic.title)}</h1>\n`;
  const children = topic.children.map((child) => `<li>${anchor(child)}</li>`).join("");
  const below = children === "" ? "" : `\n<nav class="below">\n<h2>In this section</h2>\n<ul>${children}</ul>\n</nav>`;
  const step = (link: PageLink | undefined, label: string) =>
    link ? `<span><small>${label}</small> ${anchor(link)}</span>` : "<span></span>";
  const footer = `\n<footer>${step(topic.previous, "Previous")}${step(topic.next, "Next")}</footer>`;
  const { before, after } = pageAround({
    source,
    frame,
    title: `${topic.title} - ${source.title}`,
    root: "../",
    header: `<header><a href="../index.html">${escapeMarkup(source.title)}</a>${frame.search("../")}</header>\n`,
    beside: `${footer}${frame.contentsBeside(topic.place)}`,
  });
  return `${before}<article>\n${heading}${topic.bodyHtml}\n</article>${below}${after}`;
}

interface Page {
  source: ExportSource;
  frame: PageFrame;
  title: string;
  root: string;
  header: string;
  /** What follows the content. */
  beside?: string;
}

/** What stands before and after the content. The policy keeps anything that a body brings along from running. */
function pageAround({ source, frame, title, root, header, beside = "" }: Page): { before: string; after: string } {
  const before = `<!DOCTYPE html>
<html lang="${languageOf(source)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src ${frame.scripts}; object-src 'none'; base-uri 'none'">
<title>${escapeMarkup(title)}</title>
<link rel="stylesheet" href="${root}style.css">
${frame.head(root)}</head>
<body>
${header}<main>
`;
  return { before, after: `\n</main>${beside}\n</body>\n</html>\n` };
}

/** An entry of the table of contents; `folder` leads from the page to those of the topics. */
export function contentsEntry(node: DocumentNode, depth: number, folder: string, attributes = ""): ListEntry {
  const { caption, topicId } = node;
  if (topicId === null) return { depth, html: `<span class="folder">${escapeMarkup(caption)}</span>` };
  return { depth, html: anchor({ title: caption, address: `${folder}${toFileName(topicId)}.html` }, attributes) };
}

function anchor({ title, address }: PageLink, attributes = ""): string {
  return `<a href="${escapeMarkup(address)}"${attributes}>${escapeMarkup(title)}</a>`;
}
