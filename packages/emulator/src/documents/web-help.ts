/** The WebHelp export: a zip with a help site that works from a disk and from any server. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReportProgress } from "../report-progress.js";
import { textOfBlocks } from "./document-model.js";
import { toFileName } from "./file-names.js";
import { parseHtml } from "./html.js";
import { exportSite, sitePages } from "./html-site.js";
import { contentsEntry, type PageFrame } from "./html-site-pages.js";
import { stylesheet } from "./html-site-style.js";
import { nestedList, type ListEntry } from "./nested-list.js";
import type { DocumentNode, ExportSource } from "./source.js";
import { helpStyle, searchBox, searchScript } from "./web-help-search.js";
import type { ZipEntry } from "./zip.js";

/** So many neighbours of a node are shown on each side, so that large contents do not make every page large. */
const MAX_NEIGHBOURS = 60;

/** Makes the zip: what PureHtml has, with the contents beside each topic and a search. */
export function exportWebHelp(source: ExportSource, report: ReportProgress): AsyncIterable<Uint8Array> {
  const nonce = nonceOf(source);
  const script = (path: string) => `<script nonce="${nonce}" src="${path}" defer></script>\n`;
  const frame: PageFrame = {
    scripts: `'nonce-${nonce}'`,
    head: (root) => script(`${root}search-index.js`) + script(`${root}search.js`),
    search: searchBox,
    contentsBeside: (place) => {
      const contents = nestedList("ul", entriesAround(source.nodes, place));
      return `\n<nav class="beside contents" id="contents" aria-label="Contents">${contents}</nav>`;
    },
  };
  return exportSite(source, report, frame, helpFiles(source));
}

function* helpFiles(source: ExportSource): Generator<ZipEntry> {
  yield { path: "style.css", content: stylesheet + helpStyle };
  yield { path: "search.js", content: searchScript };
  yield { path: "search-index.js", content: Readable.from(searchIndex(source)) };
}

/** Lets the site's own scripts run and no others: no topic can hold the hash of itself. */
function nonceOf(source: ExportSource): string {
  const hash = createHash("sha256");
  for (const { node } of sitePages(source)) hash.update(node.readBody() ?? "");
  return hash.digest("base64url");
}

/** The words of all topics, as a script because pages on a disk may not read other files. */
function* searchIndex(source: ExportSource): Generator<string> {
  let separator = "searchIndex = [";
  for (const { node, topicId } of sitePages(source)) {
    const words = textOfBlocks(parseHtml(node.readBody() ?? "")).replace(/\s+/g, " ");
    yield separator + JSON.stringify([`topics/${toFileName(topicId)}.html`, node.caption, words]);
    separator = ",";
  }
  yield separator === "," ? "];\n" : `${separator}];\n`;
}

/** The nodes above a topic, their neighbours, and those below it, in reading order. */
function entriesAround(nodes: readonly DocumentNode[], place: readonly number[]): ListEntry[] {
  const before: ListEntry[] = [];
  const after: ListEntry[][] = [];
  let siblings = nodes;
  for (const [level, position] of place.entries()) {
    const depth = level + 1;
    const entry = (node: DocumentNode) => entryBeside(node, depth);
    const [current] = siblings.slice(position - 1, position);
    if (!current) break;
    const isTopic = depth === place.length;
    before.push(...siblings.slice(Math.max(0, position - 1 - MAX_NEIGHBOURS), position - 1).map(entry));
    before.push(isTopic ? entryBeside(current, depth, ' aria-current="page"') : entry(current));
    after.unshift(siblings.slice(position, position + MAX_NEIGHBOURS).map(entry));
    siblings = current.children;
  }
  const below = siblings.slice(0, MAX_NEIGHBOURS).map((node) => entryBeside(node, place.length + 1));
  return [...before, ...below, ...after.flat()];
}

/**
 * What is below a node is not shown everywhere, so that the style marks those that have something there, and a folder leads
 * to the first topic in it.
 */
function entryBeside(node: DocumentNode, depth: number, attributes = ""): ListEntry {
  let first: DocumentNode | undefined = node;
  while (first?.topicId === null) [first] = first.children;
  const mark = node.children.length > 0 ? ' class="parent"' : "";
  return contentsEntry({ ...node, topicId: first?.topicId ?? null }, depth, "", attributes + mark);
}
