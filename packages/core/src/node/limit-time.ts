/** Keeps the time of an attempt in place of ky, which makes a Request for that: here it would take a third of a small call. */
import type { LimitTime } from "../options.js";
import { joinSignals, raceAbort } from "../pause.js";

export const limitTime: LimitTime = async (attempt, timeout, signal) => {
  const late = new AbortController();
  const end = joinSignals(late.signal, signal);
  const giveUp = () => {
    late.abort(new DOMException("The time of the attempt is over.", "TimeoutError"));
  };
  const timer = timeout === Infinity ? undefined : setTimeout(giveUp, timeout);
  try {
    // What waits for a connection takes no notice of its signal before it has one.
    return await raceAbort(attempt(end), end);
  } finally {
    clearTimeout(timer);
  }
};
