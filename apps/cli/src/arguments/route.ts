/** Finds the command that is meant, before anything is loaded, and puts flags that came first behind it. */
import type { CommandEntry } from "../command.js";
import { UsageError } from "../failures/usage-error.js";
import { globalFlags, toKebabCase } from "./global-flags.js";

export interface Route {
  /** The command, when the words lead to one. */
  readonly entry: CommandEntry | undefined;
  /** The words that were looked at: a noun and a verb, or fewer. */
  readonly words: readonly string[];
  /** All other arguments, in their order. */
  readonly rest: readonly string[];
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
}

/** Global flags that take the next argument as their value; `--json` only may. */
const flagsWithValue = new Set(
  Object.entries(globalFlags).flatMap(([name, flag]) => {
    if (flag.kind === "boolean" || name === "json") return [];
    return "alias" in flag ? [`--${toKebabCase(name)}`, `-${flag.alias}`] : [`--${toKebabCase(name)}`];
  }),
);

/** Reads the route out of the arguments. Never loads a command. */
export function findRoute(argv: readonly string[], registry: readonly CommandEntry[]): Route {
  const words: string[] = [];
  const rest: string[] = [];
  let wantsHelp = argv[0] === "help";
  let wantsVersion = false;
  const queue = wantsHelp ? argv.slice(1) : [...argv];
  for (let index = 0; index < queue.length; index++) {
    const token = queue[index] ?? "";
    if (token === "--") {
      rest.push(...queue.slice(index));
      break;
    }
    if (token === "--help" || token === "-h") wantsHelp = true;
    else if (token === "--version" && words.length === 0) wantsVersion = true;
    else if (FLAG_LIKE.test(token)) {
      refuseSpelling(token);
      rest.push(token);
      const value = queue[index + 1];
      if (flagsWithValue.has(token) && value !== undefined) {
        if (FLAG_LIKE.test(value)) refuseSpelling(value);
        rest.push(value);
        index++;
      }
    } else if (words.length < 2 && find(words, registry) === undefined) {
      words.push(token);
      // What comes next does not stand behind it.
      if (rest.at(-1) === "--json") rest.splice(-1, 1, `--json=${ALL_FIELDS}`);
    } else rest.push(token);
  }
  return { entry: find(words, registry), words, rest, wantsHelp, wantsVersion };
}

function find(words: readonly string[], registry: readonly CommandEntry[]): CommandEntry | undefined {
  const [noun, verb] = words;
  return registry.find((entry) => entry.noun === noun && entry.verb === verb);
}

/** What is meant as a flag, also with what word processors make of hyphens. Behind a bare hyphen, text and numbers begin. */
const FLAG_LIKE = /^(?:-(?![\s\d]|$)|[‐-―−]+[a-z][a-z-]*(?:[=:\s]|$))/;
/** What the parser takes for a flag. Anything else would be an argument to it, such as a topic to delete. */
const FLAG = /^(?:-[a-z]+|-[a-z]=.+|--[a-z][a-z-.\d_]+(?:=.+)?)$/i;
const VALUED = /^(?:-[a-z]|--[a-z][a-z-.\d_]+)=/i;

/** Flags that must not be parsed like others. The value of a secret is never repeated. */
function refuseSpelling(token: string): void {
  const name = token.split(/[=:\s]/, 1)[0] ?? token;
  const [secret] = /(?<=^[-‐-―−]+)(?:api-key|password)$/.exec(name) ?? [];
  if (secret !== undefined) {
    throw new UsageError(
      `There is no --${secret}: other users and programs of this machine can read command lines.`,
      "Set CLICKHELP_API_KEY, or use --api-key-file FILE or --api-key-stdin.",
    );
  }
  if (/^-[A-Za-z](?![A-Za-z]*$|=)/.test(token)) {
    // It would be taken for an argument, such as a word to search for.
    throw new UsageError(
      `${token.slice(0, 2)} is followed by something without a blank.`,
      "A flag of one letter stands apart from its value: -L 3. An argument that begins with a hyphen stands behind --, the value of a flag behind =, such as --title=-x.",
    );
  }
  if (/^--\w*[A-Z]/.test(name)) {
    const spelt = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    throw new UsageError(`Unknown flag ${name}.`, `Did you mean ${spelt}?`);
  }
  if (FLAG.test(token)) return;
  if (/=\s*$/.test(token)) {
    throw new UsageError(`${name} has no value behind =.`, "Is it that of a variable that is not set?");
  }
  if (VALUED.test(token)) {
    throw new UsageError(`The value of ${name} has several lines.`, `Give it behind a blank: ${name} VALUE`);
  }
  throw new UsageError(
    `${name} looks like a flag and is none.`,
    "An argument that begins with a hyphen stands behind --, the value of a flag behind =, such as --title=-x.",
  );
}

/** Paths, `-` and ids with a hyphen do not look like this, so they are arguments. */
const FIELD_LIST = /^\w+(?:,\w+)*$/;

/**
 * Gives `--json` its value. `--json=a,b` is a list of fields; so is what follows `--json` when it has a comma, when the
 * command knows a field of that name, or when the command takes no arguments. Alone it stands for all fields.
 *
 * @throws UsageError when another word follows that may be a misspelt field as well as an argument.
 */
export function settleJson(
  rest: readonly string[],
  { fields = [], positionals = [] }: { readonly fields?: readonly string[]; readonly positionals?: readonly unknown[] },
): string[] {
  const end = rest.includes("--") ? rest.indexOf("--") : rest.length;
  const at = rest.indexOf("--json");
  if (at === -1 || at >= end) return [...rest];
  const next = at + 1 < end ? rest[at + 1] : undefined;
  if (next === undefined || !FIELD_LIST.test(next)) return rest.with(at, `--json=${ALL_FIELDS}`);
  if (positionals.length > 0 && !next.includes(",") && !fields.includes(next)) {
    throw new UsageError(
      `"${next}" behind --json is no field, and an argument goes before it.`,
      `Write the arguments first: ${next} --json. Or the fields as --json=FIELDS: ${fields.join(", ")}.`,
    );
  }
  return [...rest.slice(0, at), `--json=${next}`, ...rest.slice(at + 2)];
}

/** Stands for all fields in the value of `--json`. */
export const ALL_FIELDS = "*";
