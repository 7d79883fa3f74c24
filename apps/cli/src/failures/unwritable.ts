/** The system's refusal to write, which does not say where. */

/** The error with the place in its words: a path, or the name of a stream. */
export function unwritable(path: string, error: Error): Error {
  const code = "code" in error ? error.code : undefined;
  return Object.assign(new Error(`${path} cannot be written.`, { cause: error }), { code, path });
}
