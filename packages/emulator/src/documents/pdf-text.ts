/** Inline content as pdfmake text. */
import type { ContentText, Style } from "pdfmake/interfaces.js";
import type { LinkTarget } from "./chapters.js";
import type { Inline, LineBreak, TextRun } from "./document-model.js";
import { codeCharacter, tokensOf } from "./pdf-code.js";
import {
  hasRightToLeftLetters,
  isReadFromRight,
  setLines,
  type Direction,
  type LineRoom,
  type TextPiece,
} from "./pdf-direction.js";
import { toFontRuns, widthOf } from "./pdf-fonts.js";
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
  const pieces = styledPieces(content, { resolveLink, ...room });
  const { lines, alignment } = directed(pieces, directionOf(content), {
    width: room.width,
    widthOf: (text, { font, bold = room.isBold, fontSize = baseSize * room.scale }) =>
      widthOf(text, font === "Sans" || font === "Mono" ? font : "Roboto", bold ? "bold" : "normal", fontSize),
  });
  const aligned = alignment === undefined || room.isAligned ? {} : { alignment };
  const [line = [], ...others] = lines;
  // Of one text with very many pieces, pdfmake copies all of them for each.
  return others.length === 0
    ? { text: line, ...aligned }
    : { stack: lines.map((text) => ({ text: text.length === 0 ? [{ text: " " }] : text })), ...aligned };
}

/** A paragraph as it is or, when a part of it is read from right to left, line by line. */
function directed(
  pieces: TextPiece[],
  direction: Direction,
  room: Omit<LineRoom, "direction">,
): { lines: TextPiece[][]; alignment?: "right" } {
  const text = pieces.map((piece) => piece.text).join("");
  const isFromRight = direction !== "ltr" && isReadFromRight(text, direction);
  if (!isFromRight && !hasRightToLeftLetters(text)) return { lines: [pieces] };
  const lines = setLines(pieces, { ...room, direction });
  return isFromRight ? { lines, alignment: "right" } : { lines };
}

/** That of the first words: a paragraph has one. */
export function directionOf(content: readonly Inline[]): Direction {
  return content.find((inline) => inline.type === "text")?.direction ?? "ltr";
}

function styledPieces(
  content: readonly (TextRun | LineBreak)[],
  { resolveLink, ...room }: TextRoom & { resolveLink: ResolveLink },
): TextPiece[] {
  const pieces = content.flatMap(toPieces);
  const fits = createWordCheck(pieces.map(({ text }) => text).join(""), room);
  return pieces.flatMap(({ text, run }): TextPiece[] => {
    const noWrap = fits(text);
    if (!run) return [{ text }];
    const target = run.link === undefined ? undefined : resolveLink(run.link);
    const style = { ...styleOf(run, target !== undefined, room.scale), ...target };
    if (!run.code) return toFontRuns(text, "Roboto").map((part) => ({ ...style, ...part }));
    return toFontRuns(text, "Mono").map((part) => ({ ...style, ...part, noWrap }));
  });
}

/** Text, and the run that it is a part of; without one it is the end of a line. */
interface Piece {
  text: string;
  run?: TextRun;
}

function toPieces(inline: TextRun | LineBreak): Piece[] {
  if (inline.type === "break") return [{ text: "\n" }];
  const texts = inline.code ? tokensOf(inline.text) : [inline.text];
  return texts.map((text) => ({ text, run: inline }));
}

/** Says of each piece of a text, in order, whether the word that it is a part of fits into one line. */
function createWordCheck(text: string, { width, scale }: TextRoom): (piece: string) => boolean {
  const words = text.replaceAll("\n", " ");
  const longest = width / (codeCharacter * inlineCodeSize * scale);
  let at = 0;
  return (piece) => {
    const start = words.lastIndexOf(" ", at) + 1;
    const end = words.indexOf(" ", at);
    at += piece.length;
    return (end === -1 ? words.length : end) - start <= longest;
  };
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
    ...(run.script === "super" ? { sup: true } : {}),
    ...(run.script === "sub" ? { sub: true } : {}),
    ...(decorations.length > 0 ? { decoration: decorations } : {}),
    ...(isLink ? { color: colour.link } : {}),
  };
}

/**
 * A heading in one font, small enough for one line where that stays readable. One line matters to whoever searches the
 * text of the document.
 */
export function headingText(
  text: string,
  size: number,
  { width = contentWidth, direction = "ltr" }: { width?: number; direction?: Direction } = {},
): Pick<ContentText, "text" | "font" | "fontSize" | "bold" | "alignment"> {
  const line = text.replace(/\s+/g, " ");
  const runs = toFontRuns(line, "Roboto");
  const font = runs.every((run) => run.font === "Roboto") ? "Roboto" : "Sans";
  // pdfmake measures word by word, without kerning between them; the small reserve covers the difference.
  const fitting = size * Math.min(1, width / (widthOf(line, font, "bold", size) * 1.01 || 1));
  const fontSize = fitting >= smallestHeading ? fitting : size;
  const widthInHeading = (part: string) => widthOf(part, font, "bold", fontSize);
  const { lines, ...aligned } = directed([{ text: line }], direction, { width, widthOf: widthInHeading });
  const content = lines.flatMap((pieces, index) => (index === 0 ? pieces : [{ text: "\n" }, ...pieces]));
  return { text: content, ...aligned, font, bold: true, fontSize };
}
