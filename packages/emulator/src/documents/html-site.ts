/** What the exports PureHtml and WebHelp have in common: a zip with a start page and a page for each topic. */
import { setImmediate } from "node:timers/promises";
import { toFileName, toFilePath } from "./file-names.js";
import { parseHtml } from "./html.js";
import { contentsPage, topicPage, type PageFrame, type PageLink } from "./html-site-pages.js";
import { createTopicFinder, storagePathOf, walk, type PlacedNode } from "./references.js";
import { rewriteHtml } from "./rewrite-html.js";
import type { ExportSource, ReportProgress } from "./source.js";
import { createZip, type ZipEntry } from "./zip.js";

/**
 * Makes a zip with `index.html` (the nested TOC), `topics/<id>.html`, the pictures in `images/`, other linked files in
 * `files/`, and the given files. A file that does not exist keeps its address.
 */
export async function exportSite(
  source: ExportSource,
  report: ReportProgress,
  frame: PageFrame,
  files: readonly ZipEntry[],
): Promise<Uint8Array> {
  const pages = sitePages(source);
  const resources = new Resources(source);
  const rewrite = createRewriter(source, resources);
  const entries: ZipEntry[] = [{ path: "index.html", content: contentsPage(source, frame) }, ...files];
  for (const [index, page] of pages.entries()) {
    const { node, place, topicId } = page;
    report(index / (pages.length + 1), `Writing ${node.caption}`);
    const bodyHtml = node.bodyHtml ?? "";
    const topic = {
      title: node.caption,
      place,
      hasOwnHeading: startsWithTitle(bodyHtml),
      bodyHtml: rewriteHtml(bodyHtml, rewrite),
      children: node.children.flatMap((child) => (child.topicId === null ? [] : linkTo(child.caption, child.topicId))),
      previous: linkToPage(pages[index - 1]),
      next: linkToPage(pages[index + 1]),
    };
    entries.push({ path: `topics/${toFileName(topicId)}.html`, content: topicPage(source, topic, frame) });
    await setImmediate();
  }
  report(pages.length / (pages.length + 1), "Packing the files");
  const bytes = await createZip([...entries, ...resources.entries()], source.exportedOn);
  report(1, "Done");
  return bytes;
}

/** A topic that has a page. */
export type SitePage = PlacedNode & { topicId: string };

/** One page for each topic, also when the TOC shows it twice. */
export function sitePages(source: ExportSource): SitePage[] {
  const pages = new Map<string, SitePage>();
  for (const placed of walk(source.nodes)) {
    const { topicId } = placed.node;
    if (topicId !== null && !pages.has(topicId)) pages.set(topicId, { ...placed, topicId });
  }
  return [...pages.values()];
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
  readonly #contents = new Map<string, Uint8Array>();

  constructor(source: ExportSource) {
    this.#source = source;
  }

  /** Address of a stored file as seen from a topic's page; undefined when there is no such file. */
  addressOf(storagePath: string, folder: "images" | "files"): string | undefined {
    const path = `${folder}/${toFilePath(storagePath)}`;
    const content = this.#contents.get(path) ?? this.#source.readResource(storagePath);
    if (!content) return undefined;
    this.#contents.set(path, content);
    return `../${path}`;
  }

  entries(): ZipEntry[] {
    return [...this.#contents].map(([path, content]) => ({ path, content }));
  }
}

function createRewriter(source: ExportSource, resources: Resources) {
  const findTopic = createTopicFinder(source);
  const rewriteAddress = (tag: string, address: string) => {
    const topic = tag === "a" || tag === "area" ? findTopic(address) : undefined;
    if (topic) return `${toFileName(topic.topicId)}.html${topic.fragment ? `#${topic.fragment}` : ""}`;
    const storagePath = storagePathOf(address);
    const folder = tag === "img" || tag === "image" ? "images" : "files";
    return (storagePath === undefined ? undefined : resources.addressOf(storagePath, folder)) ?? address;
  };
  return (tag: string, attributes: Record<string, string>) => {
    const rewritten = { ...attributes };
    for (const name of ["src", "href", "poster", "data", "xlink:href"]) {
      const address = attributes[name];
      if (address) rewritten[name] = rewriteAddress(tag, address);
    }
    if (rewritten.src !== attributes.src) delete rewritten.srcset;
    return rewritten;
  };
}
