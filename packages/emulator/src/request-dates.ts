/** Dates in requests: the protocol reads whatever portals write, and what callers mean has to be a real moment. */
import { parseWireDate, type Shape } from "@clickhelp-js/protocol";
import * as z from "zod/mini";

/** Gives what is wrong with a text where a date belongs; undefined when nothing is. */
export function findDateProblem(text: string): string | undefined {
  if (namesNoDay(text)) return "names a day that its month does not have";
  const date = parseWireDate(text);
  if (!date) {
    const isSpoiltZone = parseWireDate(text.replace(/ (?=\d\d:\d\d$)/, "+")) !== undefined;
    const hint = isSpoiltZone ? ': the "+" of its zone came as a space, so write it as %2B' : "";
    return `must be a date such as 2077-07-07T02:35:00${hint}`;
  }
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? undefined : "must be in the years 0 to 9999, in GMT";
}

/** The protocol reads such a date as none, without saying why. */
function namesNoDay(text: string): boolean {
  const [day] = /^\d{4}-(?:0[1-9]|1[0-2])-(?:29|3[01])/.exec(text) ?? [];
  return day !== undefined && !parseWireDate(day);
}

/** Whether a field holds a date for people, and a text on the wire. */
export function takesDate(schema: Shape[string] | undefined): boolean {
  const inner = schema instanceof z.core.$ZodOptional ? schema._zod.def.innerType : schema;
  return inner instanceof z.core.$ZodCodec && inner._zod.def.out instanceof z.core.$ZodDate;
}
