/** Inline content as Word runs. */
import {
  Bookmark,
  ExternalHyperlink,
  ImageRun,
  InternalHyperlink,
  TextRun as WordRun,
  type IRunOptions,
  type ParagraphChild,
} from "docx";
import { hash } from "node:crypto";
import type { LinkTarget } from "./chapters.js";
import { insteadOf, type Inline, type Picture, type TextRun } from "./document-model.js";
import { codeStyles, contentWidth, ink, inlineCode } from "./docx-style.js";
import { isRightToLeft } from "./language.js";
import type { CheckedPicture } from "./pictures.js";
import { toXmlText } from "./xml-text.js";

/** What inline content needs from the document around it. */
export interface TextContext {
  /** Gives the target of an address; undefined when it leads nowhere that the document can reach. */
  resolveLink: (address: string) => LinkTarget | undefined;
  /** The picture at an address; undefined when there is none that can be shown. */
  findPicture: (address: string) => CheckedPicture | undefined;
}

const pixelsPerPoint = 96 / 72;
const maxHeight = 850;
/** Word before 2016 shows this instead of an SVG. */
const emptyPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Runs, links and pictures in order; the options apply to all text. */
export function textChildren(
  content: readonly Inline[],
  context: TextContext,
  options: IRunOptions = {},
): ParagraphChild[] {
  return content.map((inline): ParagraphChild => {
    if (inline.type === "break") return new WordRun({ break: 1 });
    const target = inline.link === undefined ? undefined : context.resolveLink(inline.link);
    const style = target ? { ...options, style: "Hyperlink" } : options;
    return linked(target, inline.type === "text" ? textRun(inline, style) : pictureRun(inline, context, style));
  });
}

/** Text that links may lead to. */
export function bookmarked(place: string | undefined, children: ParagraphChild[]): ParagraphChild[] {
  return place === undefined ? children : [new Bookmark({ id: bookmarkOf(place), children })];
}

/** Bookmarks are short, and have no hyphens. */
export function bookmarkOf(place: string): string {
  const name = place.replaceAll("-", "_");
  return name.length <= 40 ? name : `place_${hash("sha256", place).slice(0, 30)}`;
}

function linked(target: LinkTarget | undefined, child: ParagraphChild): ParagraphChild {
  if (!target) return child;
  return "outside" in target
    ? new ExternalHyperlink({ link: target.outside, children: [child] })
    : new InternalHyperlink({ anchor: bookmarkOf(target.place), children: [child] });
}

function textRun(run: TextRun, options: IRunOptions): WordRun {
  return new WordRun({
    ...options,
    text: toXmlText(run.text),
    ...(run.bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.underline ? { underline: {} } : {}),
    ...(run.strike ? { strike: true } : {}),
    ...(run.marked ? { highlight: "yellow" } : {}),
    // A run has one style: code that is a link looks like code, and has that of links.
    ...(run.code ? (options.style === undefined ? { style: codeStyles.inline } : inlineCode) : {}),
    ...(run.script === "sub" ? { subScript: true } : {}),
    ...(run.script === "super" ? { superScript: true } : {}),
    ...(isRightToLeft(run.text) ? { rightToLeft: true } : {}),
  });
}

function pictureRun(picture: Picture, context: TextContext, options: IRunOptions): ParagraphChild {
  const checked = context.findPicture(picture.source);
  if (!checked) return textRun(insteadOf(picture), { ...options, color: ink.muted });
  const words = toXmlText(picture.alternative);
  const transformation = sizeOf(picture, checked);
  const altText = { name: words, title: words, description: words };
  const data = Buffer.from(checked.content);
  if (checked.kind !== "svg")
    return new ImageRun({ type: checked.kind === "jpeg" ? "jpg" : checked.kind, data, transformation, altText });
  return new ImageRun({ type: "svg", data, transformation, altText, fallback: { type: "png", data: emptyPng } });
}

/** The size in pixels: as asked or as the picture is, but never wider or higher than there is room. */
function sizeOf(picture: Picture, checked: CheckedPicture): { width: number; height: number } {
  const ratio = checked.height / checked.width;
  const room = (contentWidth / 20) * pixelsPerPoint;
  const width = Math.min(picture.width ?? checked.width, room, maxHeight / ratio);
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(width * ratio)) };
}
