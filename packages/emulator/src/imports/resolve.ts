/** Finds out which page or file of an archive an address in one of its pages means. */

/** A place in the archive. */
export interface ArchiveAddress {
  readonly path: string;
  /** Without `#`; empty when there is none. */
  readonly fragment: string;
}

/** Gives undefined for an address that leads elsewhere, or to something that is not there. */
export type Resolve = (address: string, from: string) => ArchiveAddress | undefined;

const origin = "http://archive.invalid";
const pageExtensions = [".md", ".markdown", ".html", ".htm", ".xhtml"];

export function createResolver(
  pages: readonly { readonly path: string }[],
  files: ReadonlyMap<string, Uint8Array>,
): Resolve {
  const paths = new Map<string, string>();
  for (const path of [...pages.map((page) => page.path), ...files.keys()]) {
    for (const name of [path, path.toLowerCase()]) if (!paths.has(name)) paths.set(name, path);
  }
  const find = (wanted: string) => paths.get(wanted) ?? paths.get(wanted.toLowerCase());
  return (address, from) => {
    const absolute = toAbsolute(address, from);
    if (!absolute) return undefined;
    for (const candidate of candidatesOf(absolute.path)) {
      const path = find(candidate);
      if (path !== undefined) return { path, fragment: absolute.fragment };
    }
    return undefined;
  };
}

/** Whether an address leads out of the archive: to a site, to a place of the portal, or to what is no address at all. */
export function leadsElsewhere(address: string): boolean {
  return toAbsolute(address, "") === undefined || /^\s*\/(?:articles|smart|resources)\//.test(address);
}

function toAbsolute(address: string, from: string): ArchiveAddress | undefined {
  try {
    const base = `${origin}/${from.split("/").map(encodeURIComponent).join("/")}`;
    const url = new URL(address.trim(), base);
    if (url.origin !== origin) return undefined;
    return { path: decodeURIComponent(url.pathname.slice(1)), fragment: decodeURIComponent(url.hash.slice(1)) };
  } catch {
    return undefined;
  }
}

/** Pages are often meant without extension, by their folder, or with the extension that they will have on a site. */
function candidatesOf(path: string): string[] {
  const folder = path.replace(/\/$/, "");
  const bare = folder.replace(/\.(?:html?|xhtml|md|markdown)$/i, "");
  const inFolder = ["index", "README", "readme"].map((name) => (folder === "" ? name : `${folder}/${name}`));
  return [path, ...[bare, ...inFolder].flatMap((name) => pageExtensions.map((extension) => name + extension))];
}
