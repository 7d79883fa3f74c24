/** Copies of the pages as plain Markdown, and `llms.txt`, which lists them for programs that read text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const FRONT_MATTER = /^---\n(.*?)\n---\n/s;

/** The guides come first, and the many names of the packages last. */
const order = ["guides/", "index", "figures", "reference/", "api/"];
const rank = (name: string) => order.findIndex((beginning) => name.startsWith(beginning));

/** Writes `<page>/index.md` beside each `<page>/index.html` that was written in Markdown, and `llms.txt`. */
export function writeMarkdownPages(source: string, target: string, base: string): void {
  const names = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".md") && name !== "404.md")
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const entries = names.map((name) => {
    const text = readFileSync(join(source, name), "utf8");
    const header = FRONT_MATTER.exec(text)?.[1] ?? "";
    const field = (key: string) => new RegExp(`^${key}: "?(.*?)"?$`, "m").exec(header)?.[1] ?? "";
    // Starlight writes addresses in lower case.
    const page = name.replace(/(?:(?:^|\/)index)?\.md$/, "").toLowerCase();
    const file = join(target, page, "index.md");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `# ${field("title")}\n\n${text.replace(FRONT_MATTER, "").trimStart()}`);
    const description = field("description");
    return `- [${field("title")}](${posix.join(base, page, "index.md")})${description === "" ? "" : `: ${description}`}`;
  });
  const lines = [
    "# clickhelp-js",
    "",
    "> An unofficial TypeScript toolkit for ClickHelp portals: a command, a client, and a portal for tests. Not made by ClickHelp.",
    "",
    "## Pages as Markdown",
    "",
    ...entries,
  ];
  writeFileSync(join(target, "llms.txt"), `${lines.join("\n")}\n`);
}
