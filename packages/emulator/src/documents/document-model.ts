/** A small document model between topic HTML and the export formats. */
import type { Numbering } from "./list-numbers.js";

/** How a run of text looks and where it leads. Absent means no. */
export interface TextMarks {
  bold?: true;
  italic?: true;
  underline?: true;
  strike?: true;
  code?: true;
  /** A key to press, which is code as well. */
  key?: true;
  marked?: true;
  script?: "sub" | "super";
  /** Address as written in the topic. */
  link?: string;
  /** Which way the text around it is read, as its author says; from left to right when nobody does. */
  direction?: Direction;
}

/** Which way a paragraph is read; `auto` goes by its first letter. */
export type Direction = "ltr" | "rtl" | "auto";

export interface TextRun extends TextMarks {
  type: "text";
  text: string;
}

export interface Picture {
  type: "image";
  /** Address as written in the topic: a storage address, a data URI, or anything else. */
  source: string;
  /** Text to show when the picture cannot be shown. */
  alternative: string;
  /** Width that the author asked for, in CSS pixels. */
  width?: number;
  link?: string;
}

export interface LineBreak {
  type: "break";
}

export type Inline = TextRun | Picture | LineBreak;

export interface Heading {
  type: "heading";
  /** 1 to 6. */
  level: number;
  /** The element's id, the target of `#id` links. */
  anchor?: string;
  content: Inline[];
}

export interface Paragraph {
  type: "paragraph";
  /** A caption belongs to the picture or table beside it. */
  role?: "caption";
  content: Inline[];
}

export interface List {
  type: "list";
  /** Of the items of an ordered list. */
  numbers?: number[];
  /** What an ordered list is numbered with; digits when absent. */
  numbering?: Numbering;
  items: Block[][];
}

export interface TableCell {
  header: boolean;
  /** Columns covered, at least 1. */
  columnSpan: number;
  /** Rows covered, at least 1. */
  rowSpan: number;
  /** As the language is read when absent. */
  align?: "left" | "center" | "right";
  blocks: Block[];
}

export interface Table {
  type: "table";
  caption: Inline[];
  rows: TableCell[][];
}

export interface CodeBlock {
  type: "code";
  /** Lines separated by `\n`; white space as written. */
  text: string;
}

/** Blocks set apart: a quotation, a note (tip, warning), or indented text. */
export interface Group {
  type: "group";
  kind: "quote" | "note" | "warning" | "indent";
  blocks: Block[];
}

export interface Rule {
  type: "rule";
}

export type Block = Heading | Paragraph | List | Table | CodeBlock | Picture | Group | Rule;

/** The words of inline content, line breaks as spaces, pictures left out. */
export function textOf(content: readonly Inline[]): string {
  return content.map((inline) => (inline.type === "text" ? inline.text : inline.type === "break" ? " " : "")).join("");
}

/** That of the first words: a paragraph has one. */
export function directionOf(content: readonly Inline[]): Direction {
  return content.find((inline) => inline.type === "text")?.direction ?? "ltr";
}

/** What is shown where a picture cannot be. */
export function insteadOf({ alternative }: Picture): TextRun {
  const words = alternative.trim();
  return { type: "text", text: words === "" ? "[picture]" : `[picture: ${words}]`, italic: true };
}

/** The words of blocks in reading order, one block a line. */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.map(textOfBlock).join("\n");
}

function textOfBlock(block: Block): string {
  switch (block.type) {
    case "heading":
    case "paragraph":
      return textOf(block.content);
    case "list":
      return block.items.map(textOfBlocks).join("\n");
    case "table":
      return [textOf(block.caption), ...block.rows.flat().map((cell) => textOfBlocks(cell.blocks))].join("\n");
    case "code":
      return block.text;
    case "group":
      return textOfBlocks(block.blocks);
    case "image":
      return block.alternative;
    case "rule":
      return "";
  }
}
