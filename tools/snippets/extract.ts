/** Finds the TypeScript blocks in Markdown files. */

export interface Snippet {
  /** Relative to the root. */
  file: string;
  /** Line of the file on which the code begins, from 1. */
  line: number;
  code: string;
}

/** Every block fenced as `ts`; indentation of the fence, as in a list, is taken off. */
export function extractSnippets(file: string, markdown: string): Snippet[] {
  const snippets: Snippet[] = [];
  let fence: { indent: string; marks: string; line: number; isTypeScript: boolean; code: string[] } | null = null;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    if (fence === null) {
      const [, indent = "", marks, language] = /^(\s*)(`{3,}|~{3,})\s*(\S*)/.exec(text) ?? [];
      if (marks === undefined) continue;
      fence = { indent, marks, line: index + 2, isTypeScript: language === "ts", code: [] };
    } else if (text.trim() === fence.marks) {
      if (fence.isTypeScript) snippets.push({ file, line: fence.line, code: `${fence.code.join("\n")}\n` });
      fence = null;
    } else {
      fence.code.push(text.startsWith(fence.indent) ? text.slice(fence.indent.length) : text);
    }
  }
  return snippets;
}
