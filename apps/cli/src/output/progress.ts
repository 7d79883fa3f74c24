/** Progress of long work on standard error: a bar where it can move, two plain lines where it cannot. */
import { formatDuration, toOneLine } from "./format.js";
import type { OutputStream, Terminal } from "./terminal.js";

export interface Progress {
  /** How far it is, from 0 to 1, and what is being done now. */
  update(state: { readonly fraction?: number | undefined; readonly text?: string | undefined }): void;
  /** Ends it well. */
  done(): void;
  /** Ends it without a word: the failure is reported elsewhere. */
  stop(): void;
}

export interface ProgressOptions {
  readonly stream: OutputStream;
  readonly terminal: Terminal;
  /** Shown before the bar: `Publishing user-guide`. */
  readonly label: string;
}

const BAR_WIDTH = 20;
/** What stands around the bar: percent, elapsed time, blanks. */
const AROUND = 18;
const NARROWEST_TEXT = 10;

/** Shows nothing. */
export const noProgress: Progress = { update: () => undefined, done: () => undefined, stop: () => undefined };

/** One line when it starts and one when it is done. */
export function createPlainProgress({ stream, label }: ProgressOptions): Progress {
  const started = performance.now();
  stream.write(`${label} ...\n`);
  return {
    update: () => undefined,
    done: () => void stream.write(`${label}: done in ${formatDuration(performance.now() - started)}\n`),
    stop: () => undefined,
  };
}

/** A bar with percent, elapsed time and the portal's own words. Replaced by one line at the end. */
export async function createBarProgress({ stream, terminal, label }: ProgressOptions): Promise<Progress> {
  const { SingleBar } = (await import("cli-progress")).default;
  const started = performance.now();
  const elapsed = () => formatDuration(performance.now() - started);
  const textWidth = Math.max(NARROWEST_TEXT, terminal.width - label.length - BAR_WIDTH - AROUND);
  const bar = new SingleBar({
    stream: stream as NodeJS.WritableStream,
    format: `{label} ${terminal.colors.cyan("{bar}")} {percentage}% ${terminal.colors.dim("{elapsed}")} {text}`,
    barsize: BAR_WIDTH,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(100, 0, { label, text: "", elapsed: elapsed() });
  // The elapsed time moves on even while the portal says nothing new.
  let text = "";
  const ticker = setInterval(() => {
    bar.update({ text, elapsed: elapsed() });
  }, 500);
  const end = () => {
    clearInterval(ticker);
    bar.stop();
  };
  return {
    update(state) {
      if (state.text !== undefined) text = shorten(toOneLine(state.text), textWidth);
      const payload = { text, elapsed: elapsed() };
      if (state.fraction === undefined) bar.update(payload);
      else bar.update(Math.round(Math.min(1, Math.max(0, state.fraction)) * 100), payload);
    },
    done() {
      end();
      stream.write(`${terminal.colors.green("✓")} ${label} ${terminal.colors.dim(`in ${elapsed()}`)}\n`);
    },
    stop: end,
  };
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
