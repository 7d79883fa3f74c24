/** For results that are never JSON. */
import type { CommandContext } from "../context.js";
import { UsageError } from "../failures/usage-error.js";

/** Throws a UsageError when `--json` is given. */
export function refuseJson({ options }: Pick<CommandContext, "options">, why: string): void {
  if (options.json !== undefined) throw new UsageError(`--json does nothing here. ${why}`, "Leave --json out.");
}
