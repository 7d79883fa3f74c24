/** The time that a portal goes by, so that tests can bring their own. */

/** Tells the time. */
export interface Clock {
  /** Milliseconds since 1970, GMT. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
