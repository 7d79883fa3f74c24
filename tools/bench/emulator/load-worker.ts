/** What the process that sends requests is asked, and what it says. */
import { startWorker, type Worker } from "../worker.ts";
import type { LoadRequest } from "./requests.ts";

/** A server, and how to be let in. */
export interface Served {
  /** Without a slash at its end. */
  readonly origin: string;
  /** PEM file with the certificate to trust. */
  readonly caFile: string;
  readonly authorization: string;
}

export interface LoadCommand extends Served {
  readonly request: LoadRequest;
  readonly count: number;
  /** How many are under way at once, each on a connection of its own. */
  readonly inFlight: number;
}

export interface LoadTaken {
  readonly seconds: number;
  /** Seconds of processor time, in all threads of the sending process. */
  readonly cpu: number;
  /** The text of the last answer. */
  readonly answer: string;
}

export type LoadWorker = Worker<LoadCommand, LoadTaken>;

export function startLoad(): LoadWorker {
  return startWorker("./emulator/load-process.ts");
}
