/** Several files that are all looked at before anything is sent. */
import { toFailure } from "../failures/failure.js";
import { UsageError } from "../failures/usage-error.js";
import { count } from "../output/format.js";

/** Reads the files one by one. Where some cannot be used, it fails with all of them, so that they can be mended at once. */
export async function readEach<TFile, TRead>(
  files: readonly TFile[],
  read: (file: TFile) => Promise<TRead>,
  { signal }: { readonly signal: AbortSignal },
): Promise<TRead[]> {
  const contents: TRead[] = [];
  const errors: unknown[] = [];
  for (const file of files) {
    try {
      contents.push(await read(file));
    } catch (error) {
      signal.throwIfAborted();
      errors.push(error);
    }
  }
  if (errors.length === 0) return contents;
  if (errors.length === 1) throw errors[0];
  const failures = errors.map(toFailure);
  const problem = `${errors.length} of ${count(files.length, "file")} cannot be used; nothing was sent.`;
  // Most have the same advice.
  const advice = new Set(failures.flatMap(({ next = [] }) => next));
  throw new UsageError([problem, ...failures.map(({ message }) => message)].join("\n"), [...advice].join("\n"));
}
