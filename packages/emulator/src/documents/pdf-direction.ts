/**
 * Text that is read from right to left. pdfmake sets the words of a line from left to right, whatever they are, and its
 * fonts turn no more than the letters of one word; so what is in a line is put here where it stands on paper.
 */
import { createRequire } from "node:module";
import type bidiModule from "bidi-js";
import type { Direction } from "./document-model.js";
import { hasRightToLeftLetters } from "./language.js";
import { breakLines, tokensOf, type LineRoom, type TextPiece, type Token } from "./pdf-lines.js";

// Its declarations describe an ES module, and Node gets another one.
const createBidi = createRequire(import.meta.url)("bidi-js") as typeof bidiModule.default;
const bidi = createBidi();

/** Whether a paragraph begins at the right margin. */
export function isReadFromRight(text: string, direction: Direction): boolean {
  return bidi.getEmbeddingLevels(text, direction).paragraphs[0]?.level === 1;
}

/** The lines of a paragraph, each with its pieces from left to right. */
export function setLines(pieces: readonly TextPiece[], direction: Direction, room: LineRoom): TextPiece[][] {
  return breakLines(toTokens(pieces, direction), room).map((line) => inOrderOnPaper(line).map(setToken));
}

/** Tokens whose characters are all read the same way. */
function toTokens(pieces: readonly TextPiece[], direction: Direction): Token[] {
  const { levels } = bidi.getEmbeddingLevels(pieces.map(({ text }) => text).join(""), direction);
  const tokens: Token[] = [];
  let at = 0;
  for (const { piece, text } of tokensOf(pieces)) {
    for (let start = 0, end = 1; start < text.length; start = end, end++) {
      const level = levels[at + start] ?? 0;
      while (end < text.length && levels[at + end] === level) end++;
      tokens.push({ piece, text: text.slice(start, end), level });
    }
    at += text.length;
  }
  return tokens;
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
function setToken({ piece, text, level }: Token): TextPiece {
  const upright = hasRightToLeftLetters(text) ? { italics: false } : {};
  return { ...piece, ...upright, text: asFontsTakeIt(text, level % 2 === 1), noWrap: true };
}

/** Fonts turn a text around by its letters, so one that has none is turned here; they do not mirror brackets. */
function asFontsTakeIt(text: string, isRightToLeft: boolean): string {
  const characters = Array.from(text, (character) =>
    isRightToLeft ? (bidi.getMirroredCharacter(character) ?? character) : character,
  );
  return (isRightToLeft === hasRightToLeftLetters(text) ? characters : characters.reverse()).join("");
}
