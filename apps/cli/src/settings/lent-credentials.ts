/**
 * Credentials belong to the portal that is named beside them, in a profile or in the environment. Neither a project file from
 * somebody else nor another profile must send them elsewhere.
 */
import { UsageError } from "../failures/usage-error.js";
import type { Lender, Settings, Sourced } from "./settings.js";

const BY_FLAGS = "--username LOGIN and --api-key-file FILE";
const advice = {
  profile: `For the other one choose its --profile, or give both credentials: ${BY_FLAGS}, or CLICKHELP_USERNAME and CLICKHELP_API_KEY.`,
  environment: `Put username and apiKeyFile into the profile, give both credentials: ${BY_FLAGS}, or unset CLICKHELP_PORTAL_URL.`,
} as const;

/** Throws a UsageError when the login or the key would go to a portal that is not the one it is meant for. */
export async function checkLentCredentials({ portal, lenders }: Settings): Promise<void> {
  for (const lender of lenders) if (portal) await checkLender(portal, lender);
}

async function checkLender(portal: Sourced, { kind, source, portal: home = "" }: Lender): Promise<void> {
  if (home === "") {
    throw new UsageError(
      `The portal comes from ${portal.source}, but the login or the API key from ${source}, which names no portal.`,
      `Add "portal" to the profile, or give both credentials: ${BY_FLAGS}.`,
    );
  }
  const [wanted, own] = await Promise.all([originOf(portal.value), originOf(home)]);
  if (wanted === own) return;
  throw new UsageError(
    `The portal ${wanted} comes from ${portal.source}, but the login or the API key from ${source}, which belongs to ${own}.`,
    kind === "profile" ? `--portal ${home} is the profile's own portal. ${advice.profile}` : advice.environment,
  );
}

/** Names, hosts and addresses are compared as core understands them. */
async function originOf(portal: string): Promise<string> {
  const { createTransport } = await import("@clickhelp-js/core");
  return createTransport({ portal }).portalUrl.origin;
}
