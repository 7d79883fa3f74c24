/** Decodes base64 that arrives in pieces. Strict: what is not base64 is an error, never skipped. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 0x3d;
const INVALID = 0xff;
const BLANK = 0xfe;

const values = new Uint8Array(256).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) values[ALPHABET.charCodeAt(value)] = value;
for (const blank of " \t\r\n") values[blank.charCodeAt(0)] = BLANK;

export class Base64Decoder {
  /** The bits of the group of four characters that is being read. */
  #group = 0;
  #characters = 0;
  #padding = 0;

  /** Takes the next characters as ASCII bytes and gives the bytes that are complete. Throws `SyntaxError`. */
  push(text: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3 + 3);
    let length = 0;
    for (const character of text) {
      const value = character === PADDING ? this.#pad() : (values[character] ?? INVALID);
      if (value === BLANK) continue;
      if (value === INVALID) throw new SyntaxError("the content is not base64");
      if (character !== PADDING && this.#padding > 0) throw new SyntaxError("the content goes on after its base64 end");
      this.#group = (this.#group << 6) | value;
      if (++this.#characters < 4) continue;
      bytes[length] = this.#group >> 16;
      bytes[length + 1] = this.#group >> 8;
      bytes[length + 2] = this.#group;
      length += 3 - this.#padding;
      this.#group = 0;
      this.#characters = 0;
    }
    return bytes.subarray(0, length);
  }

  /** Throws `SyntaxError` when the last group is not complete. */
  end(): void {
    if (this.#characters !== 0) throw new SyntaxError("the content ends in the middle of base64");
  }

  #pad(): number {
    this.#padding++;
    // Padding stands in the third and fourth place of the last group only.
    return this.#characters < 2 || this.#padding > 2 ? INVALID : 0;
  }
}
