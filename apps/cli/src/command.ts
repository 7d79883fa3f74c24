/** What a command is: plain data and one `run` function. See `commands/registry.ts` for the list of them. */
import type { CommandContext } from "./context.js";
import type { Result } from "./output/result.js";

interface FlagBase {
  /** One line for the help. */
  readonly brief: string;
  /** One letter. */
  readonly alias?: string;
}

/** `--name`; with `default: true` it is shown and given as `--no-name`. */
export interface BooleanFlag extends FlagBase {
  readonly kind: "boolean";
  readonly default?: true;
}

/** `--name TEXT`, once, or several times when it is repeatable. */
export interface TextFlag extends FlagBase {
  readonly kind: "text";
  readonly placeholder: string;
  readonly required?: true;
  readonly repeatable?: true;
}

/** `--name NUMBER`, a whole number. */
export interface IntegerFlag extends FlagBase {
  readonly kind: "integer";
  readonly placeholder: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `--name VALUE`, one of a list; letter case does not matter. */
export interface ChoiceFlag extends FlagBase {
  readonly kind: "choice";
  readonly values: readonly string[];
}

export type Flag = BooleanFlag | TextFlag | IntegerFlag | ChoiceFlag;

/** Flags by their name in camelCase; people type kebab-case. */
export type Flags = Readonly<Record<string, Flag>>;

/** An argument without a flag name: the one obvious object of the command. */
export interface Positional {
  /** Its key in the input. */
  readonly name: string;
  /** How the help shows it. */
  readonly placeholder: string;
  readonly brief: string;
  readonly optional?: true;
  /** Takes all that follow; only the last positional can. */
  readonly repeatable?: true;
}

type FlagValue<F extends Flag> = F extends BooleanFlag
  ? boolean
  : F extends { readonly repeatable: true }
    ? readonly string[]
    : F extends { readonly required: true }
      ? string
      : F extends IntegerFlag
        ? number | undefined
        : F extends ChoiceFlag
          ? F["values"][number] | undefined
          : string | undefined;

type PositionalValue<P extends Positional> = P extends { readonly repeatable: true }
  ? readonly string[]
  : P extends { readonly optional: true }
    ? string | undefined
    : string;

/** What a command's `run` receives: its flags and positionals, flat, by name. */
export type InputOfCommand<F extends Flags, P extends readonly Positional[]> = {
  readonly [K in keyof F]: FlagValue<F[K]>;
} & { readonly [Item in P[number] as Item["name"]]: PositionalValue<Item> };

/**
 * What a command has in common with others. Each trait brings the flags listed in `arguments/global-flags.ts`:
 * `list` can be limited and streamed, `mutate` can be rehearsed, `confirm` asks before it destroys, `wait` takes long.
 * A `download` writes the file named by `--output` itself.
 */
export type Trait = "list" | "mutate" | "confirm" | "wait" | "download";

export interface Example {
  /** What follows `clickhelp`. */
  readonly line: string;
  readonly brief: string;
}

export interface Command<F extends Flags = Flags, P extends readonly Positional[] = readonly Positional[]> {
  /** Paragraphs for the command's help page, below its brief. */
  readonly details?: readonly string[];
  readonly positionals?: P;
  readonly flags?: F;
  readonly traits?: readonly Trait[];
  /** The fields of the result, which `--json` can select from. */
  readonly fields?: readonly string[];
  /** Calls no portal, and so takes none of the flags about one. */
  readonly local?: true;
  /** Works without credentials where the portal allows it. */
  readonly anonymous?: true;
  readonly examples: readonly Example[];
  /**
   * Does the work and returns what is to be shown; never writes to a stream itself. Failures are thrown. Nothing is
   * returned when the result was shown early with `context.show`.
   */
  run(context: CommandContext, input: InputOfCommand<F, P>): Promise<Result | undefined>;
}

/** Declares a command. Returns its argument. */
export function defineCommand<const F extends Flags, const P extends readonly Positional[]>(
  command: Command<F, P>,
): Command<F, P> {
  return command;
}

/** A command's place on the command line; the module that holds it is loaded when it is run or asked for help. */
export interface CommandEntry {
  readonly noun: string;
  /** Absent for the few commands of one word. */
  readonly verb?: string;
  /** One sentence, as for a menu. */
  readonly brief: string;
  load(): Promise<Command>;
}

/** `topics get`, as people type it after `clickhelp`. */
export function nameOf(entry: CommandEntry): string {
  return entry.verb === undefined ? entry.noun : `${entry.noun} ${entry.verb}`;
}
