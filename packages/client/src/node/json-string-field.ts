/** Takes one string field out of a JSON object that arrives in pieces, so that a file inside JSON is never held whole. */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LETTER_U = 0x75;
const HEX = new Map(Array.from("0123456789abcdefABCDEF", (digit) => [digit.charCodeAt(0), Number.parseInt(digit, 16)]));
const EMPTY = new Uint8Array();
/** Characters by the letter that stands for them behind a backslash. */
const MEANINGS = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([letter, meant]) => [letter.charCodeAt(0), meant.charCodeAt(0)],
  ),
);

/** What surrounds the field is small in an honest answer; more than this is something else, such as a page. */
const MAX_REST = 1024 * 1024;

/**
 * Reads the text of one top-level field, ASCII only, as it comes. Everything else is kept and, with the field's text
 * left out, must be JSON at the end: that is what tells a cut-off answer from a whole one.
 */
export class JsonStringField {
  readonly #name: string;
  readonly #rest: Uint8Array[] = [];
  #restLength = 0;
  #depth = 0;
  #isObject = false;
  #expectsKey = false;
  #keyBytes: number[] | undefined;
  #key: string | undefined;
  #inString = false;
  #escaped = false;
  #inField = false;
  #unescaped = EMPTY;
  /** An escape inside the field whose end has not come yet. */
  #held: Uint8Array = EMPTY;
  #found = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Takes the next bytes of the document and gives the field's text in them, unescaped, in memory that the next call may
   * write anew. Throws `SyntaxError`.
   */
  push(next: Uint8Array): Uint8Array {
    const chunk = this.#held.length > 0 ? Buffer.concat([this.#held, next]) : next;
    this.#held = EMPTY;
    const runs: Uint8Array[] = [];
    let index = 0;
    while (index < chunk.length) {
      index = this.#inField ? this.#readField(chunk, index, runs) : this.#readRest(chunk, index);
    }
    const [only = EMPTY] = runs;
    return runs.length > 1 ? Buffer.concat(runs) : only;
  }

  /** Says whether the field was there, and gives the rest of the document. Throws `SyntaxError` when it is not JSON. */
  end(): { found: boolean; rest: unknown } {
    const rest: unknown = JSON.parse(this.restText);
    if (this.#found > 1) throw new SyntaxError(`"${this.#name}" occurs more than once`);
    return { found: this.#found === 1, rest };
  }

  /** The document so far without the field's text. */
  get restText(): string {
    const decoder = new TextDecoder();
    return this.#rest.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
  }

  #keep(bytes: Uint8Array): void {
    this.#rest.push(bytes);
    this.#restLength += bytes.length;
    if (this.#restLength > MAX_REST) throw new SyntaxError("too long for the description of one file");
  }

  #readRest(chunk: Uint8Array, start: number): number {
    let index = start;
    while (index < chunk.length && !this.#inField) this.#step(chunk[index++] ?? 0);
    this.#keep(chunk.slice(start, index));
    return index;
  }

  #step(byte: number): void {
    if (this.#inString) {
      this.#stepInString(byte);
      return;
    }
    switch (byte) {
      case QUOTE:
        this.#openString();
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (this.#depth === 0) this.#isObject = byte === OPEN_BRACE;
        this.#depth++;
        this.#expectsKey = this.#depth === 1 && this.#isObject;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        this.#depth--;
        break;
      case COLON:
        if (this.#depth === 1) this.#expectsKey = false;
        break;
      case COMMA:
        if (this.#depth === 1) this.#expectsKey = this.#isObject;
        break;
    }
  }

  #openString(): void {
    if (this.#depth === 1 && this.#isObject && !this.#expectsKey && this.#key === this.#name) {
      this.#inField = true;
      this.#found++;
      return;
    }
    this.#inString = true;
    if (this.#depth === 1 && this.#expectsKey) this.#keyBytes = [];
  }

  #stepInString(byte: number): void {
    if (byte === QUOTE && !this.#escaped) {
      this.#inString = false;
      if (this.#keyBytes) this.#key = parseString(this.#keyBytes);
      this.#keyBytes = undefined;
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    this.#keyBytes?.push(byte);
  }

  #readField(chunk: Uint8Array, start: number, runs: Uint8Array[]): number {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const quote = bytes.indexOf(QUOTE, start);
    const end = quote === -1 ? chunk.length : quote;
    if (bytes.subarray(start, end).includes(BACKSLASH)) return this.#readEscaped(chunk, start, runs);
    if (end > start) runs.push(chunk.subarray(start, end));
    return quote === -1 ? end : this.#endField(chunk, quote);
  }

  /** As far as the end of the field or of the chunk, byte by byte. */
  #readEscaped(chunk: Uint8Array, start: number, runs: Uint8Array[]): number {
    if (this.#unescaped.length < chunk.length) this.#unescaped = new Uint8Array(chunk.length);
    const text = this.#unescaped;
    let end = start;
    let index = start;
    for (; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (byte === QUOTE) break;
      if (byte !== BACKSLASH) {
        text[end++] = byte;
        continue;
      }
      const size = chunk[index + 1] === LETTER_U ? 6 : 2;
      if (index + size > chunk.length) {
        this.#held = new Uint8Array(chunk.subarray(index)); // A copy: the memory of the chunk is not ours.
        index = chunk.length;
        break;
      }
      text[end++] = unescapeAscii(chunk, index + 1);
      index += size - 1;
    }
    runs.push(text.subarray(start, end));
    return index < chunk.length ? this.#endField(chunk, index) : index;
  }

  #endField(chunk: Uint8Array, quote: number): number {
    this.#inField = false;
    this.#keep(chunk.slice(quote, quote + 1));
    return quote + 1;
  }
}

function parseString(bytes: number[]): string | undefined {
  try {
    return String(JSON.parse(`"${new TextDecoder().decode(Uint8Array.from(bytes))}"`));
  } catch {
    return undefined; // The whole is refused at the end, where the message can show the document.
  }
}

/** The character that is meant by what stands behind a backslash. */
function unescapeAscii(bytes: Uint8Array, index: number): number {
  const letter = bytes[index] ?? 0;
  if (letter !== LETTER_U) {
    const meant = MEANINGS.get(letter);
    if (meant === undefined) throw new SyntaxError("an escape is none that JSON has");
    return meant;
  }
  let code = 0;
  for (let digit = index + 1; digit < index + 5; digit++) code = code * 16 + (HEX.get(bytes[digit] ?? 0) ?? Number.NaN);
  if (!(code <= 0x7f)) throw new SyntaxError("a character that is not ASCII does not belong here");
  return code;
}
