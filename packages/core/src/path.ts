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
    const text = toAddressText(values[part.name]);
    if (typeof text !== "string") {
      issues.push({ path: part.name, ...text });
      continue;
    }
    const problem = part.several ? problemOfSegments(text) : problemOfSegment(text);
    if (problem) issues.push({ path: part.name, ...problem });
    else path += part.several ? text.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(text);
  }
  return path;
}

type Problem = Omit<ValidationIssue, "path">;

/** The text of a value in an address, or why it has none. */
export function toAddressText(value: unknown): string | Problem {
  // What is not declared has no value.
  if (value === undefined) return { message: "is missing" };
  // Dates and lists can be written in several ways, of which the portal knows one.
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
    return { message: "needs a codec" };
  const text = String(value);
  return text.isWellFormed() ? text : { message: "contains half of a character" };
}

/** An empty value is left to the endpoint's schema: some endpoints take it for the root. */
function problemOfSegments(text: string): Problem | undefined {
  if (text === "") return undefined;
  for (const segment of text.split("/")) {
    const problem = segment === "" ? emptySegment : problemOfSegment(segment);
    if (problem) return problem;
  }
  return undefined;
}

const hint = "Write paths such as folder/file.";
const emptySegment: Problem = { message: "has an empty part", hint };

function problemOfSegment(segment: string): Problem | undefined {
  if (segment === "") return { message: "must not be empty" };
  if (segment === "." || segment === "..") return { message: `must not contain "${segment}" as a part of the path` };
  if (segment.includes("\\")) return { message: "contains a backslash", hint };
  return undefined;
}
