/** Publications have ids like projects, but are copies that nobody edits or publishes. */
import type { Client } from "@clickhelp-js/client";
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";

interface Refusals {
  /** What is wrong with a publication. */
  readonly ofPublication: string;
  /** What else to type next where there is nothing. */
  readonly ofNothing?: string;
}

/** Throws a UsageError that names the project when the id is a publication's, and a NotFoundError when it is nothing's. */
export async function requireProject(
  { signal }: Pick<CommandContext, "signal">,
  client: Client,
  projectId: string,
  { ofPublication, ofNothing }: Refusals,
): Promise<void> {
  const { NotFoundError, PermissionError } = await import("@clickhelp-js/client");
  const found = await client.projects.get({ projectId }, { signal }).catch((error: unknown) => {
    // What the command goes on to do says it better.
    if (PermissionError.isInstance(error)) return undefined;
    const isNothing = ofNothing !== undefined && NotFoundError.isInstance(error);
    throw isNothing ? Object.assign(error, { furtherHint: ofNothing }) : error;
  });
  if (typeof found?.parentId !== "string" || found.parentId === "") return;
  throw new UsageError(
    `${projectId} is a publication of ${found.parentId}. ${ofPublication}`,
    `--project ${found.parentId}`,
  );
}
