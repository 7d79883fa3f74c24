/** What is wrong with a file's content, in one line. */
import type * as z from "zod";

/** The issues of a failed check, each with its place: `profiles.work.portal: expected string`. */
export function listIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("; ");
}
