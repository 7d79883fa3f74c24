/** The portal of `--sandbox`: runs inside this process, is kept between runs, needs no account and no network. */
import { join } from "node:path";
import { toKebabCase, type CommonInput } from "../arguments/global-flags.js";
import { codeOf } from "../failures/code-of.js";
import { SandboxBusyError } from "../failures/sandbox-busy-error.js";
import { UsageError } from "../failures/usage-error.js";
import type { PortalAccess } from "./portal-access.js";
import { SANDBOX_ADDRESS } from "./sandbox-address.js";

/** The flags that say which portal is meant, and how it is reached. */
const OF_ANOTHER_PORTAL = ["portal", "username", "apiKeyFile", "apiKeyStdin", "cacert"] as const;

/** Throws a UsageError when flags name another portal: what was meant for one must not happen in the other. */
export function refuseOtherPortal(options: CommonInput): void {
  const [given] = OF_ANOTHER_PORTAL.filter((flag) => options[flag] !== undefined && options[flag] !== false);
  if (given === undefined) return;
  throw new UsageError(
    `--sandbox and --${toKebabCase(given)} cannot go together: the sandbox is a portal of its own.`,
    "Leave out one of them.",
  );
}

/**
 * Opens the sandbox, with the sample portal in it the first time. `onFault` is told of mistakes of the sandbox itself, which
 * the client sees as a portal that fails.
 */
export async function openSandbox(stateFolder: string, onFault: (error: unknown) => void): Promise<PortalAccess> {
  const [{ createEmulator }, { basicAuth }] = await Promise.all([
    import("@clickhelp-js/emulator"),
    import("@clickhelp-js/core"),
  ]);
  const emulator = orBusy(() =>
    createEmulator({ dataDir: join(stateFolder, "sandbox"), seed: "sample", onError: onFault }),
  );
  const account = emulator.accounts.find(({ apiKey }) => apiKey !== null);
  if (typeof account?.apiKey !== "string") throw new UsageError("The sandbox has no account with an API key.");
  return {
    options: {
      portal: SANDBOX_ADDRESS,
      auth: basicAuth({ login: account.login, apiKey: account.apiKey }),
      fetch: (request) => emulator.fetch(request),
      // What fails in this process fails again.
      retry: 0,
    },
    username: account.login,
    close: () => emulator.close(),
  };
}

/** Commands with `--sandbox` share one: for a person, that is no matter of data directories. */
function orBusy<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    const isInUse = codeOf(error) === "data-directory-in-use";
    throw isInUse ? new SandboxBusyError("Another command is using the sandbox.", { cause: error }) : error;
  }
}
