/** Refuses, before anything is sent, what would do harm unnoticed: times that are none. */
import { checkTime, RequestValidationError } from "@clickhelp-js/core";

interface Times {
  readonly timeout?: number | false | undefined;
  readonly interval?: number | undefined;
  readonly idleTimeout?: number | false | undefined;
}

/** @throws ConfigurationError when one of them is given and no time: see `checkTime`. */
export function checkTimes({ timeout, interval, idleTimeout }: Times): void {
  checkTime("timeout", timeout);
  // A pause cannot be left out by false, as a limit can.
  checkTime("interval", interval === undefined ? interval : Number(interval));
  checkTime("idleTimeout", idleTimeout);
}

/** @throws RequestValidationError. Programs without types give the text of a date, or none. */
export function checkDate(action: string, path: string, value: unknown): void {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  throw new RequestValidationError(action, [{ path, message: "must be a valid Date" }]);
}
