/** Markdown to elements, with the ids that links to headings expect, and what the front matter says. */
import { marked } from "marked";
import { parse } from "yaml";
import { findAll, parseNodes, wordsOf, type HtmlNode } from "./dom.js";
import { createNamer } from "./topic-ids.js";

export interface MarkdownPage {
  readonly title: string | undefined;
  readonly keywords: readonly string[];
  readonly nodes: readonly HtmlNode[];
}

const frontMatter = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

export function parseMarkdown(text: string): MarkdownPage {
  const [whole = "", yaml] = frontMatter.exec(text) ?? [];
  const fields = yaml === undefined ? {} : readFrontMatter(yaml);
  const nodes = parseNodes(toHtml(fields ? text.slice(whole.length) : text));
  addHeadingIds(nodes);
  const { title, keywords, tags } = fields ?? {};
  return {
    title: typeof title === "string" && title.trim() !== "" ? title.trim() : undefined,
    keywords: toList(keywords ?? tags),
    nodes,
  };
}

/** GitHub's dialect, with tables; the HTML may hold anything that Markdown lets through. */
export function toHtml(markdown: string): string {
  return marked.parse(markdown.replace(/^\uFEFF/, ""), { async: false, gfm: true });
}

/** Undefined when it is no front matter after all, but two rules with text between them. */
function readFrontMatter(yaml: string): Record<string, unknown> | undefined {
  try {
    const fields: unknown = parse(yaml, { maxAliasCount: 10 });
    return typeof fields === "object" && fields !== null && !Array.isArray(fields) ? { ...fields } : undefined;
  } catch {
    return undefined;
  }
}

function toList(value: unknown): string[] {
  const items = typeof value === "string" ? value.split(",") : Array.isArray(value) ? (value as unknown[]) : [];
  return items.flatMap((item) => (typeof item === "string" && item.trim() !== "" ? [item.trim()] : []));
}

/** The ids that GitHub gives: `## Set up & run` is `#set-up--run`. */
function addHeadingIds(nodes: readonly HtmlNode[]): void {
  const name = createNamer(new Set());
  for (const heading of findAll(nodes, "h1", "h2", "h3", "h4", "h5", "h6")) {
    const id = wordsOf(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    if (id !== "" && !("id" in heading.attribs))
      heading.attribs.id = name(id, (base, number) => `${base}-${number - 1}`);
  }
}
