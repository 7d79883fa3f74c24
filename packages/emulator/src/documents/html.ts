/**
 * Parses topic HTML into the document model. Takes any HTML: unknown tags are transparent, wrong nesting is repaired
 * the way browsers do it, and no word is lost.
 */
import { Parser } from "htmlparser2";
import { signOfCheckbox } from "../checkbox.js";
import { silentElements } from "../plain-text.js";
import { textOfBlocks, type Block, type Inline, type List, type TableCell, type TextMarks } from "./document-model.js";
import { cellOf, directionOf, groupKindOf, isHidden, pictureOf, type Attributes } from "./html-attributes.js";
import { Flow } from "./html-flow.js";
import { numberingOf, numberItems } from "./list-numbers.js";

/** Deeper containers are treated as transparent, so that no input can exhaust the stack of what walks the model. */
const MAX_DEPTH = 24;

/** What is known of an open element. */
interface FrameBase {
  tag: string;
  marks: TextMarks;
  /** The list, table or flow that the element is in; undefined at the top. */
  structure: Structure | undefined;
  /** The code block that the element is in. */
  code: FrameOf<"code"> | undefined;
}
type Frame = FrameBase &
  (
    | { kind: "plain" | "row" | "skipped" }
    | { kind: "block"; restore: () => void }
    | { kind: "code"; text: string; pictures: Inline[] }
    | { kind: "flow"; flow: Flow; close: (blocks: Block[]) => void }
    | { kind: "list"; attributes: Attributes; items: { flow: Flow; value?: string | undefined }[] }
    | { kind: "table"; caption: Inline[]; rows: TableCell[][] }
  );
type FrameOf<K extends Frame["kind"]> = Extract<Frame, { kind: K }>;
type Structure = FrameOf<"flow" | "list" | "table">;

const skipped = new Set<string>([...silentElements, "title"]);
const structural = new Set(["li", "ul", "ol", "table", "caption", "tr", "td", "th"]);
const blocks = new Set(
  (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer " +
    "form header hgroup html legend main menu nav option p search section summary tbody tfoot thead optgroup"
  ).split(" "),
);
const marksOfTag = new Map<string, TextMarks>(
  (
    [
      ["b strong dt summary legend", { bold: true }],
      ["i em cite dfn var address", { italic: true }],
      ["u ins", { underline: true }],
      ["s del strike", { strike: true }],
      ["code samp tt", { code: true }],
      ["kbd", { code: true, key: true }],
      ["mark", { marked: true }],
      ["sub", { script: "sub" }],
      ["sup", { script: "super" }],
    ] as const
  ).flatMap(([tags, marks]) => tags.split(" ").map((tag) => [tag, marks] as const)),
);

/** Parses the inner HTML of a body (or a whole page) into blocks. Never throws. */
export function parseHtml(html: string): Block[] {
  const builder = new ModelBuilder();
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      builder.open(tag, attributes);
    },
    ontext: (text) => {
      builder.text(text);
    },
    onclosetag: () => {
      builder.close();
    },
  });
  parser.end(html);
  return builder.finish();
}

class ModelBuilder {
  readonly #root = new Flow();
  /** One frame for each open element; the parser closes every element that it opens. */
  readonly #frames: Frame[] = [];
  #depth = 0;

  open(tag: string, attributes: Attributes): void {
    this.#frames.push(this.#frameOf(tag, attributes));
    if (tag === "input") this.text(signOfCheckbox(attributes) ?? "");
  }

  text(text: string): void {
    const top = this.#frames.at(-1);
    if (top?.kind === "skipped") return;
    const code = codeAround(top);
    if (code) code.text += text;
    else if (/[^ \t\n\r\f]/.test(text) || !isEmptyList(structureAround(top))) this.#flow().text(text, top?.marks ?? {});
  }

  close(): void {
    const frame = this.#frames.pop();
    switch (frame?.kind) {
      case "block":
        frame.restore();
        break;
      case "code":
        this.#flow().push({ type: "code", text: frame.text.replace(/^\n/, "").replace(/\s+$/, "") }, ...frame.pictures);
        break;
      case "flow":
        this.#depth--;
        frame.close(frame.flow.finish());
        break;
      case "list":
        this.#depth--;
        this.#closeList(frame);
        break;
      case "table":
        this.#depth--;
        this.#closeTable(frame);
        break;
      case "plain":
      case "row":
      case "skipped":
      case undefined:
    }
  }

  finish(): Block[] {
    while (this.#frames.length > 0) this.close();
    return this.#root.finish();
  }

  #frameOf(tag: string, attributes: Attributes): Frame {
    const outer = this.#frames.at(-1);
    const base: FrameBase = {
      tag,
      marks: marksInside(tag, attributes, outer?.marks ?? {}),
      structure: structureAround(outer),
      code: codeAround(outer),
    };
    if (outer?.kind === "skipped" || skipped.has(tag) || isHidden(attributes)) return { ...base, kind: "skipped" };
    if (base.code) return insideCode(base.code, base, attributes);
    switch (tag) {
      case "br":
        this.#flow().breakLine();
        break;
      case "hr":
        this.#flow().push({ type: "rule" });
        break;
      case "img":
        this.#flow().picture(pictureOf(attributes, base.marks));
        break;
      case "iframe":
        if (attributes.src) this.#flow().text(attributes.title ?? attributes.src, { link: attributes.src });
        break;
      case "pre":
        this.#flow().flush();
        return { ...base, kind: "code", text: "", pictures: [] };
      default:
        return this.#containerFrame(base, attributes) ?? this.#blockFrame(base, attributes);
    }
    return { ...base, kind: "plain" };
  }

  #containerFrame(base: FrameBase, attributes: Attributes): Frame | undefined {
    if (this.#depth >= MAX_DEPTH) return undefined;
    const frame =
      this.#listFrame(base, attributes) ?? this.#tableFrame(base, attributes) ?? this.#groupFrame(base, attributes);
    if (frame && frame.kind !== "row") this.#depth++;
    return frame;
  }

  #listFrame(base: FrameBase, attributes: Attributes): Frame | undefined {
    if (base.tag === "li") {
      if (base.structure?.kind !== "list") return undefined;
      const flow = new Flow();
      base.structure.items.push({ flow, value: attributes.value });
      return { ...base, kind: "flow", flow, close: () => undefined };
    }
    if (!["ul", "ol", "menu", "dir"].includes(base.tag)) return undefined;
    this.#flow().flush();
    return { ...base, kind: "list", attributes, items: [] };
  }

  #closeList({ tag, attributes, items }: FrameOf<"list">): void {
    const contents = items.map(({ flow }) => flow.finish());
    // What is empty counts, as it does in a browser.
    const isShown = (_: unknown, index: number) => contents[index]?.length !== 0;
    const list: List = { type: "list", items: contents.filter(isShown) };
    if (list.items.length === 0) return;
    const values = items.map(({ value }) => value);
    const numbering = numberingOf(attributes);
    const order = { numbers: numberItems(attributes, values).filter(isShown), ...(numbering && { numbering }) };
    this.#flow().push(tag === "ol" ? { ...list, ...order } : list);
  }

  #tableFrame(base: FrameBase, attributes: Attributes): Frame | undefined {
    if (base.tag === "table") {
      this.#flow().flush();
      return { ...base, kind: "table", caption: [], rows: [] };
    }
    const table = base.structure;
    if (table?.kind !== "table") return undefined;
    const flow = new Flow();
    switch (base.tag) {
      case "tr":
        table.rows.push([]);
        return { ...base, kind: "row" };
      case "caption":
        return { ...base, kind: "flow", flow, close: (content) => (table.caption = captionOf(table.caption, content)) };
      case "td":
      case "th": {
        const cell = cellOf(base.tag, attributes);
        if (table.rows.length === 0) table.rows.push([]);
        table.rows.at(-1)?.push(cell);
        return { ...base, kind: "flow", flow, close: (content) => (cell.blocks = content) };
      }
      default:
        return undefined;
    }
  }

  #closeTable(frame: FrameOf<"table">): void {
    const rows = frame.rows.filter((row) => row.length > 0);
    if (rows.length > 0) this.#flow().push({ type: "table", caption: frame.caption, rows });
    else if (frame.caption.length > 0)
      this.#flow().push({ type: "paragraph", role: "caption", content: frame.caption });
  }

  #groupFrame(base: FrameBase, attributes: Attributes): Frame | undefined {
    const kind = groupKindOf(base.tag, attributes);
    if (!kind) return undefined;
    const outer = this.#flow();
    outer.flush();
    const close = (content: Block[]) => {
      if (content.length > 0) outer.push({ type: "group", kind, blocks: content });
    };
    return { ...base, kind: "flow", flow: new Flow(), close };
  }

  #blockFrame(base: FrameBase, attributes: Attributes): Frame {
    const level = /^h([1-6])$/.exec(base.tag)?.[1];
    const isBlock = level !== undefined || structural.has(base.tag) || blocks.has(base.tag);
    const flow = isBlock ? this.#openFlow() : undefined;
    if (!flow) return { ...base, kind: "plain" };
    const restore = level
      ? flow.startHeading(Number(level), attributes.id)
      : flow.startBlock(base.tag === "figcaption" ? "caption" : undefined);
    return { ...base, kind: "block", restore };
  }

  /** The flow that is open without repairing anything; undefined between items or cells. */
  #openFlow(): Flow | undefined {
    const structure = structureAround(this.#frames.at(-1));
    if (!structure) return this.#root;
    return structure.kind === "flow" ? structure.flow : undefined;
  }

  /** The flow that takes content here: loose content of a list joins its last item, that of a table goes before it. */
  #flow(): Flow {
    let structure = structureAround(this.#frames.at(-1));
    while (structure?.kind === "table") structure = structure.structure;
    if (!structure) return this.#root;
    if (structure.kind === "flow") return structure.flow;
    const last = structure.items.at(-1) ?? { flow: new Flow() };
    if (structure.items.length === 0) structure.items.push(last);
    return last.flow;
  }
}

function structureAround(frame: Frame | undefined): Structure | undefined {
  return frame?.kind === "flow" || frame?.kind === "list" || frame?.kind === "table" ? frame : frame?.structure;
}

/** White space there must not make an item. */
function isEmptyList(structure: Structure | undefined): boolean {
  return structure?.kind === "list" && structure.items.length === 0;
}

function codeAround(frame: Frame | undefined): FrameOf<"code"> | undefined {
  return frame?.kind === "code" ? frame : frame?.code;
}

function insideCode(code: FrameOf<"code">, base: FrameBase, attributes: Attributes): Frame {
  const startsLine = blocks.has(base.tag) || structural.has(base.tag) || /^(h[1-6]|pre)$/.test(base.tag);
  if (base.tag === "br") code.text += "\n";
  else if (base.tag === "img") code.pictures.push(pictureOf(attributes, base.marks));
  else if (startsLine && code.text !== "" && !code.text.endsWith("\n")) code.text += "\n";
  return { ...base, kind: "plain" };
}

function marksInside(tag: string, attributes: Attributes, outer: TextMarks): TextMarks {
  const direction = directionOf(attributes);
  const marks = tag === "a" && attributes.href ? { link: attributes.href } : marksOfTag.get(tag);
  return marks || direction ? { ...outer, ...marks, ...(direction && { direction }) } : outer;
}

/** A caption is one run of text, so blocks in it, and further captions, become lines of it. */
function captionOf(before: readonly Inline[], content: readonly Block[]): Inline[] {
  const caption = [...before];
  for (const block of content) {
    if (caption.length > 0) caption.push({ type: "break" });
    caption.push(...inlinesOf(block));
  }
  return caption;
}

function inlinesOf(block: Block): Inline[] {
  if (block.type === "paragraph" || block.type === "heading") return block.content;
  return block.type === "image" ? [block] : [{ type: "text", text: textOfBlocks([block]) }];
}
