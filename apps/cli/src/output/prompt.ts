/** Asks a question on standard error and waits for the answer. */
import { createInterface } from "node:readline/promises";
import type { InputStream } from "../create-context.js";
import type { OutputStream } from "./terminal.js";

/** Whether the answer begins with y. Anything else is a no. */
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
    const answer = await lines.question(`${question} [y/N] `, { signal });
    return /^y/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
