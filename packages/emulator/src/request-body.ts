/** Reads the JSON body of a request, within limits. */
import { badRequest, wrongLetterCase } from "./api-error.js";

/** Most bytes of a body: what the API says of all requests. */
export const bodyLimit = 10 * 1024 * 1024;
/** A file of 10 MB in base64, with some room for the JSON around it. */
export const uploadBodyLimit = 15 * 1024 * 1024;

/**
 * So much of a body that is too large is read and thrown away: a client that is cut off while it is sending would not see
 * the answer.
 */
const drainLimit = 100 * 1024 * 1024;

/** Gives the fields of the body; none when it is empty. Throws 400, or 500 for `True` and its like. */
export async function readBody(request: Request, limit: number): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return {};
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badRequest("The body is not UTF-8 text.");
  }
  if (text.trim() === "") return {};
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw badRequest("The body must be a JSON object.");
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  let isTooLarge = Number(request.headers.get("Content-Length") ?? 0) > limit;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    isTooLarge ||= size > limit;
    if (size > drainLimit) break;
    if (isTooLarge) pieces.length = 0;
    else pieces.push(piece);
  }
  if (!isTooLarge) return Buffer.concat(pieces);
  throw badRequest(`The body is too large: at most ${Math.floor(limit / 1024 / 1024)} MB are accepted.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const [literal] = /\b(?:True|TRUE|False|FALSE|None|Null|NULL)\b/.exec(withoutStrings(text)) ?? [];
    if (literal !== undefined && isJson(lowerCaseLiterals(text))) {
      throw wrongLetterCase(`Values are case-sensitive: write true, false and null, not ${literal}.`);
    }
    // V8's message quotes a piece of the body, which is the caller's own.
    throw badRequest(`The body is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`);
  }
}

const stringOrLiteral = /"(?:[^"\\]|\\.)*"|\b(?:True|TRUE|False|FALSE|None|Null|NULL)\b/gs;

function withoutStrings(text: string): string {
  return text.replace(stringOrLiteral, (found) => (found.startsWith('"') ? '""' : found));
}

function lowerCaseLiterals(text: string): string {
  return text.replace(stringOrLiteral, (found) => {
    if (found.startsWith('"')) return found;
    return found === "None" ? "null" : found.toLowerCase();
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
