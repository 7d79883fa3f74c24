/** A topic as a file: HTML, with what else is known about it as YAML between two `---` lines at the top. */
import { basename, extname } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { listIssues } from "../failures/issues.js";
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
  /** Inner HTML of the body element. */
  readonly body: string;
}

const FRONT_MATTER = /^---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|$)/ms;
const FIRST_HEADING = /<h1\b[^>]*>(.*?)<\/h1>/is;

/** Reads a topic file. Throws a UsageError that names the file and what is wrong with it. */
export function parseTopicFile(text: string, name: string): TopicFile {
  const content = text.replace(/^\uFEFF/, "");
  const match = FRONT_MATTER.exec(content);
  const result = z.safeParse(frontMatterShape, match?.[1] === undefined ? {} : (parseYaml(match[1], name) ?? {}));
  if (!result.success) {
    throw new UsageError(
      `The front matter of ${name} does not fit: ${listIssues(result.error)}.`,
      `It may hold ${Object.keys(frontMatterShape.shape).join(", ")}.`,
    );
  }
  return { ...result.data, body: match === null ? content : content.slice(match[0].length) };
}

/** The id that a file without one stands for: its name without folder and extension. */
export function idFromFileName(name: string): string {
  return basename(name, extname(name));
}

/** The text of the first `h1`, for a file without a title. */
export function titleFromBody(body: string): string | undefined {
  const text = FIRST_HEADING.exec(body)?.[1]
    ?.replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text === "" ? undefined : text;
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`The front matter of ${name} is not valid YAML.`, "It begins and ends with a line ---.", {
      cause: error,
    });
  }
}
