/** Which failure it is, in a word of the system or of this toolkit. */

/** The code of what was thrown, such as `ENOENT`, where it has one. */
export function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
