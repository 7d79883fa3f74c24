/** Work of the portal that outlasts a command, and the line that goes on with it. */
import { shellOf } from "../output/shell.js";

/** A file that a task makes in Storage, on its way to this machine. */
export interface FileToSave {
  /** Its name in Storage, with or without the leading `Storage/`. */
  readonly storageName: string;
  /** Path on this machine, as people type it. */
  readonly file: string;
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
  return `${line} --from ${quote(saving.storageName)} -o ${quote(saving.file)}${saving.keep ? " --keep" : ""}`;
}

/** A task that nobody waits for any more. */
export function stillRunning(taskKey: string, saving?: FileToSave): Unfinished {
  return { why: "Only the waiting ended; the portal goes on working.", next: lineToWait(taskKey, saving) };
}

/** A file that was made, as far as anybody knows, and is not on this machine. */
export function notSaved({ storageName, file }: FileToSave, { sandbox }: { readonly sandbox: boolean }): Unfinished {
  return {
    why: `What the portal made stays in its Storage, as ${storageName}.`,
    next: `clickhelp storage get ${quote(storageName)} -o ${quote(file)}${sandbox ? " --sandbox" : ""}`,
  };
}

function quote(word: string): string {
  return shellOf(process.platform).quote(word);
}
