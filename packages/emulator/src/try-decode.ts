/** Decodes what is written with percent signs in an address; undefined when that is done wrongly. */
export function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
