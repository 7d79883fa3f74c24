/** Publications have ids like projects, but are copies that nobody edits or publishes. */
import type { Client } from "@clickhelp-js/client";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";

/**
 * Throws a UsageError that names the project when the id is a publication's, and a NotFoundError when it is nothing's. `why`
 * says what is wrong with a publication.
 */
export async function requireProject(
  { signal }: Pick<CommandContext, "signal">,
  client: Client,
  projectId: string,
  why: string,
): Promise<void> {
  const { PermissionError } = await import("@clickhelp-js/core");
  const found = await client.projects.get({ projectId }, { signal }).catch((error: unknown) => {
    // What the command goes on to do says it better.
    if (PermissionError.isInstance(error)) return undefined;
    throw error;
  });
  if (typeof found?.parentId !== "string" || found.parentId === "") return;
  throw new UsageError(`${projectId} is a publication of ${found.parentId}. ${why}`, `--project ${found.parentId}`);
}
