/**
 * The fonts of the PDF export: Roboto (comes with pdfmake) for text, DejaVu Sans Mono for code, and DejaVu Sans for the
 * characters that those lack. All are embedded; together they cover Latin, Greek, Cyrillic, arrows and symbols.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { unpackWoff } from "./woff.js";

export type FontName = "Roboto" | "Sans" | "Mono";
export type FontStyle = "normal" | "bold" | "italics" | "bolditalics";
type FontFiles = Record<FontStyle, string>;

/** How wide each character of code is, as a share of the size of type. */
export const codeCharacter = 0.6021;

const require = createRequire(import.meta.url);

/** The font files by family and style, as pdfmake wants them. */
export const fontFiles: Record<FontName, FontFiles> = {
  Roboto: {
    normal: require.resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf"),
    bold: require.resolve("pdfmake/fonts/Roboto/Roboto-Medium.ttf"),
    italics: require.resolve("pdfmake/fonts/Roboto/Roboto-Italic.ttf"),
    bolditalics: require.resolve("pdfmake/fonts/Roboto/Roboto-MediumItalic.ttf"),
  },
  Sans: dejaVu("sans"),
  Mono: dejaVu("mono"),
};

function dejaVu(family: "sans" | "mono"): FontFiles {
  const file = (style: string) =>
    require.resolve(`@fontsource/dejavu-${family}/files/dejavu-${family}-latin-${style}.woff`);
  return {
    normal: file("400-normal"),
    bold: file("700-normal"),
    italics: file("400-italic"),
    bolditalics: file("700-italic"),
  };
}

/** What is in a font file, unpacked. */
export function readFont(file: string): Buffer {
  const content = readFileSync(file);
  return file.endsWith(".woff") ? unpackWoff(content) : content;
}

const opened = new Map<string, Font>();

function open(file: string): Font {
  const known = opened.get(file);
  if (known) return known;
  const font = create(readFont(file));
  if (!("hasGlyphForCodePoint" in font)) throw new Error(`${file} holds several fonts`);
  opened.set(file, font);
  return font;
}

/** Characters that both Roboto and DejaVu Sans Mono have; most text is made of them. */
const common = /^[\n\x20-\x7E\u00A0-\u00AC\u00AE-\u00FF\u0410-\u044F\u2013\u2014\u2018-\u201E\u2022\u2026]*$/;

/** A piece of text in one font. */
export interface FontRun {
  text: string;
  font: FontName;
}

/**
 * Stands for what no font has. Without it a font's own sign for that would be printed, whose width pdfkit writes wrongly into
 * the file: all that follows would be out of place.
 */
const unknownCharacter = "\uFFFD";

/** Splits text into runs that the fonts can show, preferring the given one. */
export function toFontRuns(text: string, preferred: "Roboto" | "Mono"): FontRun[] {
  if (common.test(text)) return [{ text, font: preferred }];
  const runs: FontRun[] = [];
  for (const character of text) {
    const known = fontFor(character, preferred);
    const [shown, font] = known ? [character, known] : [unknownCharacter, preferred];
    const last = runs.at(-1);
    if (last && (last.font === font || character === " ")) last.text += shown;
    else runs.push({ text: shown, font });
  }
  return runs;
}

function fontFor(character: string, preferred: FontName): FontName | undefined {
  if (common.test(character)) return preferred;
  const codePoint = character.codePointAt(0) ?? 0;
  const has = (font: FontName) => open(fontFiles[font].normal).hasGlyphForCodePoint(codePoint);
  return [preferred, "Sans" as const].find(has);
}

/** So many widths are kept: more than texts have different words that are used often. */
const mostKept = 20_000;
/** Widths of texts at a size of 1, by font, style and text. Fonts take long to lay text out. */
const kept = new Map<string, number>();

/** The width of text in points. */
export function widthOf(text: string, font: FontName, style: FontStyle, size: number): number {
  if (font === "Mono") return text.length * codeCharacter * size;
  const key = `${font} ${style} ${text}`;
  let width = kept.get(key);
  if (width === undefined) {
    width = measure(text, open(fontFiles[font][style]));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, width);
  }
  return width * size;
}

function measure(text: string, font: Font): number {
  return font.layout(text).advanceWidth / font.unitsPerEm;
}
