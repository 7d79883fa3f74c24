/** Checks pictures before they are put into a document: a broken one must not cost the whole export. */
import { crc32, inflateSync } from "node:zlib";
import { tryDecode } from "../try-decode.js";
import { rewriteSvg } from "./svg.js";

/** A picture that can be put into a document. Sizes are in CSS pixels. */
export interface CheckedPicture {
  kind: "png" | "jpeg" | "svg";
  content: Uint8Array;
  width: number;
  height: number;
}

const mediaTypes = { png: "image/png", jpeg: "image/jpeg", svg: "image/svg+xml" } as const;

export function mediaTypeOf({ kind }: CheckedPicture): string {
  return mediaTypes[kind];
}

/** Name of the picture's file in a document. */
export function fileNameOf(name: string, { kind }: CheckedPicture): string {
  return `pictures/${name}.${kind}`;
}

const MAX_PIXELS = 100_000_000;

/** Reads the kind and size of a PNG, JPEG or SVG; undefined for other kinds and for broken files. */
export function checkPicture(content: Uint8Array): CheckedPicture | undefined {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const size = checkPng(bytes) ?? checkJpeg(bytes) ?? checkSvg(bytes);
    return size && size.width > 0 && size.height > 0 ? { ...size, content: size.content ?? content } : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a data URI; undefined when it is none. */
export function parseDataUri(address: string): Uint8Array | undefined {
  const match = /^data:([^,]*),(.*)$/is.exec(address.trim());
  if (!match) return undefined;
  const [, type = "", data = ""] = match;
  const text = tryDecode(data);
  return text === undefined ? undefined : Buffer.from(text, /;\s*base64\s*$/i.test(type) ? "base64" : "utf8");
}

type Checked = Omit<CheckedPicture, "content"> & { content?: Uint8Array };

/** Checks every part, since the PDF library decodes PNGs where an error could not be caught. */
function checkPng(bytes: Buffer): Checked | undefined {
  if (!bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return undefined;
  const data: Buffer[] = [];
  let size: Checked | undefined;
  let bitsPerPixel = 0;
  let isInterlaced = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) return undefined;
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) return undefined;
    if (type === "IHDR") {
      size = { kind: "png", width: body.readUInt32BE(0), height: body.readUInt32BE(4) };
      bitsPerPixel = body.readUInt8(8) * ([1, 0, 3, 1, 2, 0, 4][body.readUInt8(9)] ?? 0);
      isInterlaced = body.readUInt8(12) !== 0;
    } else if (type === "IDAT") data.push(body);
    at += 12 + length;
  }
  if (!size || bitsPerPixel === 0 || isInterlaced || size.width * size.height > MAX_PIXELS) return undefined;
  const expected = size.height * (1 + Math.ceil((size.width * bitsPerPixel) / 8));
  const pixels = inflateSync(Buffer.concat(data), { maxOutputLength: expected + 1 });
  return pixels.length === expected ? size : undefined;
}

function checkJpeg(bytes: Buffer): Checked | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff01) return undefined;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { kind: "jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** An SVG must not make the exporter open files, and be XML where a format wants XML. */
function checkSvg(bytes: Buffer): Checked | undefined {
  const text = bytes.toString("utf8");
  if (text.includes("<!ENTITY") || !/<\/(?:\w+:)?svg\s*>\s*$|<(?:\w+:)?svg\b[^>]*\/>\s*$/.test(text)) return undefined;
  const safe = rewriteSvg(text);
  const tag = /^<[^>]*>/.exec(safe ?? "")?.[0];
  if (safe === undefined || tag === undefined) return undefined;
  const length = (name: string) =>
    Number.parseFloat(new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)(?:px)?["']`).exec(tag)?.[1] ?? "");
  const box =
    /\sviewBox\s*=\s*["']([^"']*)["']/
      .exec(tag)?.[1]
      ?.trim()
      .split(/[\s,]+/)
      .map(Number) ?? [];
  const width = length("width") || (box[2] ?? 300);
  const height = length("height") || (box[3] ?? 150);
  return { kind: "svg", width, height, content: Buffer.from(safe) };
}
