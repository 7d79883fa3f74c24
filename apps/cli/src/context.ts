/** What a command works with: the client, the settings, and the ways to speak to the user. */
import type { Client, SaveResultOptions, TaskHandle, TaskStatus } from "@clickhelp-js/client";
import type { CommonInput } from "./arguments/global-flags.js";
import type { Log } from "./output/logger.js";
import type { Progress } from "./output/progress.js";
import type { Result } from "./output/result.js";
import type { Place, Unfinished } from "./portal/unfinished.js";
import type { Settings } from "./settings/settings.js";

export interface CommandContext {
  /** The flags that are not the command's own. */
  readonly options: CommonInput;
  /** Aborted by Ctrl-C, by SIGTERM, and when the terminal is closed. */
  readonly signal: AbortSignal;
  /** Folder that relative paths refer to. */
  readonly cwd: string;
  /** The client, made when it is first asked for. Rehearsals get one that has no credentials. */
  client(): Promise<Client>;
  /** The login that calls are made with; nothing when they are anonymous. */
  username(): Promise<string | undefined>;
  /** Whether changes are refused. */
  isReadOnly(): Promise<boolean>;
  /** All settings, read when they are first asked for. */
  settings(): Promise<Settings>;
  /**
   * The project to work on: the flag's value, or the one of the project file. Throws a UsageError without either, which
   * names `otherwise` as well: what can be done without a project.
   */
  project(flag: string | undefined, otherwise?: string): Promise<string>;
  /** Everything on standard input. */
  readStdin(): Promise<Uint8Array<ArrayBuffer>>;
  /** Says something that is not the result. Silent with `--quiet` and `--json`. */
  note(text: string): void;
  /** Says what should not be overlooked, also with `--quiet`; with `--json` in the end, unless the command fails. */
  warn(text: string): void;
  /** Tells the warnings that were held back, when no failure is to come. */
  tellHeldBack(): void;
  /** Tells a mistake of the emulator while the command goes on, also with `--quiet`, and as an error object with `--json`. */
  complain(fault: unknown): void;
  /** Tells of a request on standard error; absent unless `--verbose` or `--debug` wants it. */
  readonly log?: Log;
  /** Asks before something is destroyed. Throws a UsageError when nobody can answer and `--yes` is not given. */
  confirm(question: string): Promise<void>;
  /** Notes what the command leaves at the portal, for the failure that it is to end with. */
  leave(what: Unfinished): void;
  /** What is left at the portal when the command ends now. */
  unfinished(): readonly Unfinished[];
  /** Shows a result before the command ends. */
  show(result: Result): Promise<void>;
  /** Begins to show the progress of long work. Shows nothing where nobody wants to see it. */
  progress(label: string): Promise<Progress>;
  /** Waits for a task with progress. Where that ends early, the failure tells how to go on waiting. */
  watch(task: TaskHandle, label: string): Promise<TaskStatus>;
  /**
   * Shows the progress of an action that starts a task, waits for it and downloads what it made. Where that ends early, the
   * failure says how the file gets to its place on this machine after all.
   */
  follow<T>(label: string, action: (options: SaveResultOptions) => Promise<T>, place?: Place): Promise<T>;
}
