/** What the attributes of topic HTML say of cells, pictures and notes, and of what is not to be seen. */
import type { Group, Picture, TableCell, TextMarks } from "./document-model.js";

export type Attributes = Record<string, string>;

const MAX_SPAN = 100;
const groupOfTag = new Map<string, Group["kind"]>([
  ["blockquote", "quote"],
  ["aside", "note"],
  ["dd", "indent"],
]);

export function cellOf(tag: "td" | "th", attributes: Attributes): TableCell {
  const columnSpan = spanOf(attributes.colspan);
  const align = alignmentOf(attributes);
  return {
    ...{ header: tag === "th", columnSpan, rowSpan: spanOf(attributes.rowspan), blocks: [] },
    ...(align && { align }),
  };
}

/** What the attribute `style` says last of a property, in lower case; the property is a part of a regular expression. */
export function declaredIn({ style }: Attributes, property: string): string | undefined {
  const declarations = style?.toLowerCase().matchAll(new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "g")) ?? [];
  return [...declarations].at(-1)?.[1];
}

/** Whether the attribute `style` takes the element, with all that is in it, off the page. */
export function isHidden(attributes: Attributes): boolean {
  return /^none\b/.test(declaredIn(attributes, "display") ?? "");
}

function alignmentOf(attributes: Attributes): TableCell["align"] {
  const wanted = declaredIn(attributes, "text-align") ?? attributes.align?.toLowerCase() ?? "";
  return (["left", "center", "right"] as const).find((one) => one === /^[a-z]*/.exec(wanted)?.[0]);
}

export function directionOf({ dir = "" }: Attributes): TextMarks["direction"] {
  return (["ltr", "rtl", "auto"] as const).find((one) => one === dir.toLowerCase());
}

export function pictureOf(attributes: Attributes, marks: TextMarks): Picture {
  const declared = /^[\d.]+px/.exec(declaredIn(attributes, "width") ?? "")?.[0];
  const width = Number.parseFloat(attributes.width ?? declared ?? "");
  const isPixels = width > 0 && !(attributes.width ?? "").includes("%");
  return {
    type: "image",
    source: attributes.src ?? "",
    alternative: attributes.alt ?? attributes.title ?? "",
    ...(isPixels ? { width } : {}),
    ...(marks.link ? { link: marks.link } : {}),
  };
}

export function groupKindOf(tag: string, attributes: Attributes): Group["kind"] | undefined {
  const byTag = groupOfTag.get(tag);
  if (tag !== "div" && tag !== "p" && tag !== "aside" && tag !== "section" && tag !== "blockquote") return byTag;
  const words = (attributes.class ?? "").toLowerCase().split(/[\s_-]+/);
  if (words.some((word) => ["warning", "caution", "danger", "important"].includes(word))) return "warning";
  if (words.some((word) => ["note", "tip", "info", "hint", "callout"].includes(word))) return "note";
  return byTag;
}

function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? "1", 10);
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 1), MAX_SPAN);
}
