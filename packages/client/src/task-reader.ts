/** Reads the status of one task for everybody who waits for it, and remembers its end. */
import { NotFoundError, pause, raceAbort, type Transport } from "@clickhelp-js/core";
import { tasks, type TaskStatus } from "@clickhelp-js/protocol";
import { TaskGoneError } from "./task-errors.js";
import { waitAfter } from "./wait-after.js";

const LONGEST_PAUSE = 5_000;
const GROWTH = 1.5;
/** How many looks in a row may fail for a passing reason, such as a dropped connection, before waiting gives up. */
const TOLERATED_FAILURES = 12;

/** How long to pause before a look. The first pause is `interval`, the following grow up to five seconds. */
export interface Pace {
  readonly delay: number;
  readonly interval: number;
}

/** The pace of the next look. */
export function slower({ delay, interval }: Pace): Pace {
  const grown = delay === 0 ? interval : delay * GROWTH;
  return { delay: Math.min(grown, Math.max(interval, LONGEST_PAUSE)), interval };
}

/** Whether a status is the last one. A portal leaves `isSucceeded` null, or out, while the task is running. */
export function isFinished(status: TaskStatus | undefined): status is TaskStatus & { isSucceeded: boolean } {
  return status?.isSucceeded !== null && status?.isSucceeded !== undefined;
}

/** The pause that a look is in, if any. Ending it drops the look. */
interface Pausing {
  controller: AbortController | undefined;
}

interface Look {
  readonly status: Promise<TaskStatus>;
  readonly pausing: Pausing;
}

export class TaskReader {
  readonly #client: Transport;
  readonly #taskKey: string;
  #finished: TaskStatus | undefined;
  #current: Look | undefined;
  #lastRequest: Promise<TaskStatus | undefined> | undefined;
  #askers = 0;
  #wasAnswered: boolean;

  /** `isKnown`: the portal has just named this task, so a failing look says nothing about the key or the settings. */
  constructor(client: Transport, taskKey: string, isKnown: boolean) {
    this.#client = client;
    this.#taskKey = taskKey;
    this.#wasAnswered = isKnown;
  }

  /**
   * Gives the next status after a pause. Whoever asks while a look is under way shares it. A request that was sent is
   * never broken off, since the portal would count it as read; what it brings is remembered.
   *
   * @param limit ends the asking. The end that a request brings which was sent before is given all the same.
   * @param signal the caller's, which ends it at once and aborts `limit`, too
   */
  async next(pace: Pace, limit: AbortSignal, signal: AbortSignal | undefined): Promise<TaskStatus> {
    if (this.#finished) return this.#finished;
    limit.throwIfAborted();
    this.#askers++;
    try {
      this.#current ??= this.#start(pace);
      return await raceAbort(this.#current.status, limit);
    } catch (error) {
      const last = limit.aborted ? await raceAbort(this.#lastRequest, signal) : undefined;
      if (isFinished(last)) return last;
      throw error;
    } finally {
      this.#askers--;
      if (this.#askers === 0) this.#dropPausingLook();
    }
  }

  #start(pace: Pace): Look {
    const pausing: Pausing = { controller: undefined };
    const status = this.#look(pace, pausing).finally(() => {
      if (this.#current === look) this.#current = undefined;
    });
    const look = { status, pausing };
    return look;
  }

  #dropPausingLook(): void {
    const controller = this.#current?.pausing.controller;
    if (!controller) return;
    this.#current = undefined;
    controller.abort();
  }

  async #look(pace: Pace, pausing: Pausing): Promise<TaskStatus> {
    let lost: unknown;
    let { delay } = pace;
    for (let failures = 0; ; failures++) {
      await pauseIn(pausing, delay);
      try {
        const request = this.#read();
        this.#lastRequest = request.catch(() => undefined);
        return await request;
      } catch (error) {
        if (NotFoundError.isInstance(error)) throw new TaskGoneError(this.#taskKey, { cause: error, lost });
        pace = slower(pace);
        const wait = waitAfter(error, pace.delay);
        if (!this.#wasAnswered || this.#askers === 0 || failures === TOLERATED_FAILURES || wait === undefined)
          throw error;
        lost = error;
        delay = wait;
      }
    }
  }

  async #read(): Promise<TaskStatus> {
    const status = await this.#client.request(tasks.get, { taskKey: this.#taskKey });
    this.#wasAnswered = true;
    if (isFinished(status)) this.#finished = status;
    return status;
  }
}

async function pauseIn(pausing: Pausing, milliseconds: number): Promise<void> {
  if (milliseconds === 0) return;
  pausing.controller = new AbortController();
  try {
    await pause(milliseconds, pausing.controller.signal);
  } finally {
    pausing.controller = undefined;
  }
}
