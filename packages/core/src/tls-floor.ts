/** The fetch of the runtime, held to TLS 1.2. It has that floor by itself, unless somebody has lowered it in Node.js. */
import { ConfigurationError } from "./errors.js";

/** What Node.js lets programs ask for without an import, which browsers could not resolve. */
interface NodeGlobal {
  readonly process?: {
    /** Gives undefined where a runtime only resembles Node.js. */
    readonly getBuiltinModule?: (id: "node:tls") => { readonly DEFAULT_MIN_VERSION?: string } | undefined;
  };
}

/** @throws ConfigurationError when this process allows older versions; nothing is sent then. */
export async function fetchSecurely(url: string, request: RequestInit): Promise<Response> {
  const floor = (globalThis as NodeGlobal).process?.getBuiltinModule?.("node:tls")?.DEFAULT_MIN_VERSION;
  if ((floor === "TLSv1" || floor === "TLSv1.1") && url.startsWith("https:")) throw lowered(floor);
  return globalThis.fetch(url, request);
}

function lowered(floor: string): ConfigurationError {
  return new ConfigurationError(`This process allows ${floor}, but credentials travel by TLS 1.2 or later only.`, {
    option: "fetch",
    hint: "Nothing was sent. Start Node.js without --tls-min-v1.0 and --tls-min-v1.1, or pass fetch: createNodeFetch().",
  });
}
