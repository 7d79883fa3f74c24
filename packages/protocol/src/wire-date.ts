/** The forms that dates have on the wire. */

/** Without days that some month does not have. */
const GMT_SECONDS =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]|(?<!02-)(?:29|30))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const MICROSOFT = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/**
 * Reads any of the three date forms that a portal sends: `2024-03-27T19:28:30` (GMT, no zone), an ISO date with a
 * zone, and `/Date(1686063404096+0000)/`; and a day alone, its beginning. Gives `undefined` for anything else.
 */
export function parseWireDate(text: string): Date | undefined {
  const date = new Date(GMT_SECONDS.test(text) ? readGmtSeconds(text) : readRareDate(text));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** From 29 February of the year 0, with which the count below begins. */
const DAYS_BEFORE_1970 = 719_469;

/** The form that nearly every date has. Several times as fast as `Date.parse`, which lists of topics feel. */
function readGmtSeconds(text: string): number {
  let year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  let month = twoDigits(text, 5);
  // Years begin in March here, so that a leap day is the last of a year.
  if (month < 3) {
    year -= 1;
    month += 12;
  }
  const leapDays = (year >> 2) - ((year / 100) | 0) + ((year / 400) | 0);
  const daysBefore = ((153 * month - 457) / 5) | 0;
  const days = year * 365 + leapDays + daysBefore + twoDigits(text, 8) - DAYS_BEFORE_1970;
  return (((days * 24 + twoDigits(text, 11)) * 60 + twoDigits(text, 14)) * 60 + twoDigits(text, 17)) * 1000;
}

function twoDigits(text: string, start: number): number {
  return text.charCodeAt(start) * 10 + text.charCodeAt(start + 1) - 528;
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
