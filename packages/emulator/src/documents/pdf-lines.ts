/**
 * Breaks text into lines, at its spaces. pdfmake does that well for text of one look; of neighbours that look different it
 * keeps those together between which the rules of Unicode allow no break, however wide they are.
 */
import type { ContentText } from "pdfmake/interfaces.js";
import type { FontName } from "./pdf-fonts.js";

/** Text in one font and style, in the words of pdfmake. */
export type TextPiece = ContentText & { text: string; font?: FontName };

/** Where lines are printed. */
export interface LineRoom {
  /** In points. */
  readonly width: number;
  /** The width in points of text as it is printed in a piece. */
  readonly widthOf: (text: string, piece: TextPiece) => number;
}

/** A part of a piece, whose characters are all read the same way. */
export interface Token {
  readonly piece: TextPiece;
  readonly text: string;
  /** As the Unicode Bidirectional Algorithm has it: odd ones are read from right to left. */
  readonly level: number;
}

/** Behind these a word that is wider than a line is broken rather than elsewhere. */
export const joint = /[-/\\._?&=:;,@|+]/;

/** Behind these, the zero width space and the soft hyphen, authors let a word be broken. */
export const softBreaks = "\u200B\u00AD";
const tokenTexts = new RegExp(`\\n| +|[^ \\n${softBreaks}]+[${softBreaks}]?|[${softBreaks}]`, "g");

/** Line ends, spaces, and what is between them, up to where it may be broken. */
export function tokensOf(pieces: readonly TextPiece[]): Token[] {
  return pieces.flatMap((piece) => (piece.text.match(tokenTexts) ?? []).map((text) => ({ piece, text, level: 0 })));
}

/** Lines without the spaces around them. A token has line ends or spaces or other text, and no two of these. */
export function breakLines(tokens: readonly Token[], room: LineRoom): Token[][] {
  const lines: Token[][] = [[]];
  let used = 0;
  let spaces: Token[] = [];
  const startLine = () => {
    lines.push([]);
    [used, spaces] = [0, []];
  };
  for (const word of wordsOf(tokens)) {
    if (word[0]?.text === "\n") startLine();
    else if (word[0]?.text.startsWith(" ")) spaces.push(...(used > 0 ? word : []));
    else
      for (const part of isWider(word, room) ? cut(word, room) : [word]) {
        if (used > 0 && used + widthOfAll([...spaces, ...part], room) > room.width) startLine();
        used += widthOfAll([...spaces, ...part], room);
        // One by one: these can be more than a call takes.
        for (const token of [...spaces, ...part]) lines.at(-1)?.push(token);
        spaces = [];
      }
  }
  return lines.map(joined);
}

/** Neighbours between which no line may end. */
function wordsOf(tokens: readonly Token[]): Token[][] {
  const words: Token[][] = [];
  let isOpen = false;
  for (const token of tokens) {
    const isWord = !/^[ \n]/.test(token.text);
    if (isWord && isOpen) words.at(-1)?.push(token);
    else words.push([token]);
    isOpen = isWord && !softBreaks.includes(token.text.slice(-1));
  }
  return words;
}

/** Fonts take long for long texts, of which the beginning is enough. */
const measuredAtOnce = 100;

/** Whether a word is wider than a line. */
export function isWider(word: readonly Token[], { width, widthOf }: LineRoom): boolean {
  let used = 0;
  for (const { text, piece } of word) {
    for (let start = 0; start < text.length; start += measuredAtOnce) {
      used += widthOf(text.slice(start, start + measuredAtOnce), piece);
      if (used > width) return true;
    }
  }
  return false;
}

/** The parts of a word that is wider than a line. */
function cut(word: readonly Token[], room: LineRoom): Token[][] {
  const characters = word.flatMap((token) => Array.from(token.text, (text): Token => ({ ...token, text })));
  const parts: Token[][] = [];
  let [start, used, lastJoint, usedAtJoint] = [0, 0, 0, 0];
  for (const [index, character] of characters.entries()) {
    const width = room.widthOf(character.text, character.piece);
    if (index > start && used + width > room.width) {
      const isAtJoint = lastJoint > start && (usedAtJoint > room.width / 2 || fitsToJoint(characters, lastJoint, room));
      const end = isAtJoint ? lastJoint : index;
      parts.push(joined(characters.slice(start, end)));
      start = end;
      used = widthOfAll(characters.slice(start, index), room);
    }
    used += width;
    if (joint.test(character.text)) [lastJoint, usedAtJoint] = [index + 1, used];
  }
  return [...parts, joined(characters.slice(start))];
}

/** Whether a line has room for what begins there, up to the next joint. */
function fitsToJoint(characters: readonly Token[], start: number, room: LineRoom): boolean {
  let used = 0;
  for (let index = start; index < characters.length; index++) {
    const character = characters[index];
    if (!character) break;
    used += room.widthOf(character.text, character.piece);
    if (used > room.width) return false;
    if (joint.test(character.text)) break;
  }
  return true;
}

/** Neighbours in one piece as one, so that pdfmake has less to do. */
function joined(tokens: readonly Token[]): Token[] {
  const groups: [first: Token, ...others: Token[]][] = [];
  for (const token of tokens) {
    const group = groups.at(-1);
    if (group && isOneWith(group.at(-1) ?? group[0], token)) group.push(token);
    else groups.push([token]);
  }
  return groups.map((group) => ({ ...group[0], text: group.map(({ text }) => text).join("") }));
}

/** Words that are read from right to left stay apart: fonts turn no more than the letters of one. */
function isOneWith(last: Token, { piece, text, level }: Token): boolean {
  const isWord = level % 2 === 0 || !(last.text.includes(" ") || text.includes(" "));
  return last.piece === piece && last.level === level && isWord;
}

function widthOfAll(tokens: readonly Token[], { widthOf }: LineRoom): number {
  return tokens.reduce((sum, { text, piece }) => sum + widthOf(text, piece), 0);
}
