/** Cuts a page into sections at its headings. */
import type { FrontMatter } from "./front-matter.js";
import { childrenOf, elementsOf, findAll, headingLevel, isElement, wordsOf, type HtmlNode } from "./dom.js";

/** One page of what is imported. */
export interface SourcePage {
  /** Where it was, for links between pages. */
  readonly path: string;
  readonly nodes: readonly HtmlNode[];
  /** When it is known from elsewhere than its headings. */
  readonly title?: string | undefined;
  readonly frontMatter?: FrontMatter | undefined;
}

/** A part of a page that becomes a topic. */
export interface Section {
  readonly page: SourcePage;
  readonly title: string;
  /** Without the heading that became the title. */
  readonly nodes: HtmlNode[];
  /** Ids of elements that stand for the section as a whole, as that of its heading does. */
  readonly aliases: string[];
  readonly children: Section[];
}

const wrappers = new Set(["html", "body", "div", "section", "article", "main", "center", "form", "font"]);

/**
 * Cuts at headings of this level and above; 0 for one section. What stands before the first heading is a section of its
 * own. Deeper levels come below the section before them.
 */
export function splitPage(page: SourcePage, level: number): Section[] {
  return level === 0 ? [wholePage(page)] : cutAtHeadings(page, level);
}

function wholePage(page: SourcePage): Section {
  const nodes = [...page.nodes];
  const [heading] = findAll(nodes, "h1").concat(findAll(nodes, "h2"));
  const ownTitle = heading ? wordsOf(heading) : "";
  const title = page.title ?? (ownTitle === "" ? nameOf(page.path) : ownTitle);
  const aliases: string[] = [];
  if (heading && title === ownTitle && isFirst(nodes, heading)) {
    aliases.push(...idsOf([heading]));
    detach(nodes, heading);
  }
  return { page, title, nodes, aliases, children: [] };
}

/** Whether no words, pictures or tables come before it. */
function isFirst(nodes: readonly HtmlNode[], wanted: HtmlNode): boolean {
  let waiting: readonly HtmlNode[] = nodes;
  for (;;) {
    const first = waiting.find((node) => isElement(node) || wordsOf(node) !== "");
    if (first === wanted) return true;
    if (first === undefined || !isElement(first) || !(wrappers.has(first.name) || first.name === "header"))
      return false;
    waiting = first.children;
  }
}

function detach(nodes: HtmlNode[], node: HtmlNode): void {
  const index = nodes.indexOf(node);
  if (index >= 0) nodes.splice(index, 1);
  else if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
}

function cutAtHeadings(page: SourcePage, level: number): Section[] {
  const roots: Section[] = [];
  const open: { section: Section; level: number }[] = [];
  const intro: Section = { page, title: page.title ?? nameOf(page.path), nodes: [], aliases: [], children: [] };
  // A title in front matter counts as a heading of the first level.
  let titled = page.frontMatter?.title === undefined ? undefined : intro;
  if (titled) {
    roots.push(titled);
    open.push({ section: titled, level: 1 });
  }
  let current = intro;
  let aliases: string[] = [];
  for (const piece of flatten(page.nodes, level)) {
    if (typeof piece === "string") {
      aliases.push(piece);
      continue;
    }
    const found = headingLevel(piece);
    if (found === undefined || found > level || wordsOf(piece) === "") {
      current.nodes.push(piece);
      continue;
    }
    const ids = [...takeAnchors(current.nodes), ...aliases, ...idsOf([piece])];
    if (found === 1 && current === titled && !hasContent(titled.nodes)) {
      // The page's own heading, which is no second topic.
      titled.aliases.push(...ids);
      if (wordsOf(piece) !== titled.title) titled.nodes.push(piece);
      titled = undefined;
      aliases = [];
      continue;
    }
    current = { page, title: wordsOf(piece), nodes: [], aliases: ids, children: [] };
    aliases = [];
    while ((open.at(-1)?.level ?? 0) >= found) open.pop();
    (open.at(-1)?.section.children ?? roots).push(current);
    open.push({ section: current, level: found });
  }
  const isLeftOut = !hasContent(intro.nodes) && roots.length > 0;
  return isLeftOut || roots[0] === intro ? roots : [intro, ...roots];
}

/** Takes away the places at the end, which are those of the heading that follows, and gives their ids. */
function takeAnchors(nodes: HtmlNode[]): string[] {
  const last = nodes.findLastIndex((node) => hasContent([node]) || (isElement(node) && node.name !== "a"));
  return idsOf(nodes.splice(last + 1));
}

/** Takes wrappers away that have such headings in them. The id of one is given as text, before what was in it. */
function flatten(nodes: readonly HtmlNode[], level: number): (HtmlNode | string)[] {
  return nodes.flatMap((node): (HtmlNode | string)[] => {
    if (!isElement(node) || !wrappers.has(node.name)) return [node];
    if (!elementsOf(node.children).some((inner) => (headingLevel(inner) ?? 7) <= level)) return [node];
    const id = node.attribs.id;
    return [...(id === undefined ? [] : [id]), ...flatten(childrenOf(node), level)];
  });
}

/** Whether there are words, pictures or tables in it. */
export function hasContent(nodes: readonly HtmlNode[]): boolean {
  return wordsOf(nodes) !== "" || findAll(nodes, "img", "table", "video", "audio").length > 0;
}

/** Ids of the elements and of what is in them. */
export function idsOf(nodes: readonly HtmlNode[]): string[] {
  return elementsOf(nodes).flatMap(({ name, attribs }) =>
    [attribs.id, name === "a" ? attribs.name : undefined].flatMap((id) => (id ? [id] : [])),
  );
}

/** Words for a file or folder that has no title: `guide/02-first_steps.md` is "First steps". */
export function nameOf(path: string): string {
  const base = path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.[A-Za-z0-9]{1,8}$/, "")
    .replace(/^\d+[-_. ]+(?=\D)/, "");
  const words = base.replace(/[-_]+/g, " ").trim();
  return words === "" ? "Untitled" : words.charAt(0).toUpperCase() + words.slice(1);
}
