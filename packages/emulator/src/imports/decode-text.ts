/** Turns the bytes of a page into text, whatever encoding it was saved in. */
import { UnreadableFileError } from "./source.js";

/** Where pages and XML files say their encoding; looked for in the first bytes alone, as browsers do. */
const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i;
const declarationBytes = 4096;

/** Decodes by byte-order mark, by what the text declares, as UTF-8, or else as Windows-1252. */
export function decodeText(content: Uint8Array): string {
  const marked = decodeMarked(content);
  if (marked !== undefined) return marked;
  const start = new TextDecoder("latin1").decode(content.subarray(0, declarationBytes));
  const [, html, xml] = declared.exec(start) ?? [];
  const text = tryDecode("utf-8", content) ?? tryDecode(html ?? xml ?? "windows-1252", content);
  if (text !== undefined) return text;
  throw new UnreadableFileError("The text is in an encoding that is not known. Save it as UTF-8.");
}

function decodeMarked(content: Uint8Array): string | undefined {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(content);
  return undefined;
}

function tryDecode(encoding: string, content: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}
