/** Path templates: `projects/{projectId}`, `storage/{filePath+}`, and a constant query that belongs to the operation. */
import type { ValidationIssue } from "./errors.js";

type PathPart = string | { readonly name: string; readonly several: boolean };

export interface PathTemplate {
  readonly parts: readonly PathPart[];
  /** The constant query without its `?`; empty when there is none. */
  readonly query: string;
}

/** Takes a template apart once, so that calls only have to join. */
export function parsePathTemplate(template: string): PathTemplate {
  // It stands behind a slash.
  const [path = "", query = ""] = template.replace(/^\//, "").split("?", 2);
  const parts = path.split(/(\{[\w-]+\+?\})/).filter((part) => part !== "");
  return { parts: parts.map(toPart), query };
}

function toPart(part: string): PathPart {
  if (!part.startsWith("{")) return part;
  const several = part.endsWith("+}");
  return { name: part.slice(1, several ? -2 : -1), several };
}

/** Joins a path. What cannot be part of a path is added to `issues`. */
export function buildPath(
  template: PathTemplate,
  values: Readonly<Record<string, unknown>>,
  issues: ValidationIssue[],
): string {
  let path = "";
  for (const part of template.parts) {
    if (typeof part === "string") {
      path += part;
      continue;
    }
    // What is not declared has no value.
    const { [part.name]: value = "" } = values;
    const text = String(value);
    const problem = part.several ? problemOfSegments(text) : problemOfSegment(text);
    if (problem) issues.push({ path: part.name, ...problem });
    else path += part.several ? text.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(text);
  }
  return path;
}

type Problem = Omit<ValidationIssue, "path">;

/** An empty value is left to the endpoint's schema: some endpoints take it for the root. */
function problemOfSegments(text: string): Problem | undefined {
  if (text === "") return undefined;
  for (const segment of text.split("/")) {
    const problem = segment === "" ? emptySegment : problemOfSegment(segment);
    if (problem) return problem;
  }
  return undefined;
}

const emptySegment: Problem = {
  message: "has an empty part",
  hint: "Write paths without a slash at the beginning, at the end, or two in a row.",
};

function problemOfSegment(segment: string): Problem | undefined {
  if (segment === "") return { message: "must not be empty" };
  if (segment === "." || segment === "..") return { message: `must not contain "${segment}" as a part of the path` };
  if (segment.includes("\\")) return { message: "contains a backslash", hint: "Write paths with forward slashes." };
  if (!segment.isWellFormed()) return { message: "contains half of a character" };
  return undefined;
}
