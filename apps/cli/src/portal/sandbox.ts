/** The portal of `--sandbox`: runs inside this process, is kept between runs, needs no account and no network. */
import { join } from "node:path";
import { UsageError } from "../failures/usage-error.js";
import type { PortalAccess } from "./portal-access.js";

/** Does not exist as a host: nothing of the sandbox can be opened in a browser. */
const ADDRESS = "https://sandbox.localhost";

/**
 * Opens the sandbox, with the sample portal in it the first time. `onFault` is told of mistakes of the sandbox itself, which
 * the client sees as a portal that fails.
 */
export async function openSandbox(stateFolder: string, onFault: (error: unknown) => void): Promise<PortalAccess> {
  const [{ createEmulator }, { basicAuth }] = await Promise.all([
    import("@clickhelp-js/emulator"),
    import("@clickhelp-js/core"),
  ]);
  const emulator = createEmulator({ dataDir: join(stateFolder, "sandbox"), seed: "sample", onError: onFault });
  const account = emulator.accounts.find(({ apiKey }) => apiKey !== null);
  if (typeof account?.apiKey !== "string") throw new UsageError("The sandbox has no account with an API key.");
  return {
    options: {
      portal: ADDRESS,
      auth: basicAuth({ login: account.login, apiKey: account.apiKey }),
      fetch: (request) => emulator.fetch(request),
      // What fails in this process fails again.
      retry: 0,
    },
    username: account.login,
    close: () => emulator.close(),
  };
}
