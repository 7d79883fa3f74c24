/** Finds the table of contents of several pages: in a page of links, or from the folders that they are in. */
import type { OutlineEntry } from "./assemble.js";
import { childrenOf, findAll, isElement, wordsOf, type HtmlElement, type HtmlNode } from "./dom.js";
import type { Resolve } from "./resolve.js";
import { nameOf, type SourcePage } from "./split-page.js";

const lists = new Set(["ul", "ol"]);

/** Reads nested lists of links, such as that of a `<nav>`. Links that lead nowhere become folders. */
export function readLinkLists(nodes: readonly HtmlNode[], from: string, resolve: Resolve): OutlineEntry[] {
  const top = findAll(nodes, "ul", "ol").filter((list) => closestItem(list) === undefined);
  return top.flatMap((list) => readList(list, from, resolve));
}

function readList(list: HtmlElement, from: string, resolve: Resolve): OutlineEntry[] {
  return list.children.filter(isElement).flatMap((item): OutlineEntry[] => {
    // Old pages put a list beside the item that it belongs to.
    if (lists.has(item.name)) return readList(item, from, resolve);
    const below = findAll(childrenOf(item), ...lists).filter((inner) => closestItem(inner) === item);
    const label = item.children.filter((node) => !isElement(node) || !lists.has(node.name));
    const [link] = findAll(label, "a");
    const path = link?.attribs.href === undefined ? null : (resolve(link.attribs.href, from)?.path ?? null);
    const children = below.flatMap((inner) => readList(inner, from, resolve));
    return [{ caption: wordsOf(link ?? label), path, children }];
  });
}

function closestItem(list: HtmlElement): HtmlElement | undefined {
  for (let above = list.parent; above; above = above.parent) {
    if ("name" in above && above.name === "li") return above;
  }
  return undefined;
}

/** The pages that an outline names. */
export function pathsOf(outline: readonly OutlineEntry[]): Set<string> {
  const paths = new Set<string>();
  const visit = ({ path, children }: OutlineEntry) => {
    if (path !== null) paths.add(path);
    children.forEach(visit);
  };
  outline.forEach(visit);
  return paths;
}

interface Folder {
  readonly pages: SourcePage[];
  readonly folders: Map<string, Folder>;
}

const startPage = /(?:^|\/)(?:index|readme)\.[^./]+$/i;
const { compare } = new Intl.Collator("en", { numeric: true });

/** One node for each folder, its start page as its topic when it has one; names in order, numbers by their value. */
export function outlineOfFolders(pages: readonly SourcePage[]): OutlineEntry[] {
  const root: Folder = { pages: [], folders: new Map() };
  for (const page of pages) {
    let folder = root;
    for (const name of page.path.split("/").slice(0, -1)) {
      const next = folder.folders.get(name) ?? { pages: [], folders: new Map() };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.pages.push(page);
  }
  return entriesOf(root, (page) => startPage.test(page.path));
}

function entriesOf(folder: Folder, comesFirst: (page: SourcePage) => boolean): OutlineEntry[] {
  const entries = [
    ...folder.pages.map((page) => ({ key: page.path, isFirst: comesFirst(page), entry: pageEntry(page) })),
    ...[...folder.folders].map(([name, inner]) => ({ key: name, isFirst: false, entry: folderEntry(name, inner) })),
  ];
  const baseOf = (key: string) => key.slice(key.lastIndexOf("/") + 1);
  return entries
    .sort((left, right) => Number(right.isFirst) - Number(left.isFirst) || compare(baseOf(left.key), baseOf(right.key)))
    .map(({ entry }) => entry);
}

function pageEntry({ path }: SourcePage): OutlineEntry {
  return { caption: "", path, children: [] };
}

function folderEntry(name: string, folder: Folder): OutlineEntry {
  const start = folder.pages.find((page) => startPage.test(page.path));
  const pages = folder.pages.filter((page) => page !== start);
  const children = entriesOf({ ...folder, pages }, () => false);
  return { caption: start ? "" : nameOf(name), path: start?.path ?? null, children };
}
