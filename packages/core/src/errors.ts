/** The base of every error of this toolkit, and the errors that are not answers of the portal. */

/** The marker that survives two copies of this package in one program. */
const marker = Symbol.for("@clickhelp-js/error");

const LOOK_FIRST = "The change may have been made all the same: look before you repeat it.";

interface ErrorClass {
  readonly errorName: string;
  readonly prototype: ClickHelpError;
}

/** What every error can carry beside its text. */
export interface ClickHelpErrorDetails {
  /** What to do next, in one or two sentences. */
  readonly hint?: string | undefined;
  /** Whether the portal may have made the change although the call failed. */
  readonly maybeApplied?: boolean | undefined;
  readonly cause?: unknown;
}

/** Where a call went: part of every error about a call. */
export interface CallPlace {
  /** Id of the endpoint, `topics.get`; `fetch` for the escape hatch. */
  readonly endpoint: string;
  /** HTTP method, such as `GET`. */
  readonly method: string;
  /** Full address, without secrets. */
  readonly url: string;
}

/**
 * The base class of every error that this toolkit throws on purpose. Aborts are the exception: they stay the reason of
 * the signal.
 */
export class ClickHelpError extends Error {
  /** The name that instances carry. Every subclass sets its own. */
  static readonly errorName: string = "ClickHelpError";

  /** A stable word for programs: `configuration`, `not-found`. */
  readonly code: string = "error";
  /** What happened and where, which `message` begins with. */
  declare readonly summary: string;
  /** What to do next. */
  declare readonly hint: string | undefined;
  /** True when the portal may have made the change although the call failed; never true for calls that only read. */
  declare readonly maybeApplied: boolean;

  constructor(problem: string, details: ClickHelpErrorDetails = {}) {
    // What others wrote need not end as a sentence does.
    const summary = /[.!?…]$/.test(problem) ? problem : `${problem}.`;
    const texts = [summary, details.maybeApplied === true && LOOK_FIRST, details.hint];
    super(texts.filter(Boolean).join(" "), details.cause === undefined ? undefined : { cause: details.cause });
    this.maybeApplied = details.maybeApplied ?? false;
    // Not enumerable: whoever prints the error has read both in its message.
    Object.defineProperties(this, {
      [marker]: { value: namesOf(new.target) },
      summary: { value: summary },
      hint: { value: details.hint },
    });
  }

  /** What `JSON.stringify` writes: text and fields, without the headers and the body of an answer, which may be anybody's. */
  toJSON(): object {
    const { name, message, hint } = this;
    return Object.assign({ name, message, hint }, this, { headers: undefined, body: undefined });
  }

  /**
   * Whether a value is an error of this class or of one below it, even when another copy of this package made it. Every class
   * gives its own, so that it can be passed on by itself: `errors.some(NotFoundError.isInstance)`. TypeScript learns the
   * class only where it is called: `errors.filter((error) => NotFoundError.isInstance(error))`.
   */
  static get isInstance(): <T extends ErrorClass>(this: T, value: unknown) => value is T["prototype"] {
    const { errorName } = this;
    return (value): value is never => isNamed(value, errorName);
  }
}

function isNamed(value: unknown, name: string): boolean {
  if (typeof value !== "object" || value === null || !(marker in value)) return false;
  return Array.isArray(value[marker]) && value[marker].includes(name);
}

// On the prototype and not in the constructor, so that the first line of the stack has it.
Object.defineProperty(ClickHelpError.prototype, "name", {
  configurable: true,
  get(this: ClickHelpError) {
    return "errorName" in this.constructor ? this.constructor.errorName : "ClickHelpError";
  },
});

function namesOf(errorClass: ErrorClass): readonly string[] {
  const names: string[] = [];
  for (let current: unknown = errorClass; typeof current === "function" && "errorName" in current;) {
    names.push(String(current.errorName));
    current = Object.getPrototypeOf(current);
  }
  return names;
}

export interface ConfigurationErrorDetails extends ClickHelpErrorDetails {
  /** What to set instead. Whoever has to mend a setting is told how. */
  readonly hint: string;
  /** The option that is missing or wrong. */
  readonly option: string;
  /** The environment variable that sets the same thing. */
  readonly variable?: string | undefined;
}

/** A setting is missing or wrong. Nothing was sent. */
export class ConfigurationError extends ClickHelpError {
  static override readonly errorName: string = "ConfigurationError";
  override readonly code = "configuration";
  /** The option that is missing or wrong. */
  declare readonly option: string;
  /** The environment variable that sets the same thing. */
  declare readonly variable: string | undefined;

  constructor(problem: string, details: ConfigurationErrorDetails) {
    const { variable } = details;
    const environment = variable && `, environment variable${variable.includes(" ") ? "s" : ""} ${variable}`;
    super(`${problem.replace(/\.$/, "")} (option ${details.option}${environment ?? ""}).`, details);
    this.option = details.option;
    this.variable = variable;
  }
}

/** One thing that is wrong with an input, or with an answer. */
export interface ValidationIssue {
  /** Where: `title`, `userInfo.email`, `[3].createdOn`; empty for the whole value. */
  readonly path: string;
  /** What is wrong with it. */
  readonly message: string;
  /** What to write instead, where that is known. */
  readonly hint?: string | undefined;
}

/** So many issues are kept in an error: who mends a hundred of them will have mended the rest. */
const KEPT_ISSUES = 100;

/** The input does not fit the endpoint. Nothing was sent. */
export class RequestValidationError extends ClickHelpError {
  static override readonly errorName: string = "RequestValidationError";
  override readonly code = "validation";
  /** Id of the endpoint, `topics.get`. */
  declare readonly endpoint: string;
  /** What does not fit: the first 100 at most. The message counts all. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(endpoint: string, issues: readonly ValidationIssue[]) {
    const kept = issues.slice(0, KEPT_ISSUES);
    const hints = new Set(kept.flatMap(({ hint }) => hint ?? []));
    super(`The input of ${endpoint} is not valid, nothing was sent: ${listIssues(issues)}`, {
      hint: [...hints].join(" ") || undefined,
    });
    this.endpoint = endpoint;
    this.issues = kept;
  }
}

const LISTED_ISSUES = 5;

/** The first issues in one line. */
export function listIssues(issues: readonly ValidationIssue[]): string {
  const listed = issues
    .slice(0, LISTED_ISSUES)
    .map(({ path, message }) => (path === "" ? message : `${path} ${message}`))
    .join("; ");
  return issues.length > LISTED_ISSUES ? `${listed}; and ${issues.length - LISTED_ISSUES} more` : listed;
}

/** Why there was no answer; `interrupted` and `unknown` leave open whether the request arrived. */
export type ConnectionFailure =
  "dns" | "refused" | "unreachable" | "certificate" | "tls" | "proxy" | "interrupted" | "unknown";

/** What the errors about a call have in common. */
export abstract class CallError extends ClickHelpError implements CallPlace {
  declare readonly endpoint: string;
  declare readonly method: string;
  declare readonly url: string;

  constructor(problem: string, details: ClickHelpErrorDetails & CallPlace) {
    super(problem, details);
    ({ endpoint: this.endpoint, method: this.method, url: this.url } = details);
  }
}

export interface ConnectionErrorDetails extends ClickHelpErrorDetails, CallPlace {
  readonly reason: ConnectionFailure;
}

/** There was no usable answer: no connection, no trust, or a connection that broke. */
export class ConnectionError extends CallError {
  static override readonly errorName: string = "ConnectionError";
  override readonly code = "connection";
  /** Why there was no answer. */
  declare readonly reason: ConnectionFailure;

  constructor(problem: string, details: ConnectionErrorDetails) {
    super(problem, details);
    this.reason = details.reason;
  }
}

export interface TimeoutErrorDetails extends ClickHelpErrorDetails, CallPlace {
  /** The limit that was passed, in milliseconds. */
  readonly timeout: number;
}

/** There was no whole answer in time. */
export class TimeoutError extends CallError {
  static override readonly errorName: string = "TimeoutError";
  override readonly code = "timeout";
  /** The limit that was passed, in milliseconds. */
  declare readonly timeout: number;

  constructor(problem: string, details: TimeoutErrorDetails) {
    super(problem, details);
    this.timeout = details.timeout;
  }
}

export interface ResponseValidationErrorDetails extends ClickHelpErrorDetails, CallPlace {
  readonly status: number;
  readonly issues?: readonly ValidationIssue[];
  /** The text of the answer's body, cut after 64 KiB. */
  readonly body: string;
}

/** The portal, or something before it, answered with success, but not with what the endpoint promises. */
export class ResponseValidationError extends CallError {
  static override readonly errorName: string = "ResponseValidationError";
  override readonly code = "invalid-response";
  declare readonly status: number;
  /** What does not fit, when the body was JSON: the first 100 at most. The message counts all. */
  declare readonly issues: readonly ValidationIssue[];
  /** The text of the answer's body, cut after 64 KiB. */
  declare readonly body: string;

  constructor(problem: string, details: ResponseValidationErrorDetails) {
    super(problem, details);
    this.status = details.status;
    this.issues = (details.issues ?? []).slice(0, KEPT_ISSUES);
    this.body = details.body;
  }
}
