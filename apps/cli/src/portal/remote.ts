/** A portal somewhere else: address and credentials from the settings, and Node's own fetch unless more is asked for. */
import type { TransportOptions } from "@clickhelp-js/core";
import type { NodeFetch } from "@clickhelp-js/core/node";
import { UsageError } from "../failures/usage-error.js";
import { checkLentCredentials } from "../settings/lent-credentials.js";
import { readNamed } from "../settings/read-text.js";
import type { Settings, Sourced } from "../settings/settings.js";
import type { PortalAccess } from "./portal-access.js";

export interface RemoteOptions {
  /** Go without credentials when there are none. */
  readonly anonymous: boolean;
  /** Instead of the network, in tests. */
  readonly fetch?: TransportOptions["fetch"] | undefined;
}

/** Prepares access to the portal of the settings. Throws a ConfigurationError that names what is missing. */
export async function reachPortal(settings: Settings, { anonymous, fetch }: RemoteOptions): Promise<PortalAccess> {
  const core = await import("@clickhelp-js/core");
  refusePath(settings.portal);
  await checkLentCredentials(settings);
  const missing = settings.portal && missingCredentials(settings, anonymous);
  if (missing) throw new core.ConfigurationError(missing.what, missing);
  const fromEnvironment = core.optionsFromEnv(settings.variables);
  const nodeFetch = fetch === undefined ? await createFetch(settings) : undefined;
  return {
    options: { ...fromEnvironment, fetch: fetch ?? nodeFetch },
    username: settings.username?.value,
    close: async () => {
      // Whoever ends the program waits for no connection that nobody answers.
      await nodeFetch?.destroy();
    },
  };
}

/** Throws a UsageError for an address that was copied from a page, or is the API's. */
function refusePath(portal: Sourced | undefined): void {
  if (portal === undefined) return;
  const { value, source } = portal;
  const isAddress = value.includes("://");
  const url = URL.parse(isAddress ? value : `https://${value}`);
  if (!url?.protocol.startsWith("http") || url.pathname === "/") return;
  throw new UsageError(
    `A portal is named by its host alone, without ${url.pathname} behind it, which comes from ${source}.`,
    `Give ${isAddress ? url.origin : url.host}; the paths of the API are added by themselves.`,
  );
}

const WAYS_OF_KEYS = "CLICKHELP_API_KEY, CLICKHELP_API_KEY_FILE, --api-key-file FILE or --api-key-stdin";

function missingCredentials({ username, apiKeySource }: Settings, anonymous: boolean) {
  if (username === undefined && apiKeySource === undefined) {
    if (anonymous) return undefined;
    return {
      what: "No login and no API key are given.",
      option: "auth",
      variable: "CLICKHELP_USERNAME and CLICKHELP_API_KEY",
      hint: `Give the login with CLICKHELP_USERNAME or --username LOGIN, the key with ${WAYS_OF_KEYS}. Without an account, try --sandbox.`,
    };
  }
  if (apiKeySource === undefined) {
    return {
      what: `The login comes from ${username?.source ?? ""}, but the API key is missing.`,
      option: "auth.apiKey",
      variable: "CLICKHELP_API_KEY",
      hint: `Give the key with ${WAYS_OF_KEYS}.`,
    };
  }
  if (username !== undefined) return undefined;
  return {
    what: `The API key comes from ${apiKeySource}, but the login is missing.`,
    option: "auth.login",
    variable: "CLICKHELP_USERNAME",
    hint: "Give the login with CLICKHELP_USERNAME or --username LOGIN.",
  };
}

/** The heavier HTTP layer is loaded only when a certificate authority or a proxy asks for it. */
async function createFetch({ cacert, hasProxy, variables }: Settings): Promise<NodeFetch | undefined> {
  if (cacert === undefined && !hasProxy) return undefined;
  const { createNodeFetch } = await import("@clickhelp-js/core/node");
  const ca =
    cacert === undefined ? undefined : await readNamed(cacert.value, "with certificate authorities", cacert.source);
  try {
    return createNodeFetch({ ...(ca !== undefined && { ca }), proxy: hasProxy, env: variables });
  } catch (error) {
    const isOfFile = cacert !== undefined && error instanceof Error && "option" in error && error.option === "ca";
    if (!isOfFile) throw error;
    const next = `${cacert.source} takes a file in PEM format.`;
    throw new UsageError(`There is no readable certificate in ${cacert.value}.`, next, { cause: error });
  }
}
