/** The system's refusal to write, which does not say where. */
import { codeOf } from "./code-of.js";

/** The error with the place in its words: a path, or the name of a stream. */
export function unwritable(path: string, error: Error): Error {
  return Object.assign(new Error(`${path} cannot be written.`, { cause: error }), { code: codeOf(error), path });
}
