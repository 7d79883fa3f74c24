/** The flags that every command has, and those that come with a trait. Declared once, merged into each command. */
import type { Command, Flags, InputOfCommand, Trait } from "../command.js";

/** Timers count milliseconds in 31 bits; the rest of a day is left out. */
const LONGEST_TIMEOUT = 24 * 24 * 60 * 60;

/** About the portal that is called. */
export const portalFlags = {
  portal: { kind: "text", placeholder: "PORTAL", brief: "Portal name, host or URL (CLICKHELP_PORTAL_URL)" },
  username: { kind: "text", placeholder: "LOGIN", brief: "Login of a contributor (CLICKHELP_USERNAME)" },
  apiKeyFile: { kind: "text", placeholder: "FILE", brief: "File that holds the API key (CLICKHELP_API_KEY_FILE)" },
  apiKeyStdin: { kind: "boolean", brief: "Reads the API key from standard input" },
  profile: {
    kind: "text",
    placeholder: "NAME",
    brief: "Profile in config.json; wins over variables, as CLICKHELP_PROFILE does not",
  },
  sandbox: { kind: "boolean", brief: "Runs against a sample portal on this machine; no account needed" },
  timeout: {
    kind: "integer",
    placeholder: "SECONDS",
    minimum: 1,
    maximum: LONGEST_TIMEOUT,
    brief: "Longest time for a request or for waiting",
  },
  cacert: { kind: "text", placeholder: "FILE", brief: "Certificate authorities to trust as well (CLICKHELP_CACERT)" },
  readOnly: { kind: "boolean", brief: "Refuses everything that changes the portal (CLICKHELP_READ_ONLY)" },
} as const satisfies Flags;

/** About what is shown. */
export const outputFlags = {
  json: { kind: "text", placeholder: "FIELDS", brief: "Prints JSON; only some fields when they are listed: id,title" },
  output: { kind: "text", alias: "o", placeholder: "FILE", brief: "Writes the result to a file; - is standard output" },
  quiet: { kind: "boolean", alias: "q", brief: "Prints only ids, addresses or paths, and no notes" },
  verbose: { kind: "boolean", alias: "v", brief: "Tells on standard error of every request" },
  debug: { kind: "boolean", brief: "Tells all about requests and failures, without secrets (CLICKHELP_DEBUG=1)" },
  noColor: { kind: "boolean", brief: "Plain text without colour (NO_COLOR)" },
  noProgress: { kind: "boolean", brief: "Shows no progress" },
  noInput: { kind: "boolean", brief: "Never asks a question (CLICKHELP_NO_INPUT)" },
} as const satisfies Flags;

export const globalFlags = { ...portalFlags, ...outputFlags } as const satisfies Flags;

const traitFlags = {
  list: {
    limit: { kind: "integer", alias: "L", placeholder: "NUMBER", minimum: 1, brief: "Most entries to show" },
    jsonl: { kind: "boolean", brief: "Prints one line of JSON per entry" },
  },
  mutate: { dryRun: { kind: "boolean", brief: "Prints the requests that would be sent, sends nothing" } },
  confirm: { yes: { kind: "boolean", alias: "y", brief: "Does not ask for confirmation" } },
  wait: { wait: { kind: "boolean", default: true, brief: "Returns when the work has started" } },
  download: {},
} as const satisfies Record<Trait, Flags>;

type Given<F extends Flags> = InputOfCommand<F, readonly []>;
type OfTraits = typeof traitFlags;

/** The values of the flags that are not a command's own. Those of a trait are absent where a command lacks it. */
export type CommonInput = Given<typeof globalFlags> &
  Partial<Given<OfTraits["list"] & OfTraits["mutate"] & OfTraits["confirm"] & OfTraits["wait"]>>;

/** What decides the flags of a command. */
export type CommandFlags = Pick<Command, "flags" | "traits" | "local">;

/** The flags that a command has by its traits. */
export function flagsOfTraits(command: CommandFlags): Flags {
  return Object.assign({}, ...(command.traits ?? []).map((trait) => traitFlags[trait])) as Flags;
}

/** The flags everywhere that a command takes. */
export function globalFlagsOf(command: CommandFlags): Flags {
  return command.local ? outputFlags : globalFlags;
}

/** Every flag that a command takes: its own, those of its traits, and the global ones. */
export function allFlagsOf(command: CommandFlags): Flags {
  return { ...command.flags, ...flagsOfTraits(command), ...globalFlagsOf(command) };
}

/** `apiKeyFile` as it is typed: `api-key-file`. */
export function toKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
