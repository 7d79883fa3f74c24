/** Files that are named on the command line; `-` is standard input. */
import { access, constants, readFile, stat } from "node:fs/promises";
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

/** Whether a file has to be sent in chunks. Fails as reading would, but reads nothing: what a pipe has is there once. */
export async function isLargeFile({ cwd }: Pick<Places, "cwd">, file: string): Promise<boolean> {
  const path = resolve(cwd, file);
  await access(path, constants.R_OK);
  const there = await stat(path);
  if (there.isDirectory()) throw Object.assign(new Error(`${path} is a folder.`), { code: "EISDIR", path });
  return there.size > LARGEST_REQUEST;
}

/** Reads a file unless it has to be sent in chunks. */
export async function openGivenFile(places: Places, file: string): Promise<FileToSend> {
  if (file !== "-" && (await isLargeFile(places, file))) return { large: resolve(places.cwd, file) };
  const content = await readGivenFile(places, file);
  return content.length > LARGEST_REQUEST ? { large: new Blob([content]) } : { content };
}
