/** Paths in Storage, as calls, addresses and people have them. */
import { toStoragePath } from "@clickhelp-js/protocol";
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

/** What calls are made with, which leave out the first `Storage/`: what is in a folder of this name is meant, too. */
export function fullName(path: string): string {
  return `Storage/${path}`;
}

/** As people read and type it: where it begins with `Storage/` all the same, only the full name is clear. */
export function shownPath(path: string): string {
  return /^Storage(?:\/|$)/.test(path) ? fullName(path) : path;
}

export function endsAsFolder(given: string): boolean {
  return /[\\/]$/.test(given);
}

/** A path without slashes around it: `Storage` and `/` stand for all of it. */
export function toPath(given: string): string {
  return toStoragePath(given.replace(/^[\\/]+/, "")).replace(/^\/+|\/+$/g, "");
}
