/** A profile's credentials belong to its portal. A project file from somebody else must not send them elsewhere. */
import { UsageError } from "../failures/usage-error.js";
import type { Settings } from "./settings.js";

/** Throws a UsageError when the login or the key of a profile would go to a portal that is not the profile's. */
export async function checkLentCredentials({ portal, lender }: Settings): Promise<void> {
  if (portal === undefined || lender === undefined) return;
  const home = lender.portal ?? "";
  if (home === "") {
    throw new UsageError(
      `The portal comes from ${portal.source}, but the login or the API key from the profile ${lender.name}, which names no portal.`,
      `Add "portal" to the profile, or give both credentials: ${BOTH}.`,
    );
  }
  const [wanted, own] = await Promise.all([originOf(portal.value), originOf(home)]);
  if (wanted === own) return;
  throw new UsageError(
    `The portal ${wanted} comes from ${portal.source}, but the login or the API key from the profile ${lender.name}, which belongs to ${own}.`,
    `--portal ${home} is the profile's own portal. For the other one choose its --profile, or give both credentials: ${BOTH}.`,
  );
}

const BOTH = "--username LOGIN and --api-key-file FILE, or CLICKHELP_USERNAME and CLICKHELP_API_KEY";

/** Names, hosts and addresses are compared as core understands them. */
async function originOf(portal: string): Promise<string> {
  const { createTransport } = await import("@clickhelp-js/core");
  return createTransport({ portal }).portalUrl.origin;
}
