/** A topic as a file: HTML, with what else is known about it as YAML between two `---` lines at the top. */
import { isUtf8 } from "node:buffer";
import { basename, extname } from "node:path";
import { decodeHTML } from "entities";
import { parse } from "yaml";
import * as z from "zod";
import { listIssues, placeInYaml } from "../failures/issues.js";
import { UsageError } from "../failures/usage-error.js";

const frontMatterShape = z.strictObject({
  id: z.string().min(1).optional().describe("Id of the topic; the file's name when absent"),
  title: z.string().min(1).optional().describe("Title"),
  status: z.string().min(1).optional().describe("Workflow status"),
  owner: z.string().min(1).optional().describe("Login of the owner"),
  assignee: z.string().min(1).optional().describe("Login of the assignee"),
  keywords: z.array(z.string()).optional().describe("Index keywords"),
});

export interface TopicFile extends z.output<typeof frontMatterShape> {
  /** Inner HTML of the body element; absent where the file has nothing but front matter. */
  readonly body: string | undefined;
}

/** A line `---` with a key, or at once with another such line, below it. Otherwise the line is a break between paragraphs. */
const BEGINNING = /^---[ \t]*\r?\n(?=(?:[ \t]*(?:#.*)?\r?\n)*(?:["']?[\w-]+["']?[ \t]*:(?:\s|$)|---[ \t]*(?:\r?\n|$)))/;
const FRONT_MATTER = /^---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|$)/ms;
/** What shows no words: comments, and what is meant for programs. */
const UNSEEN = /<!--.*?(?:-->|$)|<(script|style|template)\b.*?(?:<\/\1\s*>|$)/gis;
const HEADING = /<h1\b[^>]*>(.*?)<\/h1\s*>/gis;

/** Reads a topic file. Throws a UsageError that names the file and what is wrong with it. */
export function parseTopicFile(bytes: Uint8Array, name: string): TopicFile {
  const content = decode(bytes, name);
  if (!BEGINNING.test(content)) return { body: withoutNothing(content) };
  const match = FRONT_MATTER.exec(content);
  if (match === null) {
    throw new UsageError(
      `The front matter of ${name} has no end.`,
      "Close it with a line --- between the last key and the HTML.",
    );
  }
  const [frontMatter, yaml = ""] = match;
  const result = z.safeParse(frontMatterShape, parseYaml(yaml, name) ?? {});
  if (!result.success) {
    throw new UsageError(
      `The front matter of ${name} does not fit: ${listIssues(result.error)}.`,
      `It may hold ${Object.keys(frontMatterShape.shape).join(", ")}.`,
    );
  }
  return { ...result.data, body: withoutNothing(content.slice(frontMatter.length)) };
}

/** The text without its byte-order mark. A picture or an archive would become a body of replacement characters. */
function decode(bytes: Uint8Array, name: string): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return new TextDecoder().decode(bytes);
  throw new UsageError(
    `${name} is no text in UTF-8, so it cannot be the HTML of a topic.`,
    "Save HTML in the encoding UTF-8; clickhelp storage put FILE --to PATH takes pictures and other files.",
  );
}

/** A file without a body says nothing of the body that the topic has. */
function withoutNothing(body: string): string | undefined {
  return body.trim() === "" ? undefined : body;
}

/** Throws a UsageError for a file that is Markdown by its name: the portal would show its marks as they are. */
export function refuseMarkdown(name: string): void {
  if (!/\.(?:md|markdown)$/i.test(name)) return;
  throw new UsageError(
    `${name} is Markdown, but the body of a topic is HTML.`,
    "Convert it to HTML, or make a new project of it: clickhelp projects import FILE --id ID --format Markdown",
  );
}

/** The id that a file without one stands for: its name without folder and extension. */
export function idFromFileName(name: string): string {
  // Some systems write a letter and its mark apart, and would make another topic of the same name.
  return basename(name, extname(name)).normalize("NFC");
}

/** The text of the first `h1` that has any, for a file without a title. */
export function titleFromBody(body = ""): string | undefined {
  const headings = body.replaceAll(UNSEEN, "").matchAll(HEADING);
  return Array.from(headings, ([, content = ""]) => wordsOf(content)).find((words) => words !== "");
}

function wordsOf(html: string): string {
  const text = html.replaceAll(/<br\b[^>]*>/gi, " ").replaceAll(/<[^>]*>/g, "");
  return decodeHTML(text).replaceAll(/\s+/g, " ").trim();
}

function parseYaml(text: string, name: string): unknown {
  try {
    // The line above it counts, so that places are those in the file. Every value is a text: 1.10 is no number here.
    return parse(`\n${text}`, { schema: "failsafe", customTags: ["null"] });
  } catch (error) {
    throw new UsageError(
      `The front matter of ${name} is not valid YAML${placeInYaml(error)}.`,
      "Correct it; a text with a colon belongs between quotation marks.",
      { cause: error },
    );
  }
}
