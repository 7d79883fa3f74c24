/** What the attributes of topic HTML say of cells, pictures and notes. */
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

function alignmentOf({ style = "", align = "" }: Attributes): TableCell["align"] {
  const wanted = (/(?:^|;)\s*text-align:\s*([a-z]+)/i.exec(style)?.[1] ?? align).toLowerCase();
  return (["left", "center", "right"] as const).find((one) => one === wanted);
}

export function directionOf({ dir = "" }: Attributes): TextMarks["direction"] {
  return (["ltr", "rtl", "auto"] as const).find((one) => one === dir.toLowerCase());
}

export function pictureOf(attributes: Attributes, marks: TextMarks): Picture {
  const width = Number.parseFloat(
    attributes.width ?? /(?:^|;)\s*width:\s*([\d.]+)px/.exec(attributes.style ?? "")?.[1] ?? "",
  );
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
