/** Trees of HTML elements, and the few questions that importers ask them. */
import { DomHandler, DomUtils, Parser, type parseDocument } from "htmlparser2";
import { deepestNesting } from "../nesting.js";
import { UnreadableFileError } from "./source.js";

export type HtmlNode = ReturnType<typeof parseDocument>["children"][number];
export type HtmlElement = Extract<HtmlNode, { attribs: Record<string, string> }>;

/** Builds a tree, and stops at the first element that lies too deep: reading on takes time that grows with the square. */
class BoundedHandler extends DomHandler {
  override onopentag(name: string, attributes: Record<string, string>): void {
    super.onopentag(name, attributes);
    // The document itself is on the stack, too.
    if (this.tagStack.length <= deepestNesting + 1) return;
    throw new UnreadableFileError(`A page is nested more than ${deepestNesting} elements deep.`);
  }
}

/** Parses a page or a piece of one. Throws an UnreadableFileError when it is nested too deeply. */
export function parseNodes(html: string, { isXml = false } = {}): HtmlNode[] {
  const handler = new BoundedHandler();
  new Parser(handler, { xmlMode: isXml }).end(html);
  return handler.root.children;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return "attribs" in node;
}

export function childrenOf(node: HtmlNode): HtmlNode[] {
  return "children" in node ? node.children : [];
}

/** All elements in reading order. */
export function elementsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  return DomUtils.getElementsByTagName("*", [...nodes], true);
}

/** Elements with one of these names, in reading order. */
export function findAll(nodes: readonly HtmlNode[], ...names: string[]): HtmlElement[] {
  return DomUtils.getElementsByTagName((name) => names.includes(name.toLowerCase()), [...nodes], true);
}

/** The words in it, white space collapsed. */
export function wordsOf(node: HtmlNode | readonly HtmlNode[]): string {
  return DomUtils.textContent(Array.isArray(node) ? (node as HtmlNode[]) : (node as HtmlNode))
    .replace(/\s+/g, " ")
    .trim();
}

export function removeNode(node: HtmlNode): void {
  DomUtils.removeElement(node);
}

export function toHtml(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => DomUtils.getOuterHTML(node, { encodeEntities: "utf8" })).join("");
}

/** 1 to 6, or undefined for anything but a heading. */
export function headingLevel(node: HtmlNode): number | undefined {
  const level = isElement(node) ? /^h([1-6])$/.exec(node.name)?.[1] : undefined;
  return level === undefined ? undefined : Number(level);
}
