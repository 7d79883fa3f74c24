/** What the exports PureHtml and WebHelp have in common: a zip with a start page and a page for each topic. */
import { Readable } from "node:stream";
import type { ReportProgress } from "../report-progress.js";
import { toFileName, toFilePath } from "./file-names.js";
import { parseHtml } from "./html.js";
import { contentsPage, topicPage, type PageFrame, type PageLink } from "./html-site-pages.js";
import { createTopicFinder, isOutsideLink, storagePathOf, walk, type PlacedNode } from "./references.js";
import { rewriteHtml } from "./rewrite-html.js";
import type { ExportSource } from "./source.js";
import { streamZip, type ZipEntry } from "./zip.js";

/**
 * Makes a zip with `index.html` (the nested TOC), the given files, `topics/<id>.html`, the pictures in `images/` and other
 * linked files in `files/`, page by page. A picture that does not exist keeps its address; a link that leads nowhere from a
 * disk becomes text.
 */
export function exportSite(
  source: ExportSource,
  report: ReportProgress,
  frame: PageFrame,
  files: Iterable<ZipEntry>,
): AsyncIterable<Uint8Array> {
  return streamZip(siteEntries(source, report, frame, files), source.exportedOn);
}

function* siteEntries(
  source: ExportSource,
  report: ReportProgress,
  frame: PageFrame,
  files: Iterable<ZipEntry>,
): Generator<ZipEntry> {
  const resources = new Resources(source);
  const rewrite = createRewriter(source, resources);
  yield { path: "index.html", content: Readable.from(contentsPage(source, frame)) };
  yield* files;
  const total = countPages(source);
  let done = 0;
  for (const { page, previous, next } of withNeighbours(sitePages(source))) {
    const { node, place, topicId } = page;
    report(done / (total + 1), `Writing ${node.caption}`);
    const bodyHtml = node.readBody() ?? "";
    const topic = {
      title: node.caption,
      place,
      hasOwnHeading: startsWithTitle(bodyHtml),
      bodyHtml: rewriteHtml(bodyHtml, rewrite),
      children: node.children.flatMap((child) => (child.topicId === null ? [] : linkTo(child.caption, child.topicId))),
      previous: linkToPage(previous),
      next: linkToPage(next),
    };
    yield { path: `topics/${toFileName(topicId)}.html`, content: topicPage(source, topic, frame) };
    yield* resources.takeNew();
    done += 1;
  }
  report(1, "Done");
}

/** A topic that has a page. */
export type SitePage = PlacedNode & { topicId: string };

/** One page for each topic, also when the TOC shows it twice. */
export function* sitePages(source: ExportSource): Generator<SitePage> {
  const known = new Set<string>();
  for (const placed of walk(source.nodes)) {
    const { topicId } = placed.node;
    if (topicId === null || known.has(topicId)) continue;
    known.add(topicId);
    yield { ...placed, topicId };
  }
}

function countPages(source: ExportSource): number {
  const pages = sitePages(source);
  let count = 0;
  while (pages.next().done !== true) count += 1;
  return count;
}

function* withNeighbours<T>(items: Iterable<T>): Generator<{ page: T; previous: T | undefined; next: T | undefined }> {
  let [previous, page]: [T | undefined, T | undefined] = [undefined, undefined];
  for (const next of items) {
    if (page !== undefined) yield { page, previous, next };
    [previous, page] = [page, next];
  }
  if (page !== undefined) yield { page, previous, next: undefined };
}

function linkTo(title: string, topicId: string): PageLink {
  return { title, address: `${toFileName(topicId)}.html` };
}

function linkToPage(page: SitePage | undefined): PageLink | undefined {
  return page && linkTo(page.node.caption, page.topicId);
}

/** A body that begins with a first-level heading brings its own title. */
function startsWithTitle(bodyHtml: string): boolean {
  const first = parseHtml(bodyHtml)[0];
  return first?.type === "heading" && first.level === 1;
}

/** The stored files that the pages use, each taken once. */
class Resources {
  readonly #source: ExportSource;
  readonly #paths = new Set<string>();
  #new: ZipEntry[] = [];

  constructor(source: ExportSource) {
    this.#source = source;
  }

  /** Address of a stored file as seen from a topic's page; undefined when there is no such file. */
  addressOf(storagePath: string, folder: "images" | "files"): string | undefined {
    const path = `${folder}/${toFilePath(storagePath)}`;
    if (!this.#paths.has(path)) {
      const content = this.#source.readResource(storagePath);
      if (!content) return undefined;
      this.#paths.add(path);
      this.#new.push({ path, content });
    }
    return `../${path}`;
  }

  /** Those that were found since this was called before. */
  takeNew(): ZipEntry[] {
    const found = this.#new;
    this.#new = [];
    return found;
  }
}

const addressNames = new Set(["src", "href", "poster", "data", "xlink:href"]);

function createRewriter(source: ExportSource, resources: Resources) {
  const findTopic = createTopicFinder(source);
  const toFile = (tag: string, address: string) => {
    const storagePath = storagePathOf(address);
    const folder = tag === "img" || tag === "image" ? "images" : "files";
    return storagePath === undefined ? undefined : resources.addressOf(storagePath, folder);
  };
  const toAddress = (tag: string, address: string) => {
    if (tag !== "a" && tag !== "area") return toFile(tag, address) ?? address;
    const topic = findTopic(address);
    if (topic) return `${toFileName(topic.topicId)}.html${topic.fragment ? `#${topic.fragment}` : ""}`;
    return toFile(tag, address) ?? (leadsAnywhere(address) ? address : undefined);
  };
  return (tag: string, attributes: Record<string, string>) => {
    const rewritten: Record<string, string> = {};
    for (const [name, value] of Object.entries(attributes)) {
      const written = addressNames.has(name) ? toAddress(tag, value) : value;
      if (written !== undefined) rewritten[name] = written;
    }
    if (rewritten.src !== attributes.src) delete rewritten.srcset;
    return rewritten;
  };
}

/** Whether a link that is none to a topic or file of the portal leads somewhere from a disk. */
function leadsAnywhere(address: string): boolean {
  return address.startsWith("#") || isOutsideLink(address);
}
