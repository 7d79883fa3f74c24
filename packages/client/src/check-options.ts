/** Refuses, before anything is sent, what would do harm unnoticed: times that are none. */
import { checkTime, RequestValidationError } from "@clickhelp-js/core";

/** @throws ConfigurationError when one of the two is given and no number of milliseconds above 0. */
export function checkPace({
  timeout,
  interval,
}: {
  timeout?: number | false | undefined;
  interval?: number | undefined;
}) {
  checkTime("timeout", timeout);
  checkTime("interval", interval);
}

/** @throws RequestValidationError. Programs without types give the text of a date, or none. */
export function checkDate(action: string, path: string, value: unknown) {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return;
  throw new RequestValidationError(action, [{ path, message: "must be a valid Date" }]);
}
