/** Blocks of the document model as markup that is well-formed XML and HTML at the same time. */
import {
  directionOf,
  insteadOf,
  type Block,
  type CodeBlock,
  type Group,
  type Heading,
  type Inline,
  type List,
  type Picture,
  type Table,
  type TableCell,
  type TextRun,
} from "./document-model.js";
import { isLeap, typeOf } from "./list-numbers.js";
import { escapeXml } from "./xml-text.js";

/** What the blocks of one topic need from the document around them. */
export interface HtmlContext {
  /** Address of a link's target as seen from the page; undefined when it leads nowhere that the document can reach. */
  resolveLink: (address: string) => string | undefined;
  /** Address of a picture as seen from the page; undefined when there is none that can be shown. */
  resolvePicture: (address: string) => string | undefined;
  /** Level of a topic's heading in the document. */
  headingLevel: (level: number) => number;
  /** The name of a heading's place, when links may lead to it. */
  placeOf: (heading: Heading) => string | undefined;
}

/** Blocks in order, each on lines of its own. */
export function blocksHtml(blocks: readonly Block[], context: HtmlContext): string {
  return blocks.map((block) => `${blockHtml(block, context)}\n`).join("");
}

function blockHtml(block: Block, context: HtmlContext): string {
  switch (block.type) {
    case "heading":
      return headingHtml(block, context);
    case "paragraph":
      return `<p${block.role === "caption" ? ' class="caption"' : ""}${directionHtml(block.content)}>${inlineHtml(block.content, context)}</p>`;
    case "list":
      return listHtml(block, context);
    case "table":
      return tableHtml(block, context);
    case "code":
      return codeHtml(block);
    case "image":
      return `<p>${inlineHtml([block], context)}</p>`;
    case "group":
      return groupHtml(block, context);
    case "rule":
      return "<hr/>";
  }
}

function headingHtml(heading: Heading, context: HtmlContext): string {
  const level = context.headingLevel(heading.level);
  const place = context.placeOf(heading);
  const id = place === undefined ? "" : ` id="${escapeXml(place)}"`;
  return `<h${level}${id}${directionHtml(heading.content)}>${inlineHtml(heading.content, context)}</h${level}>`;
}

/** The page is read from left to right. */
function directionHtml(content: readonly Inline[]): string {
  const direction = directionOf(content);
  return direction === "ltr" ? "" : ` dir="${direction}"`;
}

/** Of an item or a cell whose paragraph has no tag of its own. */
function directionOfItem([first]: readonly Block[]): string {
  return first?.type === "paragraph" ? directionHtml(first.content) : "";
}

function listHtml(list: List, context: HtmlContext): string {
  const { numbers = [], numbering } = list;
  const items = list.items.map((item, index) => {
    const value = isLeap(numbers, index) ? ` value="${numbers[index]}"` : "";
    return `<li${value}${directionOfItem(item)}>${itemHtml(item, context)}</li>\n`;
  });
  const [first] = numbers;
  if (first === undefined) return `<ul>\n${items.join("")}</ul>`;
  const start = first === 1 ? "" : ` start="${first}"`;
  const type = numbering === undefined ? "" : ` type="${typeOf(numbering)}"`;
  return `<ol${type}${start}>\n${items.join("")}</ol>`;
}

/** A single paragraph, as most items and cells are, needs no tag of its own. */
function itemHtml(blocks: readonly Block[], context: HtmlContext): string {
  const [first, ...rest] = blocks;
  if (first?.type !== "paragraph" || first.role) return blocksHtml(blocks, context);
  const words = inlineHtml(first.content, context);
  return rest.every(({ type }) => type === "list") ? words + blocksHtml(rest, context) : blocksHtml(blocks, context);
}

function tableHtml(table: Table, context: HtmlContext): string {
  const caption = table.caption.length === 0 ? "" : `<caption>${inlineHtml(table.caption, context)}</caption>\n`;
  const rows = table.rows.map((row) => `<tr>${row.map((cell) => cellHtml(cell, context)).join("")}</tr>\n`);
  return `<table>\n${caption}<tbody>\n${rows.join("")}</tbody>\n</table>`;
}

function cellHtml(cell: TableCell, context: HtmlContext): string {
  const tag = cell.header ? "th" : "td";
  const span = (name: string, count: number) => (count === 1 ? "" : ` ${name}="${count}"`);
  const spans = span("colspan", cell.columnSpan) + span("rowspan", cell.rowSpan);
  const style = cell.align === undefined ? "" : ` style="text-align:${cell.align}"`;
  return `<${tag}${spans}${style}${directionOfItem(cell.blocks)}>${itemHtml(cell.blocks, context)}</${tag}>`;
}

function codeHtml({ text }: CodeBlock): string {
  // HTML takes the first line end away.
  return `<pre><code>${text.startsWith("\n") ? "\n" : ""}${escapeXml(text)}</code></pre>`;
}

function groupHtml({ kind, blocks }: Group, context: HtmlContext): string {
  const inside = blocksHtml(blocks, context);
  return kind === "quote" ? `<blockquote>\n${inside}</blockquote>` : `<div class="${kind}">\n${inside}</div>`;
}

/** Neighbours with the same link share one. */
function inlineHtml(content: readonly Inline[], context: HtmlContext): string {
  let html = "";
  let open: string | undefined;
  for (const inline of content) {
    const link = inline.type === "break" || inline.link === undefined ? undefined : context.resolveLink(inline.link);
    if (link !== open) {
      if (open !== undefined) html += "</a>";
      if (link !== undefined) html += `<a href="${escapeXml(link)}">`;
      open = link;
    }
    html +=
      inline.type === "break" ? "<br/>" : inline.type === "text" ? textHtml(inline) : pictureHtml(inline, context);
  }
  return open === undefined ? html : `${html}</a>`;
}

function textHtml(run: TextRun): string {
  const tags = [
    ...(run.bold ? ["b"] : []),
    ...(run.italic ? ["i"] : []),
    ...(run.underline ? ["u"] : []),
    ...(run.strike ? ["s"] : []),
    ...(run.marked ? ["mark"] : []),
    ...(run.code ? [run.key ? "kbd" : "code"] : []),
    ...(run.script === undefined ? [] : [{ sub: "sub", super: "sup" }[run.script]]),
  ];
  return tags.reduceRight((inside, tag) => `<${tag}>${inside}</${tag}>`, escapeXml(run.text));
}

function pictureHtml(picture: Picture, context: HtmlContext): string {
  const address = context.resolvePicture(picture.source);
  if (address === undefined) return textHtml(insteadOf(picture));
  const width = picture.width === undefined ? "" : ` width="${Math.round(picture.width)}"`;
  return `<img src="${escapeXml(address)}" alt="${escapeXml(picture.alternative)}"${width}/>`;
}
