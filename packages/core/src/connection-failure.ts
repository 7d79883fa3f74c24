/** Why a request got no answer, and what follows from that. What a failed `fetch` means is told by `#runtime`. */
import type { ConnectionFailure } from "./errors.js";

export interface Failure {
  readonly reason: ConnectionFailure;
  /** The part of a sentence that follows "GET /api/v1/projects got no answer: ". */
  readonly text: string;
  /** What to try next. */
  readonly hint: string;
}

export interface ClassifiedFailure extends Failure {
  /** The error of the system, without the wrappers of `fetch` around it. */
  readonly cause: unknown;
}

export const interrupted: Failure = {
  reason: "interrupted",
  text: "the connection broke",
  hint: "Check the connection and try again.",
};

/** Reasons after which the request certainly did not reach the server. */
const certain: readonly ConnectionFailure[] = ["dns", "refused", "unreachable", "certificate", "tls", "proxy"];
/** Reasons that another attempt will meet again. */
const lasting: readonly ConnectionFailure[] = ["certificate", "tls", "proxy"];

/** Whether the request may have reached the server before the connection failed. */
export function mayHaveArrived(reason: ConnectionFailure): boolean {
  return !certain.includes(reason);
}

/** Whether another attempt can end better. Of a proxy the cause knows more than the reason: see `ProxyFailure`. */
export function isPassing(reason: ConnectionFailure, cause: unknown): boolean {
  const { isPassing = !lasting.includes(reason) } = Object(cause) as { readonly isPassing?: boolean };
  return isPassing;
}
