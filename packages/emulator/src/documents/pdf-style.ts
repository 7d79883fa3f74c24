/** How the PDF export looks: sizes in points, colours, and the table layouts. */
import type { CustomTableLayout } from "pdfmake";

export const page = { width: 595.28, height: 841.89, left: 62, right: 62, top: 68, bottom: 64 };
/** What is roughly as high is kept on one page if it can be: with narrow words, wide letters and all, no page is too low. */
export const short = 300;
/** What is kept on one page together with pictures, whose height is known, is at most as high. */
export const mostKept = 600;
/** What is repeated on every page leaves room for the highest picture. */
export const mostRepeated = 150;
/** Width between the margins. */
export const contentWidth = page.width - page.left - page.right;
/** Pictures are not higher than this. */
export const maxPictureHeight = (page.height - page.top - page.bottom) * 0.7;

export const colour = {
  text: "#1f2933",
  muted: "#66727f",
  accent: "#14507f",
  link: "#0b62b8",
  line: "#c9d1da",
  soft: "#f3f5f8",
  mark: "#fff2b3",
  note: "#e9f2fb",
  warning: "#fdf3dc",
  warningLine: "#d99a1c",
};

export const baseSize = 10;
/** How wide a character is, roughly, in text of that size. */
export const pointsPerCharacter = 5.4;
export const codeSize = 8.5;
/** Of code in the middle of text. */
export const inlineCodeSize = 9;
/** Sizes of chapter headings by depth in the TOC, and of headings inside topics by level. */
export const chapterSizes = [22, 17, 14, 12.5];
export const headingSizes = [14.5, 13, 11.5, 10.5, 10, 10];
/** Long headings shrink down to this, so that they stay on one line. */
export const smallestHeading = 8.5;

const none = () => 0;

/** Thin lines around every cell. */
export const gridLayout: CustomTableLayout = {
  hLineWidth: () => 0.6,
  vLineWidth: () => 0.6,
  hLineColor: colour.line,
  vLineColor: colour.line,
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 4,
  paddingBottom: () => 3,
};

/** Left and right of the code in its box. */
export const boxPadding = 9;

/** A filled box, for code. */
export const boxLayout: CustomTableLayout = {
  hLineWidth: none,
  vLineWidth: none,
  fillColor: colour.soft,
  paddingLeft: () => boxPadding,
  paddingRight: () => boxPadding,
  paddingTop: () => 7,
  paddingBottom: () => 6,
};

/** Left of blocks that are indented. */
export const indentation = 16;
/** Indentations and frames leave as much for what is in them. */
export const narrowest = 24;

const bar = { line: 2.5, left: 10, right: 8 };
/** What a bar takes of the width. */
export const barFrame = bar.line + bar.left + bar.right;

/** A bar on the left and, for notes, a fill. */
export function barLayout(color: string, fill: string | undefined): CustomTableLayout {
  return {
    hLineWidth: none,
    vLineWidth: (column) => (column === 0 ? bar.line : 0),
    vLineColor: color,
    ...(fill === undefined ? {} : { fillColor: fill }),
    paddingLeft: () => bar.left,
    paddingRight: () => bar.right,
    paddingTop: () => (fill === undefined ? 0 : 6),
    paddingBottom: () => (fill === undefined ? 0 : 3),
  };
}
