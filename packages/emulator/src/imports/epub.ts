/** Reads EPUB 2 and 3: pages in the order of the spine, contents from the navigation document or the NCX. */
import { assemble, splitLevelOf, type OutlineEntry } from "./assemble.js";
import { decodeText } from "./decode-text.js";
import { findAll, isElement, parseNodes, wordsOf, type HtmlElement, type HtmlNode } from "./dom.js";
import { pathsOf, readLinkLists } from "./outline.js";
import { checkArchive, readArchive } from "./read-archive.js";
import { createResolver, type Resolve } from "./resolve.js";
import { UnreadableFileError, type Importer } from "./source.js";
import { nameOf, type SourcePage } from "./split-page.js";
import { parsePage } from "./web-pages.js";

interface ManifestItem {
  readonly path: string;
  readonly isPage: boolean;
  readonly isNavigation: boolean;
  readonly isNcx: boolean;
}

export const importEpub: Importer = async (source, report) => {
  report(0.05, "Unpacking the book");
  checkArchive(source, ".epub file");
  const files = await readArchive(source.file);
  const resolve = createResolver([], files);
  const packagePath = findPackage(files, resolve);
  const book = parseXml(files, packagePath);
  const items = readManifest(book, packagePath, resolve);
  const pages = readSpine(book, items).map((item, index, all): SourcePage => {
    report(0.1 + (index / all.length) * 0.2, `Reading ${item.path}`);
    return parsePage(readText(files, item.path), item.path);
  });
  if (pages.length === 0) throw new UnreadableFileError("The book has no pages in its spine.");
  const outline = withLeadingPages(readContents(files, items, resolve), pages);
  const used = new Set([...items.values()].filter(({ isPage, isNcx }) => isPage || isNcx).map(({ path }) => path));
  const content = new Map([...files].filter(([path]) => isContent(path, packagePath) && !used.has(path)));
  const [titleElement] = findAll(book, "dc:title");
  const title = titleElement ? wordsOf(titleElement) : nameOf(source.fileName);
  const splitLevel = splitLevelOf(source, 0);
  return assemble(source, { title, pages, outline, files: content, splitLevel }, report);
};

/** What comes before all that is in the contents, such as a title page, stays before it. */
function withLeadingPages(outline: readonly OutlineEntry[], pages: readonly SourcePage[]): OutlineEntry[] {
  const named = pathsOf(outline);
  const first = pages.findIndex(({ path }) => named.has(path));
  return [...pages.slice(0, Math.max(0, first)).map(({ path }) => ({ caption: "", path, children: [] })), ...outline];
}

/** Neither about the book itself nor for its looks. */
function isContent(path: string, packagePath: string): boolean {
  return (
    path !== "mimetype" &&
    path !== packagePath &&
    !path.startsWith("META-INF/") &&
    !/\.(?:css|otf|ttf|woff2?)$/i.test(path)
  );
}

function readText(files: ReadonlyMap<string, Uint8Array>, path: string): string {
  const content = files.get(path);
  if (!content) throw new UnreadableFileError(`The book has no file "${path}", which it says it has.`);
  const text = decodeText(content);
  if (/<!ENTITY/i.test(text)) throw new UnreadableFileError(`"${path}" declares entities, which is refused.`);
  return text;
}

function parseXml(files: ReadonlyMap<string, Uint8Array>, path: string): HtmlNode[] {
  return parseNodes(readText(files, path), { isXml: true });
}

function findPackage(files: ReadonlyMap<string, Uint8Array>, resolve: Resolve): string {
  const container = "META-INF/container.xml";
  if (!files.has(container)) throw new UnreadableFileError("This is no EPUB: it has no META-INF/container.xml.");
  const [root] = findAll(parseXml(files, container), "rootfile");
  const found = resolve(root?.attribs["full-path"] ?? "", "");
  if (!found) throw new UnreadableFileError("The EPUB does not say where its package document is.");
  return found.path;
}

function readManifest(book: readonly HtmlNode[], from: string, resolve: Resolve): Map<string, ManifestItem> {
  const items = findAll(book, "item").flatMap(({ attribs }): [string, ManifestItem][] => {
    const found = resolve(attribs.href ?? "", from);
    if (!found || attribs.id === undefined) return [];
    const type = attribs["media-type"] ?? "";
    const isPage = type === "application/xhtml+xml" || type === "text/html";
    const isNavigation = (attribs.properties ?? "").split(/\s+/).includes("nav");
    return [[attribs.id, { path: found.path, isPage, isNavigation, isNcx: type === "application/x-dtbncx+xml" }]];
  });
  return new Map(items);
}

/** The pages in reading order; the navigation document is none of them. */
function readSpine(book: readonly HtmlNode[], items: ReadonlyMap<string, ManifestItem>): ManifestItem[] {
  const spine = findAll(book, "itemref").flatMap(({ attribs }) => items.get(attribs.idref ?? "") ?? []);
  return [...new Set(spine)].filter(({ isPage, isNavigation }) => isPage && !isNavigation);
}

function readContents(
  files: ReadonlyMap<string, Uint8Array>,
  items: ReadonlyMap<string, ManifestItem>,
  resolve: Resolve,
): OutlineEntry[] {
  const all = [...items.values()];
  const navigation = all.find(({ isNavigation }) => isNavigation);
  if (navigation) {
    const nodes = parseNodes(readText(files, navigation.path));
    const contents = findAll(nodes, "nav").filter(({ attribs }) => attribs["epub:type"] === "toc");
    return readLinkLists(contents.length > 0 ? contents : nodes, navigation.path, resolve);
  }
  const ncx = all.find(({ isNcx }) => isNcx);
  if (!ncx) return [];
  const [map] = findAll(parseXml(files, ncx.path), "navmap");
  return map ? readNavPoints(map, ncx.path, resolve) : [];
}

function readNavPoints(parent: HtmlElement, from: string, resolve: Resolve): OutlineEntry[] {
  const points = parent.children.filter(isElement).filter(({ name }) => /^navpoint$/i.test(name));
  return points.map((point) => {
    const [label] = findAll(point.children, "navlabel");
    const [target] = findAll(point.children, "content");
    const found = resolve(target?.attribs.src ?? "", from);
    const children = readNavPoints(point, from, resolve);
    return { caption: label ? wordsOf(label) : "", path: found?.path ?? null, children };
  });
}
