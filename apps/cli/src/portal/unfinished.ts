/** Work of the portal that outlasts a command, and the line that goes on with it. */
import { basename, join } from "node:path";
import { shellOf } from "../output/shell.js";

/** Where on this machine a file is to go. */
export interface Place {
  /** The file that was named, which is replaced. */
  readonly output: string | undefined;
  /** The folder that was named; the present one when absent. */
  readonly folder?: string | undefined;
}

/** A file that a task makes in Storage, on its way to this machine. */
export interface FileToSave extends Place {
  /** Its name in Storage, with or without the leading `Storage/`. */
  readonly storageName: string;
  /** Whether the copy in Storage stays. */
  readonly keep: boolean;
}

export interface Unfinished {
  readonly why: string;
  /** What to type next. */
  readonly next: string;
}

/** The line that waits for a task, and saves the file that it makes. */
export function lineToWait(taskKey: string, saving?: FileToSave): string {
  const line = `clickhelp tasks watch ${taskKey}`;
  if (saving === undefined) return line;
  return `${line} --from ${quote(saving.storageName)}${targetOf(saving)}${saving.keep ? " --keep" : ""}`;
}

/** A task that nobody waits for any more. */
export function stillRunning(taskKey: string, saving?: FileToSave): Unfinished {
  return { why: "Only the waiting ended; the portal goes on working.", next: lineToWait(taskKey, saving) };
}

/** A file that was made, as far as anybody knows, and is not on this machine. */
export function notSaved(saving: FileToSave, { sandbox }: { readonly sandbox: boolean }): Unfinished {
  const { storageName } = saving;
  return {
    why: `What the portal made stays in its Storage, as ${storageName}.`,
    next: `clickhelp storage get ${quote(storageName)}${targetOf(saving)}${sandbox ? " --sandbox" : ""}`,
  };
}

/**
 * What is named with `-o` is replaced. Where nobody named a file, it keeps the name that it has in Storage: without `-o` no
 * other file is replaced, and in a folder there is none of this name, since it is made for this export or backup alone.
 */
function targetOf({ output, folder, storageName }: FileToSave): string {
  const file = output ?? (folder && join(folder, basename(storageName)));
  return file === undefined ? "" : ` -o ${quote(file)}`;
}

function quote(word: string): string {
  return shellOf(process.platform).quote(word);
}
