/** Reads the body of an answer as text, without its byte-order mark and never more than a limit. */

/** The answer is longer than the limit. Becomes a ResponseValidationError before it reaches anybody. */
export class ResponseTooLarge extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`longer than ${limit} bytes`);
    this.limit = limit;
  }
}

/** Of an error, which needs no more to be understood. */
const LONGEST_BEGINNING = 2 ** 20;

// Drops the byte-order mark. Making one costs as much as reading a small answer.
const utf8 = new TextDecoder();

/** @throws ResponseTooLarge as soon as the limit is passed; the rest is not read. */
export async function readText(response: Response, limit: number): Promise<string> {
  if (!response.body) return "";
  if (Number(response.headers.get("content-length")) > limit) {
    await response.body.cancel();
    throw new ResponseTooLarge(limit);
  }
  const { chunks, isWhole } = await readChunks(response.body, limit);
  if (!isWhole) throw new ResponseTooLarge(limit);
  return toText(chunks);
}

/** The body of an error answer, or its beginning when it is long: an answer without an end is an error with a status, too. */
export async function readBeginning(response: Response): Promise<string> {
  if (!response.body) return "";
  const { chunks } = await readChunks(response.body, LONGEST_BEGINNING);
  return toText(chunks);
}

interface Read {
  readonly chunks: readonly Uint8Array[];
  readonly isWhole: boolean;
}

/** Reads up to the end, or until the limit is passed. */
async function readChunks(body: ReadableStream<Uint8Array>, limit: number): Promise<Read> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, isWhole: true };
    size += value.byteLength;
    chunks.push(value);
    if (size > limit) {
      await reader.cancel();
      return { chunks, isWhole: false };
    }
  }
}

function toText(chunks: readonly Uint8Array[]): string {
  return utf8.decode(chunks.length === 1 ? chunks[0] : join(chunks));
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
