/** The forms that dates have on the wire. */

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const MICROSOFT = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/**
 * Reads any of the three date forms that a portal sends: `2024-03-27T19:28:30` (GMT, no zone), an ISO date with a
 * zone, and `/Date(1686063404096+0000)/`; and a day alone, its beginning. Gives `undefined` for anything else.
 */
export function parseWireDate(text: string): Date | undefined {
  const seconds = readGmtSeconds(text);
  if (seconds !== undefined) return new Date(seconds);
  const date = new Date(readRareDate(text));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The character code of `0`. */
const ZERO = 48;

/**
 * The form that nearly every date has, without the days that some month does not have. Twice as fast as a pattern and
 * `Date.parse`, which lists of topics feel. Gives `undefined` for anything else.
 */
function readGmtSeconds(text: string): number | undefined {
  if (text.length !== 19 || text[4] !== "-" || text[7] !== "-" || text[10] !== "T") return undefined;
  if (text[13] !== ":" || text[16] !== ":") return undefined;
  const year = twoDigits(text, 0, 99) * 100 + twoDigits(text, 2, 99);
  const month = twoDigits(text, 5, 12);
  const day = twoDigits(text, 8, month === 2 ? 28 : 30);
  const hour = twoDigits(text, 11, 23);
  const minute = twoDigits(text, 14, 59);
  const second = twoDigits(text, 17, 59);
  // Date.UTC takes the years up to 99 for those of the last century.
  if (year < 100 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Far below zero when they are no digits, or more than `most`. */
function twoDigits(text: string, start: number, most: number): number {
  const tens = text.charCodeAt(start) - ZERO;
  const ones = text.charCodeAt(start + 1) - ZERO;
  const number = tens * 10 + ones;
  return tens < 0 || ones < 0 || ones > 9 || number > most ? -10_000 : number;
}

function readRareDate(text: string): number {
  const microsoft = MICROSOFT.exec(text);
  if (microsoft) return Number(microsoft[1]);
  const iso = ISO.exec(text);
  // Date.parse by itself makes a date of nearly anything, in the zone of this machine, and 1 March of 30 February.
  if (!iso || new Date(text.slice(0, 10)).getUTCDate() !== Number(text.slice(8, 10))) return Number.NaN;
  const [, time, zone] = iso;
  return Date.parse(time && !zone ? `${text}Z` : text);
}
