/** Front matter: YAML between two lines of `---` at the beginning of a page, which says what the page is. */
import { parse } from "yaml";
import { listSome, quoteName } from "./told-names.js";

/** What a page says of the topic that it becomes. */
export interface FrontMatter {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  /** Workflow status. */
  readonly status?: string | undefined;
  readonly keywords: readonly string[];
  /** Why what looks like front matter is text. */
  readonly flaw?: string | undefined;
}

const block = /^\uFEFF?---[ \t]*\r?\n((?:[^]*?\r?\n)??)---[ \t]*(?:\r?\n|$)/;

/** A page may begin with a rule; one that has a field below is meant to be front matter. */
const beginning = /^\uFEFF?((?:[ \t]*\r?\n)*)---[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[\w-]+[ \t]*:/;

/** Takes the front matter off a page; without any, `text` is the whole page. */
export function takeFrontMatter(page: string): { readonly frontMatter: FrontMatter; readonly text: string } {
  const [whole = "", yaml] = block.exec(page) ?? [];
  const fields = yaml === undefined ? undefined : readFields(yaml);
  if (!fields) return { frontMatter: { keywords: [], flaw: findFlaw(page, yaml !== undefined) }, text: page };
  const { id, title, status, keywords, tags } = fields;
  return {
    frontMatter: {
      id: toWords(id),
      title: toWords(title),
      status: toWords(status),
      keywords: toList(keywords ?? tags),
    },
    text: page.slice(whole.length),
  };
}

/** Undefined where no front matter is meant. */
function findFlaw(page: string, isClosed: boolean): string | undefined {
  const [, blankLines] = beginning.exec(page) ?? [];
  if (blankLines === undefined) return undefined;
  // As most programs have it that read front matter.
  if (blankLines !== "") return "it does not begin in the first line";
  return isClosed ? "it is not valid YAML" : "no line --- closes it";
}

/** Tells of pages whose front matter stays in their text. */
export function noteUnread(
  pages: readonly { readonly path: string; readonly frontMatter?: FrontMatter | undefined }[],
): string[] {
  const unread = pages.flatMap(({ path, frontMatter }) =>
    frontMatter?.flaw === undefined ? [] : `${quoteName(path)} (${frontMatter.flaw})`,
  );
  return unread.length > 0 ? [`Front matter that was taken for text: ${listSome(unread)}.`] : [];
}

/** Undefined when it is no front matter after all, but two rules with text between them. */
function readFields(yaml: string): Record<string, unknown> | undefined {
  try {
    // All that is no list or object is text: a version such as 1.10 is no number.
    const fields: unknown = parse(yaml, { schema: "failsafe", maxAliasCount: 10 }) ?? {};
    return typeof fields === "object" && !Array.isArray(fields) ? { ...fields } : undefined;
  } catch {
    return undefined;
  }
}

function toWords(value: unknown): string | undefined {
  const words = typeof value === "string" ? value.trim() : "";
  return words === "" ? undefined : words;
}

function toList(value: unknown): string[] {
  const items = typeof value === "string" ? value.split(",") : Array.isArray(value) ? (value as unknown[]) : [];
  return items.flatMap((item) => toWords(item) ?? []);
}
