/** How a Word document looks: styles, page and lists. Lengths are in twentieths of a point, sizes of type in half points. */
import { AlignmentType, LevelFormat, LineRuleType, type INumberingOptions, type IStylesOptions } from "docx";
import type { Numbering } from "./list-numbers.js";
import { colour } from "./pdf-style.js";

export const page = { width: 11906, height: 16838, margin: 1134 };
export const contentWidth = page.width - 2 * page.margin;
/** Indent of a list's or group's content. */
export const step = 400;
const codeFont = "Consolas";
/** Ids of the styles. */
export const codeStyles = { inline: "VerbatimChar", block: "SourceCode" };
/** Word has nine levels of lists and of entries in the contents. */
export const levels = 9;

/** Colours as Word writes them. */
export const ink = Object.fromEntries(
  Object.entries(colour).map(([name, value]) => [name, value.slice(1).toUpperCase()]),
) as Record<keyof typeof colour, string>;

/** Of code in a sentence. */
export const inlineCode = { font: codeFont, size: 20, shading: { type: "clear", fill: ink.soft } } as const;

const headingSizes = [40, 32, 27, 24, 22, 22];

export function createStyles(language: string): IStylesOptions {
  const heading = (level: number) => ({
    run: { size: headingSizes[level - 1] ?? 22, bold: true, color: level > 2 ? ink.text : ink.accent, font: "Calibri" },
    paragraph: { spacing: { before: level === 1 ? 360 : 280, after: 100 }, keepNext: true, keepLines: true },
  });
  return {
    default: {
      document: {
        run: { font: "Calibri", size: 22, color: ink.text, language: { value: language } },
        paragraph: { spacing: { after: 140, line: 276, lineRule: LineRuleType.AUTO } },
      },
      title: { run: { size: 64, bold: true, color: ink.accent }, paragraph: { spacing: { before: 3600, after: 200 } } },
      heading1: heading(1),
      heading2: heading(2),
      heading3: heading(3),
      heading4: heading(4),
      heading5: heading(5),
      heading6: heading(6),
      hyperlink: { run: { color: ink.link, underline: {} } },
    },
    // Others are based on these two, and some programs read none that is based on what is not there.
    characterStyles: [
      { id: "DefaultParagraphFont", name: "Default Paragraph Font" },
      // By these two names, pandoc knows code; our own import does so, too.
      { id: codeStyles.inline, name: "Verbatim Char", basedOn: "DefaultParagraphFont", run: inlineCode },
    ],
    paragraphStyles: [
      { id: "Normal", name: "Normal", quickFormat: true },
      { id: "Caption", name: "caption", basedOn: "Normal", run: { size: 20, color: ink.muted } },
      {
        ...{ id: codeStyles.block, name: "Source Code", basedOn: "Normal", run: { font: codeFont, size: 18 } },
        paragraph: { spacing: { before: 80, after: 200 }, indent: { left: 120, right: 120 } },
      },
      { id: "TOCHeading", name: "TOC Heading", basedOn: "Normal", run: { size: 40, bold: true, color: ink.accent } },
      ...Array.from({ length: levels }, (_, level) => ({
        ...{ id: `TOC${level + 1}`, name: `toc ${level + 1}`, basedOn: "Normal", run: { bold: level === 0 } },
        paragraph: { indent: { left: level * 300 }, spacing: { before: level === 0 ? 120 : 0, after: 30 } },
      })),
    ],
  };
}

const gridLine = { style: "single", color: ink.line, size: 4 } as const;
export const gridBorders = { top: gridLine, bottom: gridLine, left: gridLine, right: gridLine };

/** What an ordered list begins with, and is numbered with. */
export interface ListNumbers {
  readonly start: number;
  readonly numbering?: Numbering | undefined;
}

/** The lists of a document: bullets, and ordered ones by what they are numbered with, and begin with. */
export function createNumbering(ordered: Iterable<ListNumbers>): INumberingOptions {
  const bullets = ["•", "◦", "▪"];
  const indentOf = (level: number) => ({
    paragraph: { indent: { left: (level + 1) * step, hanging: 300 } },
  });
  const all = Array.from({ length: levels }, (_, level) => level);
  return {
    config: [
      {
        reference: "bullets",
        levels: all.map((level) => ({
          ...{ level, format: LevelFormat.BULLET, text: bullets[level % bullets.length] ?? "•" },
          ...{ alignment: AlignmentType.LEFT, style: indentOf(level) },
        })),
      },
      ...[...ordered].map(({ start, numbering }) => ({
        reference: numbersOf({ start, numbering }),
        levels: all.map((level) => ({
          ...{ level, format: numbering ? formats[numbering] : LevelFormat.DECIMAL, text: `%${level + 1}.`, start },
          ...{ alignment: AlignmentType.LEFT, style: indentOf(level) },
        })),
      })),
    ],
  };
}

const formats = {
  "lower-alpha": LevelFormat.LOWER_LETTER,
  "upper-alpha": LevelFormat.UPPER_LETTER,
  "lower-roman": LevelFormat.LOWER_ROMAN,
  "upper-roman": LevelFormat.UPPER_ROMAN,
};

/** Name of the lists with these numbers. */
export function numbersOf({ start, numbering }: ListNumbers): string {
  return `${numbering ?? "numbers"}-from-${start}`;
}
