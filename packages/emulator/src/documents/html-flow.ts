/** A flow of blocks being built: collapses white space as a browser does and ends paragraphs where blocks begin. */
import type { Block, Inline, Picture, TextMarks, TextRun } from "./document-model.js";

type Mode = { type: "paragraph"; role?: "caption" } | { type: "heading"; level: number; anchor?: string };

export class Flow {
  #blocks: Block[] = [];
  #inlines: Inline[] = [];
  #mode: Mode = { type: "paragraph" };

  /** Adds text of the source; runs of white space become one space, none at the start of a line. */
  text(source: string, marks: TextMarks): void {
    let text = source.replace(/[ \t\n\r\f]+/g, " ");
    if (text.startsWith(" ") && this.#isAtSpace()) text = text.slice(1);
    if (text === "") return;
    const last = this.#inlines.at(-1);
    if (last?.type === "text" && haveSameMarks(last, marks)) last.text += text;
    else this.#inlines.push({ type: "text", text, ...marks });
  }

  breakLine(): void {
    this.#trimEnd();
    this.#inlines.push({ type: "break" });
  }

  picture(picture: Picture): void {
    this.#inlines.push(picture);
  }

  /** Ends the paragraph under way and adds whole blocks. */
  push(...blocks: (Block | Inline)[]): void {
    this.flush();
    for (const block of blocks) if (block.type !== "text" && block.type !== "break") this.#blocks.push(block);
  }

  /** Begins a heading; the returned function ends it. */
  startHeading(level: number, anchor: string | undefined): () => void {
    return this.#start({ type: "heading", level, ...(anchor ? { anchor } : {}) });
  }

  /** Begins a paragraph or similar; inside a heading the text stays a heading. */
  startBlock(role: "caption" | undefined): () => void {
    return this.#start(this.#mode.type === "heading" ? this.#mode : { type: "paragraph", ...(role ? { role } : {}) });
  }

  /** Ends the paragraph under way. */
  flush(): void {
    this.#trimEnd();
    while (this.#inlines.at(-1)?.type === "break") {
      this.#inlines.pop();
      this.#trimEnd();
    }
    const content = this.#inlines;
    this.#inlines = [];
    if (content.length === 0) return;
    if (content.every((inline) => inline.type === "image" || isBlank(inline))) {
      this.#blocks.push(...content.filter((inline) => inline.type === "image"));
    } else if (this.#mode.type === "heading") {
      this.#blocks.push({ ...this.#mode, content });
    } else if (content.some((inline) => !isBlank(inline))) {
      this.#blocks.push({ ...this.#mode, content });
    }
  }

  finish(): Block[] {
    this.flush();
    return this.#blocks;
  }

  #start(mode: Mode): () => void {
    this.flush();
    const outer = this.#mode;
    this.#mode = mode;
    return () => {
      this.flush();
      this.#mode = outer;
    };
  }

  #isAtSpace(): boolean {
    const last = this.#inlines.at(-1);
    return !last || last.type === "break" || (last.type === "text" && last.text.endsWith(" "));
  }

  #trimEnd(): void {
    const last = this.#inlines.at(-1);
    if (last?.type !== "text" || !last.text.endsWith(" ")) return;
    last.text = last.text.slice(0, -1);
    if (last.text === "") this.#inlines.pop();
  }
}

function isBlank(inline: Inline): boolean {
  return inline.type === "break" || (inline.type === "text" && /^\s*$/.test(inline.text));
}

const markNames = [
  ...(["bold", "italic", "underline", "strike", "code", "key", "marked"] as const),
  ...(["script", "link", "direction"] as const),
];

function haveSameMarks(run: TextRun, marks: TextMarks): boolean {
  return markNames.every((name) => run[name] === marks[name]);
}
