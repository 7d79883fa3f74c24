/** File-name masks, in which `*` stands for any characters and nothing else is special. */

/** Gives a test for names. It never backtracks further than to the last `*`, so no mask makes it slow. */
export function createMask(mask: string): (name: string) => boolean {
  const parts = mask.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  const middle = parts.slice(1, -1);
  if (parts.length === 1) return (name) => name === mask;
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    let position = first.length;
    for (const part of middle) {
      const found = name.indexOf(part, position);
      if (found === -1) return false;
      position = found + part.length;
    }
    return position <= name.length - last.length;
  };
}
