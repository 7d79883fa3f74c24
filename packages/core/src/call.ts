/** One call on its way: what it sends, and what has become of it so far. */
import type { Safety } from "@clickhelp-js/protocol";
import type { CallPlace } from "./errors.js";
import { noBody, type AnswerBody } from "./json.js";
import type { CallSettings } from "./options.js";
import { redactText } from "./redact.js";

export interface Call {
  /** Id of the endpoint. */
  readonly endpoint: string;
  readonly method: string;
  readonly url: string;
  readonly safety: Safety;
  readonly body: NonNullable<RequestInit["body"]> | undefined;
  /** Whether the body can be sent again; a stream cannot. */
  readonly isRepeatable: boolean;
  /** Whether the body of a good answer is read, too; otherwise only that of an error. */
  readonly readsBody: boolean;
  /** Whether 404 is a good answer: that the resource does not exist. */
  readonly asksWhetherExists: boolean;
  readonly settings: CallSettings;
  /** Without Authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** More for the Request, from people who call `fetch`. */
  readonly init?: RequestInit;

  /** The value of the Authorization header, once it is known. */
  authorization?: string | undefined;
  /** How many attempts were begun. */
  attempts: number;
  /** How often it was repeated after a failure; new credentials are no repetition. */
  repetitions: number;
  /** Whether an attempt has neither succeeded nor failed; stays true when it is given up for lack of time. */
  isUnderWay: boolean;
  /** Whether an attempt so far may have made the change. */
  maybeApplied: boolean;
  /** When the time of the whole call is over, on the clock of `performance.now()`. */
  deadline: number;
  /** The body of the last answer, where it was read. */
  answer: AnswerBody;
}

type CallState = "attempts" | "repetitions" | "isUnderWay" | "maybeApplied" | "deadline" | "answer";

export function createCall(request: Omit<Call, CallState>): Call {
  return {
    ...request,
    attempts: 0,
    repetitions: 0,
    isUnderWay: false,
    maybeApplied: false,
    deadline: Infinity,
    answer: noBody,
  };
}

/** Where a call goes, for errors and logs. */
export function placeOf(call: Call): CallPlace {
  return { endpoint: call.endpoint, method: call.method, url: redactText(call.url, call.authorization) };
}

/** `GET /api/v1/projects`: where a call goes, in a sentence. */
export function describePlace({ method, url }: CallPlace): string {
  const { pathname, search } = new URL(url);
  return `${method} ${pathname}${search}`;
}

/**
 * Notes that an attempt ended without success. Gives whether any attempt so far may have made the change: what one
 * attempt left open stays open, however the next one ends.
 */
export function noteFailure(call: Call, mayHaveBeenApplied: boolean): boolean {
  if (mayHaveBeenApplied && call.safety !== "read") call.maybeApplied = true;
  return call.maybeApplied;
}
