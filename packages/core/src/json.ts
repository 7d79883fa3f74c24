/** Parses the JSON of an answer while it comes. */

export type Parsed = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

/** What an answer holds. */
export interface AnswerBody {
  /** Without its byte-order mark. Of a list that is read in pieces the beginning alone. */
  readonly text: string;
  readonly parsed: Parsed;
}

export const noBody: AnswerBody = { text: "", parsed: { isJson: false } };

/** Of a list so many characters are parsed at once: a longer text needs fresh memory, which can take more time than parsing. */
const PIECE_LENGTH = 65_536;
const BETWEEN_ITEMS = "},{";

/** Takes the bytes of an answer as they come. The text of a long list is never there as a whole. */
export class JsonReader {
  readonly #decoder = new TextDecoder();
  readonly #pieces: unknown[] = [];
  #beginning: string | undefined;
  #rest = "";
  #isInPieces = true;

  add(bytes: Uint8Array): void {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    if (this.#isInPieces && this.#rest.length >= PIECE_LENGTH) this.#takePiece();
  }

  end(): AnswerBody {
    const rest = this.#rest + this.#decoder.decode();
    const text = this.#beginning ?? rest;
    const parsed = parseJson(rest);
    if (this.#beginning === undefined || !parsed.isJson) return { text, parsed };
    return { text, parsed: { isJson: true, value: [...this.#pieces, parsed.value].flat() } };
  }

  /**
   * Takes the items before what looks like the place between two. Where it is something else, a text or an item is still open
   * there, and a bracket does not end the list: then all is parsed at the end.
   */
  #takePiece(): void {
    const text = this.#rest;
    const end = text.lastIndexOf(BETWEEN_ITEMS) + 1;
    const items = parseJson(`${text.slice(0, end)}]`);
    this.#isInPieces = items.isJson;
    if (!items.isJson) return;
    this.#beginning ??= text;
    this.#pieces.push(items.value);
    this.#rest = `[${text.slice(end + 1)}`;
  }
}

function parseJson(text: string): Parsed {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false };
  }
}
