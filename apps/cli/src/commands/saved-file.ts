/** How a file that was put on this machine is shown. */
import { access } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { SavedFile } from "@clickhelp-js/client";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";
import { recordOf, type Result } from "../output/result.js";

/** The fields of a saved file that can be selected. */
export const savedFields = ["path", "size", "sha256", "storageName"];

/**
 * Where a download goes: to the file of `-o`, which is replaced, or to one of the given name, which must be new. Throws a
 * UsageError when it is not.
 */
export async function targetOf(context: CommandContext, name: string): Promise<{ file: string; overwrite: boolean }> {
  const { output } = context.options;
  if (output !== undefined) return { file: resolve(context.cwd, output), overwrite: true };
  const file = resolve(context.cwd, name);
  if (await exists(file)) {
    const shown = shortest(file, context.cwd);
    throw new UsageError(`${shown} exists already.`, `-o ${shown} replaces it.`);
  }
  return { file, overwrite: false };
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

/** Path, size and checksum of what was saved. */
export function showSaved({ cwd }: CommandContext, saved: SavedFile, headline: string): Result {
  return recordOf(saved, {
    headline,
    fields: [
      { label: "file", value: ({ path }) => shortest(path, cwd) },
      { label: "size", value: ({ size }, format) => format.size(size) },
      { label: "SHA-256", value: ({ sha256 }) => sha256 },
    ],
    bare: saved.path,
  });
}

function shortest(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith("..") ? path : fromHere;
}
