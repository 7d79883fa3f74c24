/** Writes a result to the file of `--output`: all of it or nothing. */
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";

/** Replaces the file in one step; a device or pipe is written to directly. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  if (await isSpecial(path)) {
    await writeFile(path, content);
    return;
  }
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isFile();
  } catch {
    return false;
  }
}
