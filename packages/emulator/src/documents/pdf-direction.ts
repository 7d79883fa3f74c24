/**
 * Text that is read from right to left. pdfmake sets the words of a line from left to right, whatever they are, and its
 * fonts turn no more than the letters of one word; so lines are broken here, and what is in them put where it stands on paper.
 */
import { createRequire } from "node:module";
import type bidiModule from "bidi-js";
import type { ContentText } from "pdfmake/interfaces.js";

/** Which way a paragraph is read; `auto` goes by its first letter. */
export type Direction = "ltr" | "rtl" | "auto";

/** Text in one font and style, in the words of pdfmake. */
export type TextPiece = ContentText & { text: string };

export interface LineRoom {
  readonly direction: Direction;
  /** In points. */
  readonly width: number;
  /** The width in points of text as it is printed in a piece. */
  readonly widthOf: (text: string, piece: TextPiece) => number;
}

/** A part of a piece without spaces, or spaces alone, whose characters are all read the same way. */
interface Token {
  readonly piece: TextPiece;
  readonly text: string;
  /** As the Unicode Bidirectional Algorithm has it: odd ones are read from right to left. */
  readonly level: number;
}

// Its declarations describe an ES module, and Node gets another one.
const createBidi = createRequire(import.meta.url)("bidi-js") as typeof bidiModule.default;
const bidi = createBidi();
const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export function hasRightToLeftLetters(text: string): boolean {
  return rightToLeftLetter.test(text);
}

/** Whether a paragraph begins at the right margin. */
export function isReadFromRight(text: string, direction: Direction): boolean {
  return bidi.getEmbeddingLevels(text, direction).paragraphs[0]?.level === 1;
}

/** The lines of a paragraph, each with its pieces from left to right. */
export function setLines(pieces: readonly TextPiece[], room: LineRoom): TextPiece[][] {
  return breakLines(toTokens(pieces, room.direction), room).map((line) => {
    return inOrderOnPaper(line).map((token) => setToken(token, room));
  });
}

function toTokens(pieces: readonly TextPiece[], direction: Direction): Token[] {
  const { levels } = bidi.getEmbeddingLevels(pieces.map(({ text }) => text).join(""), direction);
  const tokens: Token[] = [];
  let at = 0;
  for (const piece of pieces) {
    for (const [part] of piece.text.matchAll(/\n| +|[^ \n]+/g)) {
      for (let start = 0, end = 1; start < part.length; start = end, end++) {
        const level = levels[at + start] ?? 0;
        while (end < part.length && levels[at + end] === level) end++;
        tokens.push({ piece, text: part.slice(start, end), level });
      }
      at += part.length;
    }
  }
  return tokens;
}

/** Lines without the spaces around them. */
function breakLines(tokens: readonly Token[], { width, widthOf }: LineRoom): Token[][] {
  const lines: Token[][] = [[]];
  let used = 0;
  let spaces: Token[] = [];
  const widthOfAll = (parts: readonly Token[]) => parts.reduce((sum, { text, piece }) => sum + widthOf(text, piece), 0);
  const startLine = () => {
    lines.push([]);
    [used, spaces] = [0, []];
  };
  for (const word of wordsOf(tokens)) {
    if (word[0]?.text === "\n") startLine();
    else if (word[0]?.text.startsWith(" ")) spaces.push(...(used > 0 ? word : []));
    else {
      if (used > 0 && used + widthOfAll([...spaces, ...word]) > width) startLine();
      used += widthOfAll([...spaces, ...word]);
      for (const token of [...spaces, ...word]) lines.at(-1)?.push(token);
      spaces = [];
    }
  }
  return lines;
}

/** What may not be torn: neighbours without a space between them. */
function wordsOf(tokens: readonly Token[]): Token[][] {
  const words: Token[][] = [];
  let isOpen = false;
  for (const token of tokens) {
    const isWord = !/^[ \n]/.test(token.text);
    if (isWord && isOpen) words.at(-1)?.push(token);
    else words.push([token]);
    isOpen = isWord;
  }
  return words;
}

/** Rule L2 of the algorithm: from the highest level down, whatever is at it or above it is turned around. */
function inOrderOnPaper(line: readonly Token[]): Token[] {
  const ordered = [...line];
  for (let level = Math.max(0, ...line.map((token) => token.level)); level > 0; level--) {
    for (let start = 0, end = 0; start < ordered.length; start = end + 1, end = start) {
      while ((ordered[end]?.level ?? -1) >= level) end++;
      turnAround(ordered, start, end);
    }
  }
  return ordered;
}

function turnAround(tokens: Token[], start: number, end: number): void {
  const turned = tokens.slice(start, end).reverse();
  for (const [index, token] of turned.entries()) tokens[start + index] = token;
}

/** The fonts have no slanted letters of these scripts. */
function setToken({ piece, text, level }: Token, { width, widthOf }: LineRoom): TextPiece {
  const upright = hasRightToLeftLetters(text) ? { italics: false } : {};
  return { ...piece, ...upright, text: asFontsTakeIt(text, level % 2 === 1), noWrap: widthOf(text, piece) <= width };
}

/** Fonts turn a text around by its letters, so one that has none is turned here; they do not mirror brackets. */
function asFontsTakeIt(text: string, isRightToLeft: boolean): string {
  const characters = Array.from(text, (character) =>
    isRightToLeft ? (bidi.getMirroredCharacter(character) ?? character) : character,
  );
  return (isRightToLeft === hasRightToLeftLetters(text) ? characters : characters.reverse()).join("");
}
