/** What handlers work with: the state of one portal, and who is asking. */
import type { Endpoint } from "@clickhelp-js/protocol";
import type { Caller } from "./authenticate.js";
import type { Clock } from "./clock.js";
import type { Answer } from "./encode.js";
import type { Store } from "./store/store.js";
import type { TaskEngine } from "./tasks.js";

export interface Portal {
  readonly store: Store;
  readonly clock: Clock;
  readonly tasks: TaskEngine;
  /** Notes that a user was active just now. */
  readonly noteActivity: (login: string) => void;
}

/** One request, as a handler sees it. */
export interface Call {
  readonly portal: Portal;
  /** Null for an anonymous caller. */
  readonly caller: Caller | null;
  /** `https://host:port`, for the addresses in answers. */
  readonly origin: string;
}

/** What an endpoint does. */
export interface Handler {
  readonly endpoint: Endpoint;
  readonly handle: (call: Call, input: unknown) => Answer<unknown> | Promise<Answer<unknown>>;
  /** Whether the body may be as large as a file. */
  readonly bringsFile?: boolean;
  /** Whether pages of any other site may read the answers. */
  readonly isForAnySite?: boolean;
}

/** Ties a function to its endpoint, so that the types of both must fit. */
export function implement<I, O>(
  endpoint: Endpoint<I, O>,
  handle: (call: Call, input: I) => Answer<O> | Promise<Answer<O>>,
): Handler {
  // The router decodes every input with the schemas of this very endpoint.
  return { endpoint, handle: (call, input) => handle(call, input as I) };
}

/** The caller of an operation that is never anonymous. */
export function signedIn(call: Call): Caller {
  if (call.caller === null) throw new TypeError("an operation with basic access was called anonymously");
  return call.caller;
}
