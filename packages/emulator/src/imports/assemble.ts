/** Makes topics of pages: splits them, gives ids, leads links to the topics and pictures to Storage. */
import { count } from "../count.js";
import type { ReportProgress } from "../report-progress.js";
import { sanitise } from "../reader/sanitise.js";
import { elementsOf, toHtml, type HtmlElement } from "./dom.js";
import { DeadLinks } from "./dead-links.js";
import { noteUnread } from "./front-matter.js";
import { createResolver, leadsElsewhere, type Resolve } from "./resolve.js";
import {
  UnreadableFileError,
  type ImportedContent,
  type ImportedDocument,
  type ImportedFile,
  type ImportSource,
} from "./source.js";
import { hasContent, idsOf, splitPage, type Section, type SourcePage } from "./split-page.js";
import { treeInReadingOrder } from "./toc-tree.js";
import { listSome, quoteName } from "./told-names.js";
import { createNamer, numberFile, toSlug, toStoragePath, toTopicId } from "./topic-ids.js";

/** A place in the table of contents. */
export interface OutlineEntry {
  readonly caption: string;
  /** Path of the page; null for a folder. */
  readonly path: string | null;
  readonly children: readonly OutlineEntry[];
}

/** Everything that a format gives. */
export interface PageSet {
  readonly title: string;
  readonly pages: readonly SourcePage[];
  /** Pages that it does not mention come last. */
  readonly outline: readonly OutlineEntry[];
  /** Files that the pages may show or link to, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Headings down to this level begin a topic; 0 to make one topic of each page. */
  readonly splitLevel: number;
}

/** What `tocGenerationType` means here: a number in it is the level of headings to split at. */
export function splitLevelOf(source: ImportSource, otherwise: number): number {
  const [level] = /[1-6]/.exec(source.options.tocGenerationType ?? "") ?? [];
  return level === undefined ? otherwise : Number(level);
}

interface Placed {
  readonly caption: string;
  readonly section: Section | null;
  readonly children: readonly Placed[];
}

/** Throws an UnreadableFileError when there is nothing in the pages. */
export function assemble(source: ImportSource, set: PageSet, report: ReportProgress): ImportedDocument {
  if (set.pages.every(({ title, nodes }) => title === undefined && !hasContent(nodes))) {
    throw new UnreadableFileError(`"${source.fileName}" is empty: there is nothing to import.`);
  }
  const placed = treeInReadingOrder(placeSections(set));
  const sections = [...new Set(placed.flatMap(({ node }) => node.section ?? []))];
  const { ids, notes } = chooseIds(sections, source.takenTopicIds, set.pages.length > 1);
  const files = new FileTaker(source, set.files);
  const resolve = createResolver(set.pages, set.files);
  const rewriter: Rewriter = {
    ...{ projectId: source.projectId, ids, files, resolve },
    ...{ targets: findTargets(sections), dead: new DeadLinks() },
  };

  return {
    title: set.title,
    tocs: [
      placed.map(({ node: { caption, section }, depth }) => {
        return { caption, topicId: section && (ids.get(section) ?? ""), depth };
      }),
    ],
    contents: makeContents(sections, rewriter, report),
    notes: () => [...notes, ...noteUnread(set.pages), ...rewriter.dead.notes(), ...files.notes()],
  };
}

async function* makeContents(
  sections: readonly Section[],
  rewriter: Rewriter,
  report: ReportProgress,
): AsyncGenerator<ImportedContent> {
  const { ids, files } = rewriter;
  for (const [index, section] of sections.entries()) {
    report(0.3 + (index / sections.length) * 0.7, `Making topic ${index + 1} of ${sections.length}`);
    rewriteAddresses(section, rewriter);
    const body = (await sanitise(toHtml(section.nodes))).trim();
    const { keywords = [], status } = section.page.frontMatter ?? {};
    const { title } = section;
    yield { place: 0, topic: { id: ids.get(section) ?? "", title, body, keywords, status, isAuto: false } };
  }
  for (const file of files.taken) yield { file };
}

/** The nodes of the table of contents, each with the part of a page that belongs there. */
function placeSections({ pages, outline, splitLevel }: PageSet): Placed[] {
  const waiting = new Map(pages.map((page) => [page.path, page]));
  const placePage = (page: SourcePage, caption: string, below: readonly Placed[]): Placed[] => {
    waiting.delete(page.path);
    const [first, ...others] = splitPage(page, splitLevel).map(toPlaced);
    if (!first) return [...below];
    // A caption that only repeats the title is not one.
    const own = caption === first.section?.title ? "" : caption;
    return [{ ...first, caption: own, children: [...first.children, ...below] }, ...others];
  };
  const place = ({ caption, path, children }: OutlineEntry): Placed[] => {
    const page = path === null ? undefined : waiting.get(path);
    if (page) waiting.delete(page.path);
    const below = children.flatMap(place);
    if (page) return placePage(page, caption, below);
    return below.length > 0 ? [{ caption, section: null, children: below }] : [];
  };
  const placed = outline.flatMap(place);
  return [...placed, ...[...waiting.values()].flatMap((page) => placePage(page, "", []))];
}

function toPlaced(section: Section): Placed {
  return { caption: "", section, children: section.children.map(toPlaced) };
}

interface ChosenIds {
  readonly ids: ReadonlyMap<Section, string>;
  /** On those that are not what they should be. */
  readonly notes: readonly string[];
}

/**
 * The first topic of a page has the id of its front matter. With several pages, the name of the file is the id otherwise, so
 * that old addresses are known again.
 */
function chooseIds(sections: readonly Section[], taken: ReadonlySet<string>, byFile: boolean): ChosenIds {
  const name = createNamer(taken);
  const firstOfPage = new Map(sections.toReversed().map((section) => [section.page, section]));
  const isFirst = (section: Section) => firstOfPage.get(section.page) === section;
  const ids = new Map<Section, string>();
  const changed: string[] = [];
  const give = (section: Section, fit: string, wanted = fit) => {
    const id = name(fit);
    ids.set(section, id);
    if (id !== wanted) changed.push(`${quoteName(wanted)} in ${quoteName(section.page.path)} is now ${quoteName(id)}`);
  };
  // What somebody has chosen goes before what is only derived.
  for (const section of sections.filter(isFirst)) {
    const chosen = section.page.frontMatter?.id ?? "";
    const fit = toTopicId(chosen);
    if (fit !== "") give(section, fit, chosen);
  }
  for (const section of sections) {
    if (ids.has(section)) continue;
    const fileName = section.page.path.replace(/\.[^./]*$/, "").replace(/\/(?:index|readme)$/i, "");
    const base = fileName.slice(fileName.lastIndexOf("/") + 1);
    const ofFile = byFile && isFirst(section) ? toSlug(base) : "";
    const wanted = isFirst(section) ? section.page.frontMatter?.id : undefined;
    give(section, ofFile || toSlug(section.title) || "topic", wanted);
  }
  const why = "Ids that were taken, or that no address can carry, were changed";
  return { ids, notes: changed.length > 0 ? [`${why}: ${listSome(changed)}.`] : [] };
}

/** A section, and whether an element in it is meant. */
interface Target {
  readonly section: Section;
  readonly fragment: string;
}

/** Sections by the address of a page, with and without a fragment. */
function findTargets(sections: readonly Section[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  const add = (address: string, target: Target) => {
    if (!targets.has(address)) targets.set(address, target);
  };
  for (const section of sections) {
    const { path } = section.page;
    add(path, { section, fragment: "" });
    for (const alias of section.aliases) add(`${path}#${alias}`, { section, fragment: "" });
    for (const id of idsOf(section.nodes)) add(`${path}#${id}`, { section, fragment: id });
  }
  return targets;
}

interface Rewriter {
  readonly projectId: string;
  readonly ids: ReadonlyMap<Section, string>;
  readonly files: FileTaker;
  readonly resolve: Resolve;
  readonly targets: ReadonlyMap<string, Target>;
  readonly dead: DeadLinks;
}

const addressAttributes = ["href", "src", "poster", "data"];

function rewriteAddresses(section: Section, rewriter: Rewriter): void {
  for (const element of elementsOf(section.nodes)) {
    for (const name of addressAttributes) {
      const address = element.attribs[name];
      if (!address) continue;
      const rewritten = rewriteAddress(element, address, section, rewriter);
      if (rewritten === undefined) continue;
      element.attribs[name] = rewritten;
      if (name === "src") delete element.attribs.srcset;
    }
  }
}

/** Undefined for an address that stays. */
function rewriteAddress(element: HtmlElement, address: string, section: Section, rewriter: Rewriter) {
  const { dead, files, ids, projectId, resolve, targets } = rewriter;
  const from = section.page.path;
  const found = resolve(address, from);
  if (!found) {
    if (!leadsElsewhere(address)) dead.add(element.name, address, from);
    return undefined;
  }
  const { path, fragment } = found;
  const exact = targets.get(fragment === "" ? path : `${path}#${fragment}`);
  const target = exact ?? targets.get(path);
  if (target && (element.name === "a" || element.name === "area")) {
    if (!exact && fragment !== "top") dead.add(element.name, address, from);
    const anchor = target.fragment === "" ? "" : `#${encodeURIComponent(target.fragment)}`;
    if (target.section === section && anchor !== "") return anchor;
    const id = ids.get(target.section) ?? "";
    return `/articles/${encodeURIComponent(projectId)}/${encodeURIComponent(id)}${anchor}`;
  }
  const stored = files.take(path);
  if (stored === undefined) dead.add(element.name, address, from);
  return stored;
}

/** Takes the files that topics show or link to, each once. */
class FileTaker {
  readonly taken: ImportedFile[] = [];
  readonly #addresses = new Map<string, string>();
  readonly #source: ImportSource;
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #name: ReturnType<typeof createNamer>;

  constructor(source: ImportSource, files: ReadonlyMap<string, Uint8Array>) {
    this.#source = source;
    this.#files = files;
    this.#name = createNamer(source.takenPaths);
  }

  /** The address of a file in Storage; undefined when there is no such file. */
  take(path: string): string | undefined {
    const known = this.#addresses.get(path);
    const content = this.#files.get(path);
    if (known !== undefined || !content) return known;
    const stored = this.#name(`${this.#source.projectId}/${toStoragePath(path)}`, numberFile);
    this.taken.push({ path: stored, content: [content] });
    const address = `/resources/Storage/${stored.split("/").map(encodeURIComponent).join("/")}`;
    this.#addresses.set(path, address);
    return address;
  }

  notes(): string[] {
    const left = [...this.#files.keys()].filter((path) => !this.#addresses.has(path));
    if (left.length === 0) return [];
    return [`Left out, since no page shows them: ${count(left.length, "file")}: ${listSome(left.map(quoteName))}.`];
  }
}
