/** Inline content as pdfmake text. */
import type { ContentAnchor, ContentText, Style } from "pdfmake/interfaces.js";
import type { LinkTarget } from "./chapters.js";
import { directionOf, type Direction, type LineBreak, type TextRun } from "./document-model.js";
import { hasRightToLeftLetters } from "./language.js";
import { isReadFromRight, setLines } from "./pdf-direction.js";
import { toFontRuns, widthOf, type FontName, type FontStyle } from "./pdf-fonts.js";
import { isWider, tokensOf, type LineRoom, type TextPiece } from "./pdf-lines.js";
import { baseSize, colour, contentWidth, inlineCodeSize, smallestHeading } from "./pdf-style.js";

/** A link's target in the words of pdfmake. */
export type PdfTarget = { link: string } | { linkToDestination: string };

/** Gives the target of an address; undefined when it leads nowhere that the document can reach. */
export type ResolveLink = (address: string) => PdfTarget | undefined;

/** Puts a target into the words of pdfmake. */
export function toPdfTarget(target: LinkTarget | undefined): PdfTarget | undefined {
  if (!target) return undefined;
  return "outside" in target ? { link: target.outside } : { linkToDestination: target.place };
}

/** Where text is printed. */
export interface TextRoom {
  /** Points that a line has. */
  width: number;
  /** Size of type as a share of the usual one. */
  scale: number;
  /** Whether all of it is bold, as in the head of a table. */
  isBold?: boolean;
  /** Whether the author says where it stands, as in cells of tables. */
  isAligned?: boolean;
}

/** A line or more that pdfmake breaks, or lines that are broken already. */
type ParagraphContent = Pick<ContentText, "alignment"> & ({ text: TextPiece[] } | { stack: { text: TextPiece[] }[] });

/** A paragraph with its fonts, marks and links. */
export function textContent(
  content: readonly (TextRun | LineBreak)[],
  { resolveLink, ...room }: TextRoom & { resolveLink: ResolveLink },
): ParagraphContent {
  const pieces = content.flatMap((inline) => toPieces(inline, room.scale, resolveLink));
  const { lines, alignment } = toLines(pieces, directionOf(content), {
    width: room.width,
    widthOf: (text, { font = "Roboto", bold = room.isBold, italics, fontSize = baseSize * room.scale }) =>
      widthOf(text, font, fontStyle(bold, italics), fontSize),
  });
  const aligned = alignment === undefined || room.isAligned ? {} : { alignment };
  const [line = [], ...others] = lines;
  return others.length === 0
    ? { text: line, ...aligned }
    : { stack: lines.map((text) => ({ text: text.length === 0 ? [{ text: " " }] : text })), ...aligned };
}

function fontStyle(bold = false, italics = false): FontStyle {
  return bold ? (italics ? "bolditalics" : "bold") : italics ? "italics" : "normal";
}

/** A paragraph as it is when pdfmake breaks it well, or else its lines. */
function toLines(
  pieces: TextPiece[],
  direction: Direction,
  room: LineRoom,
): { lines: TextPiece[][]; alignment?: "right" } {
  const text = pieces.map((piece) => piece.text).join("");
  const isFromRight = direction !== "ltr" && isReadFromRight(text, direction);
  const isFromLeft = !isFromRight && !hasRightToLeftLetters(text);
  if (isFromLeft && isBrokenWell(pieces, text, room)) return { lines: [pieces] };
  const lines = setLines(pieces, direction, room);
  return isFromRight ? { lines, alignment: "right" } : { lines };
}

/** Longer texts take pdfmake longer than breaking them here does. */
const mostForPdfmake = 5000;

/**
 * pdfmake copies the rest of a paragraph for each word, and measures the rest of a word that is wider than a line for each
 * line of it, which it breaks behind whatever fills it.
 */
function isBrokenWell(pieces: readonly TextPiece[], text: string, room: LineRoom): boolean {
  if (pieces.length > 1 || pieces[0]?.font === "Mono" || text.length > mostForPdfmake) return false;
  return !tokensOf(pieces).some((token) => token.text.length > room.width / baseSize && isWider([token], room));
}

function toPieces(inline: TextRun | LineBreak, scale: number, resolveLink: ResolveLink): TextPiece[] {
  if (inline.type === "break") return [{ text: "\n" }];
  const target = inline.link === undefined ? undefined : resolveLink(inline.link);
  const style = { ...styleOf(inline, target !== undefined, scale), ...target };
  return toFontRuns(inline.text, inline.code ? "Mono" : "Roboto").map((run) => ({ ...style, ...run }));
}

function styleOf(run: TextRun, isLink: boolean, scale: number): Style {
  const decorations = [
    ...(run.underline ? (["underline"] as const) : []),
    ...(run.strike ? (["lineThrough"] as const) : []),
  ];
  return {
    ...(run.bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.code ? { fontSize: inlineCodeSize * scale, background: colour.soft } : {}),
    ...(run.marked ? { background: colour.mark } : {}),
    ...(run.script === "super" ? { sup: true } : {}),
    ...(run.script === "sub" ? { sub: true } : {}),
    ...(decorations.length > 0 ? { decoration: decorations } : {}),
    ...(isLink ? { color: colour.link } : {}),
  };
}

/** Where a heading is printed, and what its first line is for those who come from elsewhere. */
interface HeadingRoom {
  width?: number;
  direction?: Direction;
  target?: PdfTarget;
  anchor?: Partial<Omit<ContentAnchor, "text">>;
}

/**
 * A heading in one font, small enough for one line where that stays readable. One line matters to whoever searches the
 * text of the document.
 */
export function headingText(
  text: string,
  size: number,
  { width = contentWidth, direction = "ltr", target, anchor }: HeadingRoom = {},
) {
  const runs = toFontRuns(text.replace(/\s+/g, " "), "Roboto");
  const line = runs.map((run) => run.text).join("");
  const font: FontName = runs.every((run) => run.font === "Roboto") ? "Roboto" : "Sans";
  // Fonts take long for long texts, whose beginning is too wide already.
  const beginning = line.slice(0, 1000);
  // pdfmake measures word by word, without kerning between them; the small reserve covers the difference.
  const fitting = size * Math.min(1, width / (widthOf(beginning, font, "bold", size) * 1.01 || 1));
  const fontSize = fitting >= smallestHeading ? fitting : size;
  const widthInHeading = (part: string) => widthOf(part, font, "bold", fontSize);
  const { lines, ...aligned } = toLines([{ text: line, ...target }], direction, { width, widthOf: widthInHeading });
  const [first = [], ...others] = lines;
  const look = { ...aligned, font, bold: true, fontSize };
  return others.length === 0
    ? { text: first, ...anchor, ...look }
    : { stack: [{ text: first, ...anchor }, ...others.map((pieces) => ({ text: pieces }))], ...look };
}
