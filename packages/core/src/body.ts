/** Reads the body of an answer as text, without its byte-order mark and never more than a limit. */

/** The answer is longer than the limit. Becomes a ResponseValidationError before it reaches anybody. */
export class ResponseTooLarge extends Error {
  readonly limit: number;

  constructor(limit: number) {
    super(`longer than ${limit} bytes`);
    this.limit = limit;
  }
}

// Drops the byte-order mark. Making one costs as much as reading a small answer.
const utf8 = new TextDecoder();

/** @throws ResponseTooLarge as soon as the limit is passed; the rest is not read. */
export async function readText(response: Response, limit: number): Promise<string> {
  if (!response.body) return "";
  if (Number(response.headers.get("content-length")) > limit) {
    await response.body.cancel();
    throw new ResponseTooLarge(limit);
  }
  const chunks = await readChunks(response.body, limit);
  return utf8.decode(chunks.length === 1 ? chunks[0] : join(chunks));
}

async function readChunks(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array[]> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new ResponseTooLarge(limit);
    }
    chunks.push(value);
  }
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
