/** Refuses, before anything is sent, what would do harm unnoticed: times that are none. */
import { checkTime, RequestValidationError } from "@clickhelp-js/core";

interface Times {
  readonly timeout?: number | false | undefined;
  /** `false` comes from programs without types, and is refused: it stands for no pause at all. */
  readonly interval?: number | false | undefined;
  readonly idleTimeout?: number | false | undefined;
}

/** @throws ConfigurationError when one of them is given and no time: see `checkTime`. */
export function checkTimes({ timeout, interval, idleTimeout }: Times): void {
  checkTime("timeout", timeout);
  checkTime("interval", interval === undefined ? interval : Number(interval));
  checkTime("idleTimeout", idleTimeout);
}

/** @throws RequestValidationError. Programs without types give the text of a date, or none. */
export function checkDate(action: string, path: string, value: unknown): void {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  throw new RequestValidationError(action, [{ path, message: "must be a valid Date" }]);
}
