/** Asks a question on standard error and waits for the answer. */
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { InputStream } from "../create-context.js";
import type { OutputStream } from "./terminal.js";

/** Whether the answer is y or yes. Anything else is a no, and so is the end of input. */
export async function ask(
  question: string,
  stdin: InputStream,
  stderr: OutputStream,
  signal: AbortSignal,
): Promise<boolean> {
  const lines = createInterface({
    input: stdin as NodeJS.ReadableStream,
    output: stderr as NodeJS.WritableStream,
    terminal: false,
  });
  try {
    // At the end of input the question itself would stay open for ever.
    const ended = once(lines, "close", { signal }).then(() => undefined);
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    if (answer === undefined) {
      stderr.write("\n");
      return false;
    }
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
