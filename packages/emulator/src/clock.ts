/** The time that a portal goes by, so that tests can bring their own. */
import { EmulatorError } from "./emulator-error.js";

/** Tells the time. */
export interface Clock {
  /** Milliseconds since 1970, GMT. */
  now(): number;
}

/**
 * A clock that moves by itself until it is frozen, and can be moved at any time, by whole milliseconds. It throws an
 * `EmulatorError` when it is to be moved beyond the years 1 to 9998.
 */
export interface VirtualClock extends Clock {
  readonly isFrozen: boolean;
  /** Goes forward by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Goes to a moment, in milliseconds since 1970. What waits for a moment that has passed by then goes on. */
  set(moment: number): void;
  freeze(): void;
  /** Lets it move by itself again, from where it stands. */
  unfreeze(): void;
  /** Waits until so many milliseconds have passed on this clock. Rejects when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** How a clock begins. */
export interface VirtualClockOptions {
  /** Where it begins, in milliseconds since 1970. @default now */
  readonly start?: number | undefined;
  /** Whether it stands still until it is moved. @default true */
  readonly isFrozen?: boolean | undefined;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

const earliest = Date.parse("0001-01-01T00:00:00Z");
/** Portals write years with four digits. The last of these years is left for ends that lie ahead, and to go on by itself. */
const latest = Date.parse("9998-12-31T23:59:59.999Z");

/** Gives the whole milliseconds of a moment that a clock can be moved to. */
export function checkMoment(moment: number): number {
  if (moment >= earliest && moment <= latest) return Math.trunc(moment);
  throw new EmulatorError(
    "clock",
    "A portal's clock can be moved within the years 1 to 9998. Choose a moment in these.",
  );
}

/** Gives the clock in whole milliseconds. Throws an `EmulatorError` when it tells nothing that a portal can go by. */
export function checkClock(clock: Clock): Clock {
  const moment: unknown = typeof clock.now === "function" ? clock.now() : undefined;
  if (typeof moment === "number" && moment >= earliest && moment <= latest) {
    return Object.create(clock, { now: { value: () => Math.trunc(clock.now()) } }) as Clock;
  }
  const wanted = "It has to give milliseconds since 1970, within the years 1 to 9998.";
  throw new EmulatorError("clock", `The clock's now() gives ${String(moment)}, which is no moment. ${wanted}`);
}

/** Creates a clock that tests can move. */
export function createVirtualClock({ start = Date.now(), isFrozen = true }: VirtualClockOptions = {}): VirtualClock {
  const sleepers = new Set<Sleeper>();
  /** The clock showed `shown` when the system's showed `since`; that one does not matter to a frozen clock. */
  let shown = checkMoment(start);
  let since = isFrozen ? undefined : Date.now();
  let timer: NodeJS.Timeout | undefined;

  const now = () => shown + (since === undefined ? 0 : Date.now() - since);

  function wakeSleepers(): void {
    clearTimeout(timer);
    const moment = now();
    for (const sleeper of [...sleepers]) if (sleeper.until <= moment) sleeper.wake();
    if (since === undefined || sleepers.size === 0) return;
    const next = Math.min(...[...sleepers].map(({ until }) => until));
    timer = setTimeout(wakeSleepers, Math.min(next - moment, longestTimer)).unref();
  }

  function move(moment: number, isStill: boolean): void {
    shown = moment;
    since = isStill ? undefined : Date.now();
    wakeSleepers();
  }

  return {
    now,
    get isFrozen() {
      return since === undefined;
    },
    advance: (milliseconds) => {
      move(checkMoment(now() + milliseconds), since === undefined);
    },
    set: (moment) => {
      move(checkMoment(moment), since === undefined);
    },
    freeze: () => {
      move(now(), true);
    },
    unfreeze: () => {
      move(now(), false);
    },
    wait(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        const end = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", cancel);
        };
        const cancel = () => {
          end();
          reject(new Error("the wait was ended", { cause: signal.reason }));
        };
        const sleeper = {
          until: now() + milliseconds,
          wake: () => {
            end();
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener("abort", cancel);
        if (signal.aborted) cancel();
        else wakeSleepers();
      });
    },
  };
}

/** Timers of Node.js are no longer than this; a longer wait takes several. */
const longestTimer = 2 ** 31 - 1;

export function isVirtual(clock: Clock): clock is VirtualClock {
  return "wait" in clock;
}
