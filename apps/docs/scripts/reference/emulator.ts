/** The emulator's own tables as pages: what it emulates, and who may do what. */
import { readFileSync } from "node:fs";

export interface GeneratedPage {
  /** Below `reference/`, without its ending. */
  readonly path: string;
  readonly text: string;
}

const descriptions: Readonly<Record<string, string>> = {
  coverage: "How well the emulator does each operation, on what evidence, and what differs.",
  permissions: "Which status each role gets from the emulator, for each operation and visibility.",
};

/** The tables are written and checked in the emulator's own package; the title is their first line. */
export function emulatorPages(): GeneratedPage[] {
  return Object.entries(descriptions).map(([name, description]) => {
    const file = new URL(`../../../../packages/emulator/${name.toUpperCase()}.md`, import.meta.url);
    const [, title = "", body = ""] = /^# ([^\n]*)\n(.*)$/s.exec(readFileSync(file, "utf8")) ?? [];
    const head = `---\ntitle: ${title}\ndescription: ${description}\ntableOfContents: false\n---\n`;
    return { path: `emulator-${name}`, text: head + body };
  });
}
