/** What the blocks of a document know of the place where they are printed, and the room that each leaves for what is in it. */
import {
  directionOf,
  type Block,
  type Group,
  type Heading,
  type List,
  type Picture,
  type TextRun,
} from "./document-model.js";
import { toListNumber } from "./list-numbers.js";
import { widthOf } from "./pdf-fonts.js";
import { barFrame, baseSize, boxPadding, indentation, maxPictureHeight, narrowest } from "./pdf-style.js";
import type { ResolveLink, TextRoom } from "./pdf-text.js";
import type { CheckedPicture } from "./pictures.js";

/** What the blocks of one topic need from the document around them. */
export interface BlockContext extends TextRoom {
  /** Points below each block. */
  gap: number;
  resolveLink: ResolveLink;
  /** Size in points of the topic's headings by level. */
  headingSize: (level: number) => number;
  /** The picture at an address; undefined when there is none that can be shown. */
  findPicture: (address: string) => CheckedPicture | undefined;
  /** Keeps a raster picture in the document, once, and gives the name under which it is drawn. */
  registerPicture: (picture: CheckedPicture) => string;
  /** The name of a heading's place, when links may lead to it. */
  placeOf: (heading: Heading) => string | undefined;
}

/** The items of a list, and their room beside its markers. Where these leave none, they stand in front of the words. */
export function placeItems(list: List, context: BlockContext): { items: Block[][]; inside: BlockContext } {
  const width = context.width - markerWidth(list, context);
  if (width >= narrowest) return { items: list.items, inside: { ...context, width, gap: 3 } };
  const markerOf = (index: number) => {
    const number = list.numbers?.[index];
    return number === undefined ? "• " : `${toListNumber(number, list.numbering)}. `;
  };
  return { items: list.items.map((item, index) => withMarker(item, markerOf(index))), inside: context };
}

function withMarker(item: readonly Block[], text: string): Block[] {
  const [first, ...others] = item;
  if (first?.type !== "paragraph") return [{ type: "paragraph", content: [{ type: "text", text }] }, ...item];
  const marker: TextRun = { type: "text", text, direction: directionOf(first.content) };
  return [{ ...first, content: [marker, ...first.content] }, ...others];
}

/** As pdfmake has it: that of the widest number, and of one that is not there when there is none. */
function markerWidth(list: List, { scale, isBold = false }: TextRoom): number {
  const style = isBold ? "bold" : "normal";
  const widths = ["9", ...widestNumbers(list)].map((text) => widthOf(`${text}. `, "Roboto", style, baseSize * scale));
  return widths.reduce((widest, width) => Math.max(widest, width));
}

/** Digits are equally wide; of letters, any may be the widest. */
function widestNumbers({ numbers = [], numbering }: List): Iterable<string> {
  const texts = numbers.map((number) => toListNumber(number, numbering));
  return numbering === undefined ? new Set(texts.map((text) => text.replace(/\d/g, "0"))) : texts;
}

/** Inside of a group: beside its frame, or the same when there is no room for one. */
export function roomInGroup({ kind }: Group, context: BlockContext): BlockContext {
  const width = context.width - (kind === "indent" ? indentation : barFrame);
  return { ...context, width: width < narrowest ? context.width : width, gap: kind === "quote" ? 5 : 4 };
}

/** That inside of the box, or all when there is no room for a box. */
export function codeWidth({ width }: TextRoom): number {
  return width - 2 * boxPadding < narrowest ? width : width - 2 * boxPadding;
}

/** Inside of a cell, whose room the table gives. */
export function roomInCell(room: TextRoom, context: BlockContext): BlockContext {
  return { ...context, ...room, gap: 3 };
}

/** The size in points: as asked or as the picture is, but never wider or higher than there is room. */
export function pictureSize(picture: Picture, context: BlockContext): { width: number; height: number } | undefined {
  const checked = context.findPicture(picture.source);
  if (!checked) return undefined;
  const ratio = checked.height / checked.width;
  const width = Math.min((picture.width ?? checked.width) * 0.75, context.width, maxPictureHeight / ratio);
  return { width, height: width * ratio };
}
