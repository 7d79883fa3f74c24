/** What is known of something that was thrown, which may be anything. */

/** Why it failed, in its own words. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : "unknown";
}

/** The code that the system or Node.js gave it, such as `ENOENT`. */
export function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return typeof code === "string" ? code : undefined;
}
