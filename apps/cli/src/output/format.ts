/** Values as people read them. */

export interface Formatter {
  /** `2026-11-23 14:05` in the reader's zone; nothing for nothing. */
  date(value: Date | null | undefined): string;
  /** `1.4 MiB`; nothing for nothing. */
  size(bytes: number | null | undefined): string;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

function formatSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const amount = bytes / 1024 ** power;
  return `${power === 0 || amount >= 100 ? amount.toFixed(0) : amount.toFixed(1)} ${UNITS[power] ?? "B"}`;
}

/** Makes the formatter for a time zone (an IANA name; the machine's own when absent). */
export function createFormatter(timeZone?: string): Formatter {
  let dates: Intl.DateTimeFormat | undefined;
  /** Made for the first date: it takes longer than all else that a command needs to start. */
  const formatDate = (value: Date) => (dates ??= createDateFormat(timeZone)).format(value);
  return {
    date: (value) => (value ? formatDate(value) : ""),
    size: (bytes) => (bytes === null || bytes === undefined ? "" : formatSize(bytes)),
  };
}

/** The Swedish way of writing dates happens to be the one everybody can read and sort. */
function createDateFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "short",
    ...(timeZone && { timeZone }),
  });
}

/** `4.2 s`, `1 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Text without control characters, which could change what a terminal shows; line breaks and tabs stay. */
export function toPrintable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, "");
}

/** Text for a cell of a table: printable, on one line. Blanks stay as they are, since names in Storage have them. */
export function toCell(text: string): string {
  return toPrintable(text).replaceAll(/[\n\t]/g, " ");
}

/** Text without line breaks and with single spaces, such as what a portal says of a task, for one line. */
export function toOneLine(text: string): string {
  return toPrintable(text.replaceAll(/<br\s*\/?>/gi, " ").replaceAll(/\s+/g, " ")).trim();
}

/** `1 topic`, `2 topics`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}
