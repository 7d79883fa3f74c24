/** Chapters as markup, for books and web archives: the heading of each, and its topic. */
import { blocksHtml } from "./blocks-html.js";
import { createLinkResolver, createPlaceFinder, levelInDocument, type Chapter, type ChapterPlace } from "./chapters.js";
import type { Pictures } from "./document-pictures.js";
import type { CheckedPicture } from "./pictures.js";
import type { ExportSource } from "./source.js";
import { escapeXml } from "./xml-text.js";

/** Where things are in the document. */
export interface ChapterLayout {
  /** Level of a chapter's heading. */
  readonly levelOf: (chapter: Chapter) => number;
  /** What links to a place have as their address. */
  readonly addressOf: (target: ChapterPlace) => string;
  /** What a picture has as its address, by the name under which it is embedded. */
  readonly addressOfPicture: (name: string, picture: CheckedPicture) => string;
}

/** Gives a function that writes one of the chapters, and embeds the pictures that it shows. */
export function createChapterWriter(
  source: ExportSource,
  chapters: readonly Chapter[],
  pictures: Pictures,
  { levelOf, addressOf, addressOfPicture }: ChapterLayout,
): (chapter: Chapter) => string {
  const resolveLink = createLinkResolver(source, chapters);
  return (chapter) => {
    const level = levelOf(chapter);
    const topic = blocksHtml(chapter.blocks, {
      resolveLink(address) {
        const target = resolveLink(address, chapter);
        return target && ("outside" in target ? target.outside : addressOf(target));
      },
      resolvePicture(address) {
        const picture = pictures.find(address);
        return picture && addressOfPicture(pictures.register(picture), picture);
      },
      headingLevel: (inTopic) => levelInDocument(level, inTopic),
      placeOf: createPlaceFinder(chapter),
    });
    return `<h${level} id="${chapter.name}">${escapeXml(chapter.node.caption)}</h${level}>\n${topic}`;
  };
}
