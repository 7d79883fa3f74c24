/** Makes the context of one run of a command. Everything heavy is loaded when it is first asked for. */
import { inspect } from "node:util";
import type { Client } from "@clickhelp-js/client";
import type { Logger, TransportOptions } from "@clickhelp-js/core";
import type { CommonInput } from "./arguments/global-flags.js";
import type { CommandContext } from "./context.js";
import { emulatorFailure } from "./failures/failure.js";
import { failureToJson } from "./failures/report.js";
import { UsageError } from "./failures/usage-error.js";
import { toOneLine } from "./output/format.js";
import { createFieldReport, createLog } from "./output/logger.js";
import { createBarProgress, createPlainProgress, noProgress, type Progress } from "./output/progress.js";
import type { Result } from "./output/result.js";
import type { OutputStream, Terminal } from "./output/terminal.js";
import { createFollowing } from "./portal/follow.js";
import type { PortalAccess } from "./portal/portal-access.js";
import type { Environment } from "./settings/environment.js";
import type { Settings } from "./settings/settings.js";
import { readVersion } from "./version.js";

/** Standard input, as far as it is used. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
  readonly isTTY?: boolean | undefined;
}

export interface ContextOptions {
  readonly options: CommonInput;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly cwd: string;
  readonly stdin: InputStream;
  readonly stderr: OutputStream;
  readonly stderrTerminal: Terminal;
  /** Whether the command may go without credentials. */
  readonly anonymous: boolean;
  readonly fetch?: TransportOptions["fetch"] | undefined;
  show(result: Result): Promise<void>;
}

export interface OwnedContext extends CommandContext {
  /** The first mistake of the sandbox itself since the last one was taken; others follow from it. */
  takeFault(): unknown;
  /** Whether a request was sent that is made to change something. */
  hasSentChange(): boolean;
  /** Lets go of everything that was opened. */
  close(): Promise<void>;
}

/** Makes the context. `close` must be called in the end. */
export function createContext(given: ContextOptions): OwnedContext {
  const { options, environment, signal, cwd, stderr, stderrTerminal } = given;
  const isForPrograms = options.json !== undefined || options.jsonl === true;
  const speaks = !options.quiet && !isForPrograms;
  const faults: unknown[] = [];
  /** For programs, a failure is alone on standard error. */
  const heldBack: string[] = [];
  let access: Promise<PortalAccess> | undefined;
  let hasSentChange = false;

  const note = (text: string) => {
    if (speaks) stderr.write(`${text}\n`);
  };
  const complain = (fault: unknown) => {
    stderr.write(isForPrograms ? failureToJson(emulatorFailure(fault)) : `${inspect(fault)}\n`);
  };
  const warn = (text: string) => {
    const line = `${stderrTerminal.colors.yellow("warning:")} ${text}\n`;
    if (isForPrograms) heldBack.push(line);
    else stderr.write(line);
  };
  const log = createLog(options, environment, stderr);
  const readStdin = once(() => readAll(given.stdin, signal));
  const settings = once(async (): Promise<Settings> => {
    const { resolveSettings } = await import("./settings/settings.js");
    const readText = async () => new TextDecoder().decode(await readStdin());
    return resolveSettings({ flags: options, environment, cwd, readStdin: readText });
  });
  const isReadOnly = once(async () => {
    const settled = await import("./settings/settings.js");
    return settled.isReadOnly({ flags: options, environment });
  });
  const openAccess = async (): Promise<PortalAccess> => {
    if (options.sandbox) {
      const { openSandbox, refuseOtherPortal } = await import("./portal/sandbox.js");
      refuseOtherPortal(options);
      note(stderrTerminal.colors.dim("Sandbox: a sample portal on this machine, kept between runs."));
      return openSandbox(environment.stateFolder, (error) => {
        faults.push(error);
      });
    }
    const { reachPortal } = await import("./portal/remote.js");
    return reachPortal(await settings(), {
      anonymous: given.anonymous || options.dryRun === true,
      fetch: given.fetch,
    });
  };
  const client = once(async (): Promise<Client> => {
    const { createClient } = await import("@clickhelp-js/client");
    access = openAccess();
    const tell: Logger["debug"] = ({ message, ...details }) => log?.(message, details);
    // It hears of every request, also of one that an interruption ends.
    const listening: Logger = {
      debug(entry) {
        hasSentChange ||= entry.method !== "GET" && entry.method !== "HEAD";
        tell(entry);
      },
      warn: tell,
    };
    return createClient({
      ...(await access).options,
      userAgent: `clickhelp-cli/${readVersion()}`,
      ...((await isReadOnly()) && { readOnly: true }),
      // Where the waiting can be long, it is what the flag limits.
      ...(options.timeout !== undefined && options.wait !== true && { timeout: options.timeout * 1000 }),
      logger: listening,
      ...(log && { onUnknownField: createFieldReport(stderr) }),
    });
  });
  const progress = async (label: string): Promise<Progress> => {
    if (options.noProgress || options.quiet) return noProgress;
    const how = { stream: stderr, terminal: stderrTerminal, label: toOneLine(label) };
    if (stderrTerminal.animated) return createBarProgress(how);
    return speaks ? createPlainProgress(how) : noProgress;
  };
  return {
    options,
    signal,
    cwd,
    progress,
    ...createFollowing({ options, signal, progress }),
    hasSentChange: () => hasSentChange,
    takeFault: () => faults.splice(0)[0],
    tellHeldBack() {
      for (const line of heldBack.splice(0)) stderr.write(line);
    },
    client,
    isReadOnly,
    settings,
    async readStdin() {
      if (options.apiKeyStdin) throw new UsageError("Standard input holds the API key.", "Use --api-key-file FILE.");
      return readStdin();
    },
    note,
    warn,
    complain,
    ...(log && { log }),
    username: async () => {
      await client();
      return (await access)?.username;
    },
    async show(result) {
      await given.show(result);
      for (const text of result.notes ?? []) warn(text);
    },
    async project(flag, otherwise) {
      const project = flag ?? (await settings()).project;
      if (project !== undefined) return project;
      const advice = [
        "clickhelp projects list shows the ids of projects.",
        ...(otherwise === undefined ? [] : [otherwise]),
      ];
      throw new UsageError("--project is missing.", advice.join("\n"));
    },
    async confirm(question) {
      if (options.yes === true || options.dryRun === true) return;
      const { switchFromEnv } = await import("@clickhelp-js/core");
      const { variables, isContinuousIntegration } = environment;
      const forbidden = switchFromEnv(variables, { option: "noInput", variable: "CLICKHELP_NO_INPUT" });
      const isInteractive = given.stdin.isTTY === true && stderr.isTTY === true;
      const canAsk = isInteractive && !options.noInput && !forbidden && !isContinuousIntegration;
      if (!canAsk) throw new UsageError(`${question} Nobody can answer here.`, "Add --yes to confirm.");
      const { ask } = await import("./output/prompt.js");
      if (!(await ask(question, given.stdin, stderr, signal))) throw new UsageError("Not confirmed; nothing was done.");
    },
    async close() {
      // What could not be opened was reported already.
      const opened = await access?.catch(() => undefined);
      await opened?.close();
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Everything on a stream that may stay silent for ever; an interruption does not wait for its end. */
function readAll(stdin: InputStream, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const interrupt = () => {
    reject(signal.reason);
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener("abort", interrupt, { once: true });
  return Promise.race([interrupted, collect(stdin)]);
}

async function collect(stdin: InputStream): Promise<Uint8Array<ArrayBuffer>> {
  const { arrayBuffer } = await import("node:stream/consumers");
  return new Uint8Array(await arrayBuffer(stdin));
}
