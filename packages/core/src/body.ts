/** Reads the body of an answer, never more than a limit. */
import { JsonReader, noBody, type AnswerBody } from "./json.js";

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

/** @throws ResponseTooLarge as soon as the limit is passed; the rest is not read. */
export async function readBody(response: Response, limit: number): Promise<AnswerBody> {
  if (!response.body) return noBody;
  if (Number(response.headers.get("content-length")) > limit) {
    await response.body.cancel();
    throw new ResponseTooLarge(limit);
  }
  const { json, isWhole } = await readParts(response.body, limit);
  if (!isWhole) throw new ResponseTooLarge(limit);
  return json.end();
}

/** The body of an error answer, or its beginning when it is long: an answer without an end is an error with a status, too. */
export async function readBeginning({ body, bodyUsed }: Response): Promise<AnswerBody> {
  return body && !bodyUsed ? (await readParts(body, LONGEST_BEGINNING)).json.end() : noBody;
}

interface Read {
  readonly json: JsonReader;
  readonly isWhole: boolean;
}

/** Reads up to the end, or until the limit is passed. */
async function readParts(body: ReadableStream<Uint8Array>, limit: number): Promise<Read> {
  const reader = body.getReader();
  const json = new JsonReader();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { json, isWhole: true };
    json.add(value);
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return { json, isWhole: false };
    }
  }
}
