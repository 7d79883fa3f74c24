/** The chapters of the PDF export: one for each node of the TOC, and how links find them. */
import { setImmediate } from "node:timers/promises";
import { textOf, type Block } from "./document-model.js";
import { parseHtml } from "./html.js";
import type { LinkTarget } from "./pdf-text.js";
import { createTopicFinder, isOutsideLink, walk, type PlacedNode } from "./references.js";
import type { ExportSource, ReportProgress } from "./source.js";

/** A node of the TOC with its parsed topic. */
export interface Chapter extends PlacedNode {
  /** Name of the chapter's place in the document. */
  name: string;
  /** Heading number, such as `2.1`. */
  number: string;
  /** Name of the chapter above; undefined at the root. */
  parent: string | undefined;
  /** The topic's content without a title that repeats the caption. */
  blocks: Block[];
  /** Names of the headings' places by the ids that links use, which may hold any character. */
  places: ReadonlyMap<string, string>;
}

/** Parses all topics, giving other work a turn after each. */
export async function readChapters(source: ExportSource, report: ReportProgress): Promise<Chapter[]> {
  const nodes = walk(source.nodes);
  const chapters: Chapter[] = [];
  for (const [index, { node, place }] of nodes.entries()) {
    report((index / nodes.length) * 0.4, `Reading ${node.caption}`);
    const blocks = withoutTitle(parseHtml(node.bodyHtml ?? ""), node.caption);
    const anchors = new Set(blocks.flatMap((block) => (block.type === "heading" ? (block.anchor ?? []) : [])));
    const name = chapterName(place);
    chapters.push({
      node,
      place,
      name,
      number: place.join("."),
      parent: place.length > 1 ? chapterName(place.slice(0, -1)) : undefined,
      blocks,
      places: new Map([...anchors].map((anchor, position) => [anchor, `${name}-heading-${position + 1}`])),
    });
    await setImmediate();
  }
  return chapters;
}

function chapterName(place: readonly number[]): string {
  return `chapter-${place.join("-")}`;
}

/** Gives the targets of the links in a chapter: a place in the document, or an address outside. */
export function createLinkResolver(source: ExportSource, chapters: readonly Chapter[]) {
  const findTopic = createTopicFinder(source);
  const byTopic = new Map<string, Chapter>();
  for (const chapter of chapters) {
    const { topicId } = chapter.node;
    if (topicId !== null && !byTopic.has(topicId)) byTopic.set(topicId, chapter);
  }
  return (address: string, from: Chapter): LinkTarget | undefined => {
    if (isOutsideLink(address)) return { link: address.trim() };
    const reference = address.startsWith("#") ? { topicId: "", fragment: address.slice(1) } : findTopic(address);
    const chapter = reference && (reference.topicId === "" ? from : byTopic.get(reference.topicId));
    if (!chapter) return undefined;
    return { linkToDestination: chapter.places.get(reference.fragment) ?? chapter.name };
  };
}

/** The chapter's heading already says it. */
function withoutTitle(blocks: Block[], title: string): Block[] {
  const [first, ...rest] = blocks;
  const squeeze = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  const repeats = first?.type === "heading" && first.level === 1 && squeeze(textOf(first.content)) === squeeze(title);
  return repeats ? rest : blocks;
}
