/**
 * SHA-256 of content that comes in pieces, where the system has none: Web Crypto hashes only what is whole. The package's
 * import `#sha256` leads to the system's own where there is one.
 */

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Hexadecimal. Ends the hash. */
  digest(): string;
}

const BLOCK = 64;

/** The first bits of the fractional parts of roots of the first primes, as FIPS 180-4 defines the constants. */
function fractionsOfRoots(count: number, exponent: number): Uint32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Uint32Array.from(primes, (prime) => (prime ** exponent % 1) * 2 ** 32);
}

const K = fractionsOfRoots(64, 1 / 3);
const START = fractionsOfRoots(8, 1 / 2);

export function createSha256(): Sha256 {
  const state = Uint32Array.from(START);
  const block = new Uint8Array(BLOCK);
  let filled = 0;
  let size = 0;

  function update(bytes: Uint8Array): void {
    size += bytes.length;
    for (let offset = 0; offset < bytes.length;) {
      const taken = bytes.subarray(offset, offset + BLOCK - filled);
      block.set(taken, filled);
      filled += taken.length;
      offset += taken.length;
      if (filled < BLOCK) return;
      compress(state, block);
      filled = 0;
    }
  }

  return {
    update,
    digest() {
      const bits = size * 8;
      const padding = new Uint8Array(((BLOCK + 55 - filled) % BLOCK) + 9);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
      view.setUint32(padding.length - 4, bits % 2 ** 32);
      update(padding);
      return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
    },
  };
}

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

const words = new Uint32Array(BLOCK);

/** Takes one block into the state: section 6.2.2 of FIPS 180-4. */
function compress(state: Uint32Array, block: Uint8Array): void {
  const view = new DataView(block.buffer);
  const word = (index: number) => words[index] ?? 0;
  for (let t = 0; t < 16; t += 1) words[t] = view.getUint32(t * 4);
  for (let t = 16; t < 64; t += 1) {
    const [far, near] = [word(t - 15), word(t - 2)];
    const small0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
    const small1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
    words[t] = word(t - 16) + small0 + word(t - 7) + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + word(t)) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = (state[index] ?? 0) + value;
  });
}
