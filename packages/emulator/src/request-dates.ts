/** Dates in requests: the protocol reads whatever portals write, and what callers mean has to be a real moment. */
import { parseWireDate, type Shape } from "@clickhelp-js/protocol";
import * as z from "zod/mini";

/** Gives what is wrong with a text where a date belongs; undefined when nothing is. */
export function findDateProblem(text: string): string | undefined {
  const date = parseWireDate(text);
  if (!date) {
    const isSpoiltZone = parseWireDate(text.replace(/ (?=\d\d:\d\d$)/, "+")) !== undefined;
    const hint = isSpoiltZone ? ': the "+" of its zone came as a space, so write it as %2B' : "";
    return `must be a date such as 2077-07-07T02:35:00${hint}`;
  }
  if (!isDayOfCalendar(text)) return "names a day that its month does not have";
  const year = date.getUTCFullYear();
  // A moment that JavaScript cannot hold has no year.
  return year >= 0 && year <= 9999 ? undefined : "must be in the years 0 to 9999, in GMT";
}

/** `Date` goes on counting from 30 February to 2 March. */
function isDayOfCalendar(text: string): boolean {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Whether a field holds a date for people, and a text on the wire. */
export function takesDate(schema: Shape[string] | undefined): boolean {
  const inner = schema instanceof z.core.$ZodOptional ? schema._zod.def.innerType : schema;
  return inner instanceof z.core.$ZodCodec && inner._zod.def.out instanceof z.core.$ZodDate;
}
