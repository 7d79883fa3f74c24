/** Paths in Storage, as addresses and lines to type have them. */
import type { CommonInput } from "../arguments/global-flags.js";
import { lineFor } from "./unfinished.js";

/** A path as part of an address. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The line that deletes a file, whose name may begin with `Storage/`. */
export function lineToDelete(options: CommonInput, storageName: string): string {
  return lineFor(options, ["storage", "delete", storageName, "--yes"]);
}
