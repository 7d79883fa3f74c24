/** Turns ids and storage paths into file names that every system takes, always the same name for the same id. */
import { hash } from "node:crypto";

const plain = /^[a-z0-9](?:[a-z0-9_-]|\.(?=[a-z0-9])){0,79}$/;
const device = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

/**
 * A file name (without extension) for an id. A plain lower-case id is its own name; any other is cleaned and gets a
 * part of its hash, so that ids which differ only in letter case or in strange characters do not meet.
 */
export function toFileName(id: string): string {
  if (plain.test(id) && !device.test(id)) return id;
  const cleaned = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const ending = hash("sha256", id).slice(0, 8);
  return cleaned === "" || device.test(cleaned) ? `topic-${ending}` : `${cleaned}-${ending}`;
}

/** A relative path for a storage path; every segment becomes a safe name, the extension stays. */
export function toFilePath(storagePath: string): string {
  const segments = storagePath.split("/");
  const last = segments.pop() ?? "";
  const [, base = last, extension = ""] = /^(.+?)(\.[A-Za-z0-9]{1,8})$/.exec(last) ?? [];
  return [...segments.map(toFileName), toFileName(base) + extension.toLowerCase()].join("/");
}
