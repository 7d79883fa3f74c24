/** Turns what zod reports into issues that people can act on. */
import type { Shape } from "@clickhelp-js/protocol";
import type * as z from "zod/mini";
import type { ValidationIssue } from "./errors.js";

/** Issues with readable paths and messages; unknown keys one by one, with the name that was probably meant. */
export function toValidationIssues(error: z.core.$ZodError, value: unknown, shape: Shape = {}): ValidationIssue[] {
  return error.issues.flatMap((issue) => toIssues(issue, value, shape));
}

function toIssues(issue: z.core.$ZodIssue, value: unknown, shape: Shape): ValidationIssue[] {
  if (issue.code === "unrecognized_keys") {
    const names = issue.path.length === 0 ? Object.keys(shape) : [];
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, names));
  }
  if (issue.code === "invalid_union") {
    // Of the forms that a value can have, the one that was meant is the one that it fits best.
    const [nearest = [], next = nearest] = issue.errors.toSorted((left, right) => left.length - right.length);
    const within = (inner: z.core.$ZodIssue) => ({ ...inner, path: [...issue.path, ...inner.path] });
    if (nearest.length < next.length) return nearest.flatMap((inner) => toIssues(within(inner), value, shape));
  }
  const path = formatPath(issue.path);
  const given = valueAt(value, issue.path);
  if (given === undefined && issue.path.length > 0) return [{ path, message: "is missing" }];
  if (issue.code === "invalid_value")
    return [{ path, message: notAllowed(issue.values), hint: letterCase(path, issue.values, given) }];
  if (issue.code === "invalid_type") {
    // Of numbers and dates that are none, zod says what they are.
    const { received = typeName(given) } = issue as { readonly received?: string };
    return [{ path, message: `must be ${issue.expected}, not ${received}` }];
  }
  if (issue.code === "too_small" && typeof given === "number") {
    return [{ path, message: `must be at least ${issue.minimum}` }];
  }
  if (issue.code === "too_big") return [{ path, message: `must be at most ${issue.maximum}` }];
  return [{ path, message: lowerFirst(issue.message) }];
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function unknownKey(path: readonly PropertyKey[], key: string, names: readonly string[]): ValidationIssue {
  const meant = names.find((name) => name.toLowerCase() === key.toLowerCase());
  const hint = meant === undefined ? undefined : `Write ${meant} instead of ${key}: letter case matters.`;
  return { path: formatPath(path), message: "is not known here", hint };
}

function notAllowed(values: readonly unknown[]): string {
  return `must be ${values.map((value) => JSON.stringify(value)).join(" or ")}`;
}

function letterCase(path: string, values: readonly unknown[], given: unknown): string | undefined {
  const meant = values.find((value) => String(value).toLowerCase() === String(given).toLowerCase());
  return meant === undefined ? undefined : `Write ${JSON.stringify(meant)} for ${path}: letter case matters.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `userInfo.email`, `[3].createdOn`. */
function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}
