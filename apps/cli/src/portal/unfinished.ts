/** Work of the portal that outlasts a command, and the line that goes on with it. */
import { basename, join } from "node:path";
import { toKebabCase, type CommonInput } from "../arguments/global-flags.js";
import { shellOf } from "../output/shell.js";

/** Where on this machine a file that a task makes is to go. */
export interface Place {
  /** The file that was named, which is replaced. */
  readonly output: string | undefined;
  /** The folder that was named; the present one when absent. */
  readonly folder?: string | undefined;
  /** Whether the copy in Storage stays. */
  readonly keep: boolean;
}

/** Such a file, on its way from Storage to this machine. */
export interface FileToSave extends Place {
  /** Its name in Storage, with or without the leading `Storage/`. */
  readonly storageName: string;
}

export interface Unfinished {
  readonly why: string;
  /** What to type next. */
  readonly next: string;
  /** Name in Storage of the file that is not on this machine. */
  readonly storageName?: string | undefined;
  /** Key of the task that can be waited for again. */
  readonly taskKey?: string | undefined;
}

/** The flags that say which portal is called and as whom. None holds a secret. */
const flagsToRepeat = [
  "portal",
  "username",
  "apiKeyFile",
  "apiKeyStdin",
  "profile",
  "sandbox",
  "cacert",
] as const satisfies readonly (keyof CommonInput)[];

/** A line for the same portal, which a program can run as it is. */
export function lineFor(options: CommonInput, words: readonly string[]): string {
  const shell = shellOf(process.platform);
  const flags = flagsToRepeat.flatMap((name) => {
    const value = options[name];
    const flag = `--${toKebabCase(name)}`;
    if (typeof value === "string") return [flag, value];
    return value === true ? [flag] : [];
  });
  return ["clickhelp", ...words, ...flags].map((word) => shell.quote(word)).join(" ");
}

/** The line that waits for a task, and saves the file that it makes. */
export function lineToWait(options: CommonInput, taskKey: string, saving?: FileToSave): string {
  const saves = saving ? ["--from", saving.storageName, ...targetOf(saving), ...(saving.keep ? ["--keep"] : [])] : [];
  return lineFor(options, ["tasks", "watch", taskKey, ...saves]);
}

/** A task that nobody waits for any more. */
export function stillRunning(options: CommonInput, taskKey: string, saving: FileToSave | undefined): Unfinished {
  return {
    why: "Only the waiting ended; the portal may still be working on it.",
    next: lineToWait(options, taskKey, saving),
    storageName: saving?.storageName,
    taskKey,
  };
}

/** A task of the sandbox, which ends with this program. */
export const endedWithSandbox: Unfinished = {
  why: "The sandbox ends with this command, and the task with it.",
  next: "Run it again with more time, or without --sandbox: a portal goes on working when the command has ended.",
};

/** A file that was made, as far as anybody knows, and is not on this machine. */
export function notSaved(options: CommonInput, saving: FileToSave): Unfinished {
  const { storageName } = saving;
  return {
    why: `What the portal made may be in its Storage, as ${storageName}.`,
    next: lineFor(options, ["storage", "get", storageName, ...targetOf(saving)]),
    storageName,
  };
}

/**
 * What is named with `-o` is replaced. Where nobody named a file, it keeps the name that it has in Storage: without `-o` no
 * other file is replaced, and in a folder there is none of this name, since it is made for this export or backup alone.
 */
function targetOf({ output, folder, storageName }: FileToSave): string[] {
  const file = output ?? (folder && join(folder, basename(storageName)));
  return file === undefined ? [] : ["-o", file];
}
