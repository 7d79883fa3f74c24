/** The chapters of a document: one for each node of the TOC, and how links find them. */
import { setImmediate as turn } from "node:timers/promises";
import type { ReportProgress } from "../report-progress.js";
import { textOf, type Block, type Heading } from "./document-model.js";
import { parseHtml } from "./html.js";
import { createTopicFinder, isOutsideLink, walk, type PlacedNode } from "./references.js";
import type { ExportSource } from "./source.js";

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

/** How much of the work is done when all topics are parsed. */
const READ = 0.4;

/** Parses all topics, giving other work a turn after each. */
export async function readChapters(source: ExportSource, report: ReportProgress): Promise<Chapter[]> {
  const nodes = [...walk(source.nodes)];
  const chapters: Chapter[] = [];
  for (const [index, { node, place }] of nodes.entries()) {
    report((index / nodes.length) * READ, `Reading ${node.caption}`);
    const blocks = withoutTitle(parseHtml(node.readBody() ?? ""), node.caption);
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
    await turn();
  }
  return chapters;
}

/** Writes the chapters that were read one after the other, giving other work a turn after each; `done` says how far that is. */
export async function writeChapters<T>(
  chapters: readonly Chapter[],
  { report, done }: { readonly report: ReportProgress; readonly done: number },
  write: (chapter: Chapter) => T,
): Promise<T[]> {
  const written: T[] = [];
  for (const chapter of chapters) {
    report(READ + (written.length / chapters.length) * (done - READ), `Writing ${chapter.node.caption}`);
    written.push(write(chapter));
    await turn();
  }
  return written;
}

/** Gives each heading that links may lead to its name, once: of several with one id, the first is the target. */
export function createPlaceFinder(chapter: Chapter): (heading: Heading) => string | undefined {
  const named = new Set<string>();
  return ({ anchor }) => {
    if (anchor === undefined || named.has(anchor)) return undefined;
    named.add(anchor);
    return chapter.places.get(anchor);
  };
}

/** Level of a topic's heading in a document whose chapters are headings, too. */
export function levelInDocument(chapterLevel: number, level: number): number {
  return Math.min(6, chapterLevel + Math.max(1, level - 1));
}

function chapterName(place: readonly number[]): string {
  return `chapter-${place.join("-")}`;
}

/** Where a link leads: out of the document, or to a named place in one of its chapters. */
export type LinkTarget = { outside: string } | ChapterPlace;

export interface ChapterPlace {
  chapter: Chapter;
  /** The chapter's own name, or that of one of its headings. */
  place: string;
}

/** Gives the target of an address in a chapter; undefined when it leads nowhere that the document can reach. */
export type LinkResolver = (address: string, from: Chapter) => LinkTarget | undefined;

/** Makes one that knows the topics of the document by their first chapters. */
export function createLinkResolver(source: ExportSource, chapters: readonly Chapter[]): LinkResolver {
  const findTopic = createTopicFinder(source);
  const byTopic = new Map<string, Chapter>();
  for (const chapter of chapters) {
    const { topicId } = chapter.node;
    if (topicId !== null && !byTopic.has(topicId)) byTopic.set(topicId, chapter);
  }
  return (address, from) => {
    if (isOutsideLink(address)) return URL.canParse(address) ? { outside: new URL(address).href } : undefined;
    const reference = address.startsWith("#") ? { topicId: "", fragment: address.slice(1) } : findTopic(address);
    const chapter = reference && (reference.topicId === "" ? from : byTopic.get(reference.topicId));
    if (!chapter) return undefined;
    return { chapter, place: chapter.places.get(reference.fragment) ?? chapter.name };
  };
}

/** The chapter's heading already says it. */
function withoutTitle(blocks: Block[], title: string): Block[] {
  const [first, ...rest] = blocks;
  const squeeze = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  const repeats = first?.type === "heading" && first.level === 1 && squeeze(textOf(first.content)) === squeeze(title);
  return repeats ? rest : blocks;
}
