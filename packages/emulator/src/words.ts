/** What is wrong with a value, in our own words: one way for requests, seeds, backups, fault rules and the control API. */
import { toHeaderName } from "@clickhelp-js/protocol";
import type * as z from "zod/mini";

/** Given to every check, because what zod can be told once for all is told to the whole process. */
export const inWords: z.core.ParseContext<z.core.$ZodIssue> = { error: toWords, reportInput: true };

/** Wrong places, or names, that one message tells. */
export const mostShown = 20;

const types: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

const formats: Readonly<Record<string, string>> = {
  base64: "base64",
  datetime: "a moment such as 2026-01-01T00:00:00Z",
};

function toWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined)
    return issue.code === "invalid_value" ? `is required: ${list(issue.values)}` : "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${types[issue.expected] ?? "of another kind"}`;
    case "invalid_format":
      return `must be ${formats[issue.format] ?? "of another form"}`;
    case "invalid_value":
      return `must be one of: ${list(issue.values)}`;
    case "invalid_union":
      return Array.isArray(issue.options) ? `must be one of: ${list(issue.options)}` : "has none of the known forms";
    case "unrecognized_keys":
      return `unknown ${issue.keys.length === 1 ? "field" : "fields"} ${quote(issue.keys)}`;
    case "too_small":
      return issue.origin === "string" ? "must not be empty" : `must be at least ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "not_multiple_of":
      return "cannot be taken";
  }
}

function list(values: readonly unknown[]): string {
  return values.map(String).join(", ");
}

/** A sentence for each wrong place. `whole` stands for the value itself, `kind` for each part of it. */
export function describeAll(kind: string, { issues }: Pick<z.core.$ZodError, "issues">, whole = "body"): string {
  const shown = issues.slice(0, mostShown).map((issue) => {
    const place = placeOf(kind, issue, whole);
    return issue.input === undefined
      ? `The ${place} ${issue.message}.`
      : `The ${place} is not valid: ${issue.message}.`;
  });
  const rest = issues.length - shown.length;
  return [...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(" ");
}

/** `field "options"`, or what is said for the value itself. */
export function placeOf(kind: string, at: Pick<z.core.$ZodIssue, "path">, whole = "body"): string {
  const name = nameOf(kind, at);
  return name === "" ? whole : `${kind} "${name}"`;
}

/** Places within a value are known to those who write JSON; a list in the query is one text. */
export function nameOf(kind: string, { path }: Pick<z.core.$ZodIssue, "path">): string {
  if (kind === "field") return path.join(".");
  // The list is the body itself: the name that it has for us stands nowhere in it.
  if (kind === "list item") return path.slice(1).join(".");
  const name = String(path[0]);
  return kind === "header" ? toHeaderName(name) : name;
}

export function quote(names: readonly string[]): string {
  return names
    .slice(0, mostShown)
    .map((name) => `"${name.slice(0, 100)}"`)
    .join(", ");
}
