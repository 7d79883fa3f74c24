/** Going through all files and folders below a folder of the portal's Storage. */
import type { CallOptions, Transport } from "@clickhelp-js/core";
import { storage, toStoragePath, type StorageFile } from "@clickhelp-js/protocol";
import { checkInput } from "../checks.js";

/** Where to walk. */
export interface WalkStorageInput {
  /** Folder to begin in; a leading `Storage/` may be left out. @default all of Storage */
  readonly folderPath?: string | undefined;
}

/**
 * Gives every file and folder below a folder, a folder before what is in it. One call is made for each folder, at the
 * moment when its turn comes: whoever stops early has asked for no more than was needed.
 *
 * @throws the errors of `storage.listFolder`.
 */
export async function* walkStorage(
  client: Transport,
  input: WalkStorageInput = {},
  options?: CallOptions,
): AsyncGenerator<StorageFile, void, undefined> {
  checkInput("storage.walk", input, { folderPath: "optional" });
  const folderPath = toStoragePath(input.folderPath ?? "");
  const list = (path: string) =>
    client.request(storage.listFolder, { folderPath: `Storage/${path}`, filter: "*" }, options);
  const seen = new Set([folderPath]);
  const entries = await list(folderPath);
  for (const open = entries.toReversed(); ;) {
    const entry = open.pop();
    if (!entry) return;
    const path = toStoragePath(entry.fileFullName).replace(/\/$/, "");
    if (seen.has(path)) continue; // A listing may name the folder itself.
    seen.add(path);
    yield entry;
    if (!entry.isFolder) continue;
    const inside = await list(path);
    open.push(...inside.toReversed());
  }
}
