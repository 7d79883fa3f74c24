/** What the process of a client is asked, and what it says. */
import type { Portal } from "./portal.ts";
import { startWorker, type Worker } from "./worker.ts";

export interface CallsCommand {
  /** `bulk` is many `get`s in the client's own way of doing that, if it has one. */
  readonly operation: "get" | "list" | "bulk";
  readonly count: number;
  /** How many calls are under way at once. */
  readonly inFlight: number;
}

export interface CallsTaken {
  /** How many calls were made. */
  readonly count: number;
  /** Microseconds of all calls together. */
  readonly wall: number;
  /** Microseconds of processor time, in all threads of the client's process. */
  readonly cpu: number;
  /** What the last call gave. */
  readonly answer: string | number;
}

export type ClientWorker = Worker<CallsCommand, CallsTaken>;

/** Starts the client with this id. */
export function startClient(id: string, { origin, environment }: Portal): ClientWorker {
  return startWorker("./client-process.ts", [id, origin], environment);
}
