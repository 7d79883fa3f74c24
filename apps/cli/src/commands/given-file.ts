/** Files that are named on the command line; `-` is standard input. */
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { UploadSource } from "@clickhelp-js/client";
import type { CommandContext } from "../context.js";

type Places = Pick<CommandContext, "cwd" | "readStdin">;

/** The content of a file. */
export async function readGivenFile({ cwd, readStdin }: Places, file: string): Promise<Uint8Array<ArrayBuffer>> {
  if (file === "-") return readStdin();
  const path = resolve(cwd, file);
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    // Reading a folder fails without its name.
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
}

/** The most that a portal takes in one request, in bytes. */
const LARGEST_REQUEST = 10 * 1024 * 1024;

/** The content of a file that one request can hold, or what to upload in chunks. */
export type FileToSend = { readonly content: Uint8Array<ArrayBuffer> } | { readonly large: UploadSource };

/** Reads a file unless it has to be sent in chunks. */
export async function openGivenFile(places: Places, file: string): Promise<FileToSend> {
  const path = resolve(places.cwd, file);
  if (file !== "-" && (await stat(path)).size > LARGEST_REQUEST) return { large: path };
  const content = await readGivenFile(places, file);
  return content.length > LARGEST_REQUEST ? { large: new Blob([content]) } : { content };
}
