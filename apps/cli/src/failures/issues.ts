/** What is wrong with a file's content, in one line. */
import type * as z from "zod";

/** The issues of a failed check, each with its place: `profiles.work.portal: expected string`. */
export function listIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("; ");
}

/** Where YAML cannot be read: ` in line 3`. The parser's own words could repeat a secret. */
export function placeInYaml(error: unknown): string {
  const [, line] = / at line (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  return line === undefined ? "" : ` in line ${line}`;
}
