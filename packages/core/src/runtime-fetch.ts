/** The fetch of the runtime, held to TLS 1.2, and to sending once what must not be sent twice. */
import { ConfigurationError } from "./errors.js";
import type { SendFunction } from "./options.js";
import { mayBeSentTwice } from "./retry.js";

/** What runtimes let programs ask for without an import, which browsers could not resolve. */
interface RuntimeGlobal {
  readonly process?: {
    /** Gives undefined where a runtime only resembles Node.js. */
    readonly getBuiltinModule?: (id: "node:tls") => { readonly DEFAULT_MIN_VERSION?: string } | undefined;
  };
  readonly Deno?: {
    readonly createHttpClient?: (options: { readonly poolMaxIdlePerHost: number }) => object;
  };
}

/**
 * Node.js has a floor of TLS 1.2 by itself, unless somebody has lowered it.
 *
 * @throws ConfigurationError when this process allows older versions; nothing is sent then.
 */
export const fetchByRuntime: SendFunction = async (url, request) => {
  const floor = (globalThis as RuntimeGlobal).process?.getBuiltinModule?.("node:tls")?.DEFAULT_MIN_VERSION;
  if ((floor === "TLSv1" || floor === "TLSv1.1") && url.startsWith("https:")) throw lowered(floor);
  return globalThis.fetch(url, mayBeSentTwice(request.safety) ? request : { ...request, ...onNewConnection() });
};

let denoClient: object | undefined;

/**
 * On a kept connection that closes before the answer, Bun and Deno send a request again by themselves. The first takes
 * `keepalive` for whether to use one, the second has a client for it; other runtimes take no notice of either.
 */
function onNewConnection(): RequestInit {
  // Not before it is wanted: it reads the proxies of the environment when it is made.
  denoClient ??= (globalThis as RuntimeGlobal).Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return { keepalive: false, ...(denoClient && { client: denoClient }) };
}

function lowered(floor: string): ConfigurationError {
  return new ConfigurationError(`This process allows ${floor}, but credentials travel by TLS 1.2 or later only.`, {
    option: "fetch",
    hint: "Nothing was sent. Start Node.js without --tls-min-v1.0 and --tls-min-v1.1, or pass fetch: createNodeFetch().",
  });
}
