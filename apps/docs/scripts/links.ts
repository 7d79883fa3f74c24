/** Finds links of the built site that lead nowhere: pages, files and anchors. Links to other sites are left alone. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Parser } from "htmlparser2";

interface Page {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

function readPage(file: string): Page {
  const links: string[] = [];
  const ids = new Set<string>();
  const parser = new Parser({
    onopentag(_name, attributes) {
      for (const link of [attributes.href, attributes.src]) if (link !== undefined) links.push(link);
      if (attributes.id !== undefined) ids.add(attributes.id);
    },
  });
  parser.end(readFileSync(file, "utf8"));
  return { links, ids };
}

/**
 * Checks every page below a folder that is served under `base`, which begins and ends with a slash.
 * Returns one line for each broken link.
 */
export function findBrokenLinks(folder: string, base = "/"): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  const pages = new Map(files.map((name) => [join(folder, name), readPage(join(folder, name))]));

  const problemOf = (from: string, link: string): string | undefined => {
    const path = relative(folder, from)
      .split(sep)
      .join("/")
      .replace(/(^|\/)index\.html$/, "$1");
    const target = new URL(link, new URL(path, `http://site.invalid${base}`));
    if (target.host !== "site.invalid") return undefined;
    if (!target.pathname.startsWith(base)) return "is outside the site's base";
    const below = decodeURIComponent(target.pathname.slice(base.length));
    const file = join(folder, below.endsWith("/") || below === "" ? `${below}index.html` : below);
    if (!existsSync(file)) return "leads nowhere";
    const anchor = decodeURIComponent(target.hash.slice(1));
    if (anchor === "" || pages.get(file)?.ids.has(anchor) !== false) return undefined;
    return "names a missing anchor";
  };

  return [...pages].flatMap(([file, { links }]) =>
    [...new Set(links)].flatMap((link) => {
      const problem = problemOf(file, link);
      return problem === undefined ? [] : [`${relative(folder, file)}: ${link} ${problem}`];
    }),
  );
}
