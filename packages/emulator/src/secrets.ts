/** Makes the secrets of a portal (keys, passwords, tokens), and compares them. Only hashes are kept, but for mails. */
import { hash, randomInt, timingSafeEqual } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A random secret of letters and digits. */
export function makeSecret(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** Secrets are long and random, so one round of SHA-256 is enough to keep them unreadable. */
export function hashSecret(secret: string): Uint8Array {
  return hash("sha256", secret, "buffer");
}

const nobodysHash = hashSecret("");

/** Whether a secret has this hash. Takes as long when there is no hash, and then says no. */
export function isSecret(secret: string, hash: Uint8Array | null): boolean {
  return isHash(hashSecret(secret), hash);
}

/** The same for a secret of which only the hash is there. */
export function isHash(given: Uint8Array, hash: Uint8Array | null): boolean {
  const isEqual = timingSafeEqual(given, hash ?? nobodysHash);
  return isEqual && hash !== null;
}
