/** Takes one string field out of a JSON object that arrives in pieces, so that a file inside JSON is never held whole. */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

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
  /** What followed a backslash inside the field so far. */
  #fieldEscape: string | undefined;
  #found = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next bytes of the document and gives the field's text in them, unescaped. Throws `SyntaxError`. */
  push(chunk: Uint8Array): Uint8Array {
    const text = { bytes: new Uint8Array(chunk.length), length: 0 };
    let index = 0;
    while (index < chunk.length) {
      index = this.#inField ? this.#readField(chunk, index, text) : this.#readRest(chunk, index);
    }
    return text.bytes.subarray(0, text.length);
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

  #readField(chunk: Uint8Array, start: number, text: { bytes: Uint8Array; length: number }): number {
    for (let index = start; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (this.#fieldEscape !== undefined) {
        this.#fieldEscape += String.fromCharCode(byte);
        if (this.#fieldEscape.startsWith("u") && this.#fieldEscape.length < 5) continue;
        text.bytes[text.length++] = unescapeAscii(this.#fieldEscape);
        this.#fieldEscape = undefined;
      } else if (byte === BACKSLASH) {
        this.#fieldEscape = "";
      } else if (byte === QUOTE) {
        this.#inField = false;
        this.#keep(chunk.slice(index, index + 1));
        return index + 1;
      } else {
        text.bytes[text.length++] = byte;
      }
    }
    return chunk.length;
  }
}

function parseString(bytes: number[]): string | undefined {
  try {
    return String(JSON.parse(`"${new TextDecoder().decode(Uint8Array.from(bytes))}"`));
  } catch {
    return undefined; // The whole is refused at the end, where the message can show the document.
  }
}

function unescapeAscii(escape: string): number {
  const character = String(JSON.parse(`"\\${escape}"`));
  const code = character.charCodeAt(0);
  if (code > 0x7f) throw new SyntaxError(`the character ${character} does not belong here`);
  return code;
}
