/** Keeps the time of an attempt in place of ky, which makes a Request for that: here it would take a third of a small call. */
import type { LimitTime } from "../options.js";
import { joinSignals } from "../pause.js";

export const limitTime: LimitTime = async (attempt, timeout, signal) => {
  const late = new AbortController();
  const giveUp = () => {
    late.abort(new DOMException("The time of the attempt is over.", "TimeoutError"));
  };
  const timer = timeout === Infinity ? undefined : setTimeout(giveUp, timeout);
  try {
    return await attempt({ signal: joinSignals(late.signal, signal) });
  } finally {
    clearTimeout(timer);
  }
};
