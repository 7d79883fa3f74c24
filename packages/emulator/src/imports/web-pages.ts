/** Reads HTML and Markdown: a single page, or a zip of pages and pictures. */
import type { ReportProgress } from "../report-progress.js";
import { assemble, splitLevelOf, type OutlineEntry } from "./assemble.js";
import { decodeText } from "./decode-text.js";
import { findAll, isElement, parseNodes, removeNode, wordsOf, type HtmlNode } from "./dom.js";
import { takeFrontMatter } from "./front-matter.js";
import { parseMarkdown } from "./markdown.js";
import { outlineOfFolders, pathsOf, readLinkLists } from "./outline.js";
import { isArchive, readArchive } from "./read-archive.js";
import { createResolver, type Resolve } from "./resolve.js";
import { readWhole } from "./source-file.js";
import { UnreadableFileError, type Importer, type ImportSource } from "./source.js";
import { nameOf, type SourcePage } from "./split-page.js";

/** Of a single page. */
const usualSplitLevel = 2;

interface PageKind {
  readonly extension: RegExp;
  /** In order: which page may be the table of contents. */
  readonly contentsPage: RegExp;
  readonly parse: (text: string, path: string) => ParsedPage;
}

interface ParsedPage extends SourcePage {
  /** Where links of the contents are looked for. */
  readonly navigation: readonly HtmlNode[];
}

const html: PageKind = {
  extension: /\.(?:html?|xhtml)$/i,
  contentsPage: /^(?:index|toc|contents|default)\.(?:html?|xhtml)$/i,
  parse: parsePage,
};

const markdown: PageKind = {
  extension: /\.(?:md|markdown|mdown|mkd)$/i,
  contentsPage: /^(?:SUMMARY|_sidebar|toc)\.md$/i,
  parse(text, path) {
    const nodes = parseMarkdown(text);
    return { path, nodes, navigation: nodes };
  },
};

/** What a page of contents is usually headed with is no title of what it lists. */
const namesOfContents = /^(?:summary|(?:table of )?contents|toc)$/i;

export const importHtml: Importer = (source, report) => importPages(html, source, report);
export const importMarkdown: Importer = (source, report) => importPages(markdown, source, report);

async function importPages(kind: PageKind, source: ImportSource, report: ReportProgress) {
  if (!isArchive(source.file)) {
    const page = readPage(kind, readWhole(source.file), source.fileName);
    const splitLevel = splitLevelOf(source, usualSplitLevel);
    const title = titleOf(page);
    return assemble(source, { title, pages: [page], outline: [], files: new Map(), splitLevel }, report);
  }
  report(0.05, "Unpacking the zip");
  const files = withoutCommonFolder(await readArchive(source.file));
  const pages = parsePages(kind, files, report);
  if (pages.length === 0) {
    throw new UnreadableFileError(`The zip has no ${source.format} page in it: no file that ends as one does.`);
  }
  const [only] = pages;
  const splitLevel = splitLevelOf(source, pages.length === 1 ? usualSplitLevel : 0);
  const { outline, contentsPage } = findOutline(kind, pages, createResolver(pages, files));
  const titled = pages.length === 1 ? only : contentsPage;
  const ownTitle = titled ? titleOf(titled) : "";
  const title = ownTitle === "" || namesOfContents.test(ownTitle) ? nameOf(source.fileName) : ownTitle;
  const rest = pages.filter((page) => page !== contentsPage);
  return assemble(source, { title, pages: rest, outline, files, splitLevel }, report);
}

function readPage(kind: PageKind, content: Uint8Array, path: string): ParsedPage {
  const { frontMatter, text } = takeFrontMatter(decodeText(content));
  const page = kind.parse(text, path);
  return { ...page, title: frontMatter.title ?? page.title, frontMatter };
}

/** Takes the pages out of the files. */
function parsePages(kind: PageKind, files: Map<string, Uint8Array>, report: ReportProgress): ParsedPage[] {
  const paths = [...files.keys()].filter((path) => kind.extension.test(path));
  return paths.map((path, index) => {
    report(0.1 + (index / paths.length) * 0.2, `Reading ${path}`);
    const page = readPage(kind, files.get(path) ?? new Uint8Array(), path);
    files.delete(path);
    return page;
  });
}

/** A zip of a folder, as most are made. */
function withoutCommonFolder(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const [first = ""] = files.keys();
  const folder = first.slice(0, first.indexOf("/") + 1);
  if (folder === "" || ![...files.keys()].every((path) => path.startsWith(folder))) return new Map(files);
  const inside = new Map([...files].map(([path, content]) => [path.slice(folder.length), content] as const));
  return withoutCommonFolder(inside);
}

interface FoundOutline {
  readonly outline: readonly OutlineEntry[];
  /** The page that was nothing but the contents, and is no topic. */
  readonly contentsPage?: ParsedPage;
}

/** The contents are a page's list of links, when it names at least half of the other pages; or else the folders. */
function findOutline(kind: PageKind, pages: readonly ParsedPage[], resolve: Resolve): FoundOutline {
  for (const page of pages.filter(({ path }) => kind.contentsPage.test(path))) {
    const outline = readLinkLists(page.navigation, page.path, resolve);
    const named = pathsOf(outline).size;
    if (named === 0 || named < (pages.length - 1) / 2) continue;
    const others = outlineOfFolders(pages.filter((other) => other !== page));
    if (hasNothingElse(page)) return { outline: [...outline, ...others], contentsPage: page };
    return { outline: [{ caption: "", path: page.path, children: [] }, ...outline, ...others] };
  }
  return { outline: outlineOfFolders(pages) };
}

function hasNothingElse(page: ParsedPage): boolean {
  const words = wordsOf(page.nodes).length;
  const listed = [...findAll(page.nodes, "ul", "ol", "h1", "h2", "nav")];
  const outer = listed.filter((element) => !listed.some((other) => other !== element && isInside(element, other)));
  return words - outer.reduce((total, element) => total + wordsOf(element).length, 0) < 40;
}

function isInside(node: HtmlNode, outer: HtmlNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (above === outer) return true;
  }
  return false;
}

function titleOf(page: SourcePage): string {
  const [heading] = findAll(page.nodes, "h1");
  return page.title ?? (heading ? wordsOf(heading) : nameOf(page.path));
}

/** Everything around the content of a page. */
const around = ["script", "style", "template", "noscript", "nav", "link", "meta", "base", "title"];

/** Takes what is around the content away: navigation, the page's head and foot, scripts. */
export function parsePage(text: string, path: string): ParsedPage {
  const nodes = parseNodes(text);
  const [titleElement] = findAll(nodes, "title");
  const navigation = findAll(nodes, "nav");
  const title = titleElement ? wordsOf(titleElement) : "";
  for (const element of findAll(nodes, ...around)) removeNode(element);
  const content = mainContent(nodes);
  const hasHeading = findAll(content, "h1").length > 0;
  return {
    path,
    nodes: content,
    title: hasHeading || title === "" ? undefined : title,
    navigation: navigation.length > 0 ? navigation : content,
  };
}

function mainContent(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  for (const name of ["main", "article", "body"]) {
    const [only, ...others] = findAll(nodes, name);
    if (!only || others.length > 0) continue;
    if (name !== "body") return name === "main" ? mainContent(only.children) : only.children;
    // A list of its own: what is removed leaves that of the body.
    for (const element of only.children.filter(isElement)) {
      if (element.name === "header" || element.name === "footer") removeNode(element);
    }
    return only.children;
  }
  return nodes;
}
