/** Texts of files, as settings need them. */
import { readFile } from "node:fs/promises";
import { codeOf } from "../failures/code-of.js";
import { UsageError } from "../failures/usage-error.js";

/** The text of a file that `setting` names. Throws a UsageError when it cannot be read; `what` says which file it is. */
export async function readNamed(path: string, what: string, setting: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`The file ${what} cannot be read: ${path}`, `Check ${setting}.`, { cause: error });
  }
}

/** The text of a file; nothing when there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
