/** Inline content as pdfmake text. */
import type { Content, ContentText, Style } from "pdfmake/interfaces.js";
import type { LinkTarget } from "./chapters.js";
import type { LineBreak, TextRun } from "./document-model.js";
import { toFontRuns, widthOf } from "./pdf-fonts.js";
import { codeSize, colour, contentWidth, smallestHeading } from "./pdf-style.js";

/** A link's target in the words of pdfmake. */
export type PdfTarget = { link: string } | { linkToDestination: string };

/** Gives the target of an address; undefined when it leads nowhere that the document can reach. */
export type ResolveLink = (address: string) => PdfTarget | undefined;

/** Puts a target into the words of pdfmake. */
export function toPdfTarget(target: LinkTarget | undefined): PdfTarget | undefined {
  if (!target) return undefined;
  return "outside" in target ? { link: target.outside } : { linkToDestination: target.place };
}

/** Text runs with their fonts, marks and links; `scale` is the size of type as a share of the usual one. */
export function textContent(
  content: readonly (TextRun | LineBreak)[],
  { resolveLink, scale }: { resolveLink: ResolveLink; scale: number },
): Content[] {
  return content.flatMap((inline): Content[] => {
    if (inline.type === "break") return [{ text: "\n" }];
    const target = inline.link === undefined ? undefined : resolveLink(inline.link);
    const style = { ...styleOf(inline, target !== undefined, scale), ...target };
    return toFontRuns(inline.text, inline.code ? "Mono" : "Roboto").map(({ text, font }) => ({ text, ...style, font }));
  });
}

function styleOf(run: TextRun, isLink: boolean, scale: number): Style {
  const decorations = [
    ...(run.underline ? (["underline"] as const) : []),
    ...(run.strike ? (["lineThrough"] as const) : []),
  ];
  return {
    ...(run.bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.code ? { fontSize: (codeSize + 0.5) * scale, background: colour.soft } : {}),
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
  width = contentWidth,
): Pick<ContentText, "text" | "font" | "fontSize" | "bold"> {
  const line = text.replace(/\s+/g, " ");
  const runs = toFontRuns(line, "Roboto");
  const font = runs.every((run) => run.font === "Roboto") ? "Roboto" : "Sans";
  // pdfmake measures word by word, without kerning between them; the small reserve covers the difference.
  const fitting = size * Math.min(1, width / (widthOf(line, font, "bold", size) * 1.01 || 1));
  return { text: line, font, bold: true, fontSize: fitting >= smallestHeading ? fitting : size };
}
