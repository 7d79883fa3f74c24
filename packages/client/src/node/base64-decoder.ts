/** Decodes base64 that arrives in pieces. Strict: what is not base64 is an error, never skipped. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 0x3d;
const INVALID = 0xff;
const BLANK = 0xfe;
/** The letters of base64url, which Node.js takes for base64. */
const foreign = ["-", "_"].map((letter) => letter.charCodeAt(0));

const values = new Uint8Array(256).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) values[ALPHABET.charCodeAt(value)] = value;
for (const blank of " \t\r\n") values[blank.charCodeAt(0)] = BLANK;

export class Base64Decoder {
  /** The bits of the group of four characters that is being read. */
  #group = 0;
  #characters = 0;
  #padding = 0;
  #bytes = Buffer.alloc(0);
  #length = 0;

  /**
   * Takes the next characters as ASCII bytes and gives the bytes that are complete, in memory that the next call writes
   * anew. Throws `SyntaxError`.
   */
  push(text: Uint8Array): Uint8Array {
    const most = Math.ceil(text.length / 4) * 3 + 3;
    if (this.#bytes.length < most) this.#bytes = Buffer.allocUnsafeSlow(most);
    this.#length = 0;
    const start = Math.min((4 - this.#characters) % 4, text.length);
    this.#readCarefully(text.subarray(0, start));
    const end = this.#characters === 0 ? start + this.#readQuickly(text.subarray(start)) : start;
    this.#readCarefully(text.subarray(end));
    return this.#bytes.subarray(0, this.#length);
  }

  /** Throws `SyntaxError` when the last group is not complete. */
  end(): void {
    if (this.#characters !== 0) throw new SyntaxError("the content ends in the middle of base64");
  }

  /**
   * Has Node.js decode the whole groups, which is many times faster. It skips what it does not know; fewer bytes than there
   * should be tell that something other than the alphabet is there, and then nothing counts as read. Gives how much was.
   */
  #readQuickly(text: Uint8Array): number {
    const groups = Math.floor(text.length / 4);
    const whole = Buffer.from(text.buffer, text.byteOffset, groups * 4);
    if (this.#padding > 0 || foreign.some((letter) => whole.includes(letter))) return 0;
    const written = this.#bytes.write(whole.toString("latin1"), this.#length, "base64");
    if (written !== groups * 3) return 0;
    this.#length += written;
    return whole.length;
  }

  #readCarefully(text: Uint8Array): void {
    const bytes = this.#bytes;
    for (const character of text) {
      const value = character === PADDING ? this.#pad() : (values[character] ?? INVALID);
      if (value === BLANK) continue;
      if (value === INVALID) throw new SyntaxError("the content is not base64");
      if (character !== PADDING && this.#padding > 0) throw new SyntaxError("the content goes on after its base64 end");
      this.#group = (this.#group << 6) | value;
      if (++this.#characters < 4) continue;
      bytes[this.#length] = this.#group >> 16;
      bytes[this.#length + 1] = this.#group >> 8;
      bytes[this.#length + 2] = this.#group;
      this.#length += 3 - this.#padding;
      this.#group = 0;
      this.#characters = 0;
    }
  }

  #pad(): number {
    this.#padding++;
    // Padding stands in the third and fourth place of the last group only.
    return this.#characters < 2 || this.#padding > 2 ? INVALID : 0;
  }
}
