/**
 * Code as pdfmake text. pdfmake breaks lines wherever prose may be broken, which is after every hyphen and slash; code is
 * broken at its spaces, so that names and options can be read and copied whole.
 */
import type { Content } from "pdfmake/interfaces.js";
import { toFontRuns, widthOf } from "./pdf-fonts.js";
import { breakLines, tokensOf } from "./pdf-lines.js";

/** What a line of code that goes on is indented by, beyond its own indentation. */
const hanging = 4;

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
  const words = line.trimStart();
  const indentation = line.length - words.length;
  const widthOfSpaces = (count: number) => Math.min(widthOfCode(" ".repeat(count), size), width / 2);
  const further = widthOfSpaces(indentation + hanging);
  const lines = breakLines(tokensOf(toFontRuns(words, "Mono")), {
    width: width - further,
    widthOf: (text, { font = "Mono" }) => widthOf(text, font, "normal", size),
  });
  const stack = lines.map((tokens, index): Content => ({
    text: tokens.map(({ piece, text }) => ({ ...piece, text, noWrap: true })),
    margin: [index === 0 ? widthOfSpaces(indentation) : further, 0, 0, 0],
  }));
  return { stack };
}

/** In points. */
function widthOfCode(text: string, size: number): number {
  return toFontRuns(text, "Mono").reduce((sum, run) => sum + widthOf(run.text, run.font, "normal", size), 0);
}
