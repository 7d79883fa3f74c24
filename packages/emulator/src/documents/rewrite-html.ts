/** Writes HTML anew with some addresses changed: balanced, without scripts, words and markup otherwise kept. */
import { Parser } from "htmlparser2";
import { escapeMarkup } from "./escape-markup.js";

/** Gives the attributes to write for a tag. */
export type RewriteAttributes = (tag: string, attributes: Record<string, string>) => Record<string, string>;

const voids = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Tags of a whole page; a topic's body is put into a page of its own. */
const transparent = new Set(["html", "head", "body"]);
const dropped = new Set(["script", "base", "meta", "title"]);
/** What these show is a page of its own, whose scripts no policy of the page around it forbids. */
const embedding = new Set(["iframe", "frame", "embed"]);

/** Rewrites a body; what is embedded becomes a link. Works without recursion, so that nesting may be as deep as it likes. */
export function rewriteHtml(html: string, rewrite: RewriteAttributes): string {
  const output: string[] = [];
  let droppedDepth = 0;
  let isStyle = false;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (droppedDepth === 0 && embedding.has(tag)) output.push(linkToEmbedded(attributes, rewrite));
      if (isReplaced(tag)) droppedDepth++;
      isStyle = tag === "style";
      if (droppedDepth === 0 && !transparent.has(tag)) output.push(openTag(tag, rewrite(tag, attributes)));
    },
    ontext(text) {
      if (droppedDepth === 0) output.push(isStyle ? text : escapeMarkup(text));
    },
    onclosetag(tag) {
      isStyle = false;
      if (droppedDepth === 0 && !transparent.has(tag) && !voids.has(tag)) output.push(`</${tag}>`);
      if (isReplaced(tag)) droppedDepth--;
    },
  });
  parser.end(html);
  return output.join("");
}

function isReplaced(tag: string): boolean {
  return dropped.has(tag) || embedding.has(tag);
}

function linkToEmbedded({ src = "", title = src }: Record<string, string>, rewrite: RewriteAttributes): string {
  return src === "" ? "" : `${openTag("a", rewrite("a", { href: src }))}${escapeMarkup(title)}</a>`;
}

function openTag(tag: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes)
    .filter(([name]) => !/["'<>/=\s]/.test(name) && !/^on/i.test(name))
    .map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escapeMarkup(value)}"`));
  return `<${tag}${written.join("")}>`;
}
