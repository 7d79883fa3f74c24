/** What calls tell about themselves, already without secrets. */
import { guardListener } from "./listener.js";

/** One attempt of a call. */
export interface LogEntry {
  /** One line for people: `GET /api/v1/projects 200 in 34 ms`. */
  readonly message: string;
  /** Id of the endpoint, `topics.get`; `fetch` for the escape hatch. */
  readonly endpoint: string;
  /** HTTP method, such as `GET`. */
  readonly method: string;
  /** Full address, without secrets. */
  readonly url: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** How long the attempt took, in milliseconds. */
  readonly ms: number;
  /** Absent when there was no answer. */
  readonly status?: number | undefined;
  /** The name of the error that the attempt ended with. */
  readonly error?: string | undefined;
  /** How long the next attempt is waited for, in milliseconds; only on warnings about an attempt that is repeated. */
  readonly retryIn?: number | undefined;
}

/** Takes log entries. Nobody waits for what its functions give back, and what they throw is dropped. */
export interface Logger {
  /** Gets every attempt. */
  debug(entry: LogEntry): unknown;
  /** Gets every attempt that failed and is repeated. */
  warn(entry: LogEntry): unknown;
}

/** A logger that cannot change what becomes of a call by throwing, nor end the program with a promise that rejects. */
export function guardLogger(logger: Logger): Logger {
  return {
    debug: guardListener((entry: LogEntry) => logger.debug(entry)),
    warn: guardListener((entry: LogEntry) => logger.warn(entry)),
  };
}
