/** Checks paths in Storage. Nothing of them ever becomes a path on disk; the rules are those of the portal's names. */
import { badRequest, conflict } from "./api-error.js";
import type { FileStore } from "./store/files.js";

const forbiddenCharacters = /[\u0000-\u001f\u007f<>:"|?*\\/]/;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const longestName = 255;
const longestPath = 1000;

/** Gives the path when every segment is a usable name, and throws 400 otherwise. The root is the empty path. */
export function checkStoragePath(path: string): string {
  if (path === "") return path;
  const problem = path
    .split("/")
    .map(findProblem)
    .find((found) => found !== undefined);
  if (problem !== undefined) throw badRequest(`The path is not valid in Storage: ${problem}.`);
  if (path.length > longestPath)
    throw badRequest(`The path is too long for Storage: at most ${longestPath} characters.`);
  return path;
}

function findProblem(segment: string): string | undefined {
  if (segment === "") return "a name is empty";
  if (/^\.+$/.test(segment)) return `"${segment}" is not a name`;
  if (forbiddenCharacters.test(segment))
    return 'a name has one of the characters \\ / : * ? " < > | or a control character';
  if (!segment.isWellFormed()) return "a name has half a character";
  if (deviceName.test(segment)) return `"${segment}" is the name of a device`;
  if (/[ .]$/.test(segment)) return "a name ends with a space or a dot";
  return segment.length > longestName ? `a name is longer than ${longestName} characters` : undefined;
}

/** `Storage/Exported/Title.pdf` -> `Exported/Title.pdf`, checked. */
export function fromOutputFileName(name: string): string {
  return checkStoragePath(name.replace(/^Storage\//, ""));
}

/** Throws 409 when no file can be put at this path. */
export function checkOutputPath(files: FileStore, path: string): void {
  if (files.get(path)?.isFolder) throw conflict(`There is a folder at "Storage/${path}".`);
  checkParents(files, path);
}

/** Throws 409 when one of the folders above a path is a file. */
export function checkParents(files: FileStore, path: string): void {
  const segments = path.split("/");
  for (const depth of segments.keys()) {
    const above = segments.slice(0, depth).join("/");
    if (above === "" || files.get(above)?.isFolder !== false) continue;
    throw conflict(`"Storage/${above}" is a file, so nothing can be put below it.`);
  }
}
