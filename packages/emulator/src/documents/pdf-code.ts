/**
 * Code as pdfmake text. pdfmake breaks lines wherever prose may be broken, which is after every hyphen and slash; code is
 * broken at its spaces, so that names and options can be read and copied whole.
 */
import type { Content } from "pdfmake/interfaces.js";
import { toFontRuns, widthOf, type FontRun } from "./pdf-fonts.js";

/** What a line of code that goes on is indented by, beyond its own indentation. */
const hanging = 4;

/** How wide each character is, as a share of the size of type. */
export const codeCharacter = 0.6021;

/** Where code is printed: both in points. */
export interface CodeRoom {
  readonly width: number;
  readonly size: number;
}

/** Lines of code, one below the other. Those that are too wide go on in further lines, which hang. */
export function codeLines(code: string, { width, size }: CodeRoom): Content[] {
  const result: Content[] = [];
  let fitting: string[] = [];
  const endFitting = () => {
    // Most lines fit, and are much lighter as one text.
    if (fitting.length > 0)
      result.push({ text: toFontRuns(fitting.join("\n"), "Mono").map((run): Content => ({ ...run })) });
    fitting = [];
  };
  for (const line of code.replaceAll("\t", "    ").split("\n")) {
    if (widthOfCode(line, size) <= width) fitting.push(line === "" ? " " : line);
    else {
      endFitting();
      result.push(hangingLine(line, { width, size }));
    }
  }
  endFitting();
  return result;
}

function hangingLine(line: string, { width, size }: CodeRoom): Content {
  const indentation = line.length - line.trimStart().length;
  const indent = Math.min(widthOfCode(" ".repeat(indentation + hanging), size), width / 2);
  const pieces = tokensOf(line).flatMap((token) => cut(token, { width: width - indent, size }));
  return { text: pieces.flatMap(unbroken), margin: [indent, 0, 0, 0], leadingIndent: -indent };
}

/** Line ends are heard of only where pdfmake may break. */
function unbroken(piece: string): Content[] {
  return toFontRuns(piece, "Mono").map((run): Content => ({ ...run, noWrap: piece !== "\n" }));
}

/** Words with the spaces behind them; spaces before the first word are a token of their own. */
export function tokensOf(code: string): string[] {
  return code.match(/[^ ]+ *|^ +/g) ?? [];
}

/** A token as it is, or in pieces of one line, with line ends between them, when it alone is wider than that. */
function cut(token: string, { width, size }: CodeRoom): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of token) {
    if (piece !== "" && character !== " " && widthOfCode(piece + character, size) > width) {
      pieces.push(piece, "\n");
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** In points. */
function widthOfCode(text: string, size: number): number {
  return toFontRuns(text, "Mono").reduce((sum, run) => sum + widthOfRun(run, size), 0);
}

function widthOfRun({ text, font }: FontRun, size: number): number {
  return font === "Mono" ? text.length * codeCharacter * size : widthOf(text, font, "normal", size);
}
