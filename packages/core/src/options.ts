/** The options of a transport and of a single call, and how the two are merged. */
import type { Safety } from "@clickhelp-js/protocol";
import type { AuthStrategy } from "./auth.js";
import { ConfigurationError } from "./errors.js";
import type { Logger } from "./logger.js";
import { LONGEST_TIMER } from "./pause.js";
import type { UnknownField } from "./unknown-fields.js";

/** When and how often a failed call is repeated. Whether it may be repeated is decided by the endpoint's declared safety. */
export interface RetryOptions {
  /** How often a call is repeated at most. @default 2 */
  readonly limit?: number | undefined;
  /**
   * The longest wait before the first repetition, in milliseconds; doubles each time. The wait is random below it.
   * @default 300
   */
  readonly baseDelay?: number | undefined;
  /** The ceiling of that wait, in milliseconds. @default 10_000 */
  readonly maxDelay?: number | undefined;
  /**
   * The longest wait that the portal may ask for with `Retry-After`, in milliseconds. Asked for more, the call fails at
   * once. @default 60_000
   */
  readonly maxRetryAfter?: number | undefined;
}

/** How calls are repeated, complete. */
export type RetrySettings = { readonly [K in keyof RetryOptions]-?: number };

/** At most `limit` requests in any period of `interval` milliseconds, repetitions included, but not what redirects lead to. */
export interface RateLimitOptions {
  /** How many requests may start in a period. */
  readonly limit: number;
  /** Length of the period in milliseconds. @default 1000 */
  readonly interval?: number | undefined;
}

/** Sends one request. The global `fetch` fits, and so does any function from `Request` to `Response`. */
export interface FetchFunction {
  (request: Request): Promise<Response>;
  /** A shorter way for calls of endpoints, whose answers are read at once. `createNodeFetch` has it. */
  readonly sendToRead?: SendFunction | undefined;
}

/**
 * Sends one request without a Request, which the global `fetch` would copy: that takes a tenth of a small call. Gives a redirect
 * as it is: who follows it carries the credentials along.
 */
export interface SendFunction {
  (url: string, request: AttemptRequest): Promise<Response>;
  /** Keeps the time of what is sent. Without it ky does, which makes a Request for that. */
  readonly limitTime?: LimitTime | undefined;
}

/**
 * Makes an attempt with a signal that ends it: with an error named `TimeoutError` when its time is over, or with the reason
 * of the call's signal. Gives what the attempt gives, which rejects with the reason as soon as its signal is aborted.
 *
 * @param timeout in milliseconds; may be `Infinity`
 */
export type LimitTime = (
  attempt: (until: { readonly signal: AbortSignal }) => Promise<Response>,
  timeout: number,
  signal: AbortSignal | undefined,
) => Promise<Response>;

/** What one attempt sends. */
export interface AttemptRequest extends RequestInit {
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it does when it is sent again. */
  readonly safety: Safety;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

export interface TransportOptions {
  /**
   * The portal: its name (`hedronlabs` stands for `https://hedronlabs.clickhelp.co`), its host (`docs.example.com`) or its
   * address (`https://docs.example.com`). HTTPS only, except on this machine.
   */
  readonly portal: string | URL;
  /** Who is calling. @default anonymous() */
  readonly auth?: AuthStrategy | undefined;
  /** What sends the requests. @default the global fetch */
  readonly fetch?: FetchFunction | undefined;
  /** The longest that one attempt may take, from sending to the last byte of the answer, in milliseconds. @default 30_000 */
  readonly timeout?: number | false | undefined;
  /**
   * The longest that a call may take with all its repetitions and waits, in milliseconds; time in the queue of
   * `concurrency` and `rateLimit` does not count. @default 120_000, or `timeout` if that is longer
   */
  readonly totalTimeout?: number | false | undefined;
  /** How often a failed call is repeated, or everything about it. @default 2 */
  readonly retry?: number | RetryOptions | undefined;
  /**
   * How many calls may be under way at once, served in the order in which they came. A call of `fetch` counts until its
   * body begins, so that a body that nobody reads holds up nobody. @default no limit
   */
  readonly concurrency?: number | undefined;
  /** How many requests may start in a period. @default no limit */
  readonly rateLimit?: RateLimitOptions | undefined;
  /** Headers for every request. `Authorization` is not among them; that is what `auth` is for. */
  readonly headers?: HeaderOptions | undefined;
  /** The User-Agent header; browsers send their own. @default "clickhelp-js/VERSION" */
  readonly userAgent?: string | undefined;
  /** Gets an entry for each attempt. @default none */
  readonly logger?: Logger | undefined;
  /**
   * Told of every field in an answer that this version does not know, once for each endpoint and place. The field is kept in
   * the output. What the function throws is dropped. Not told of what goes by `fetch`, as downloads to files do in Node.js.
   * @default nobody looks
   */
  readonly onUnknownField?: ((field: UnknownField) => unknown) | undefined;
  /** Refuse, before sending, every call that does more than read. @default false */
  readonly readOnly?: boolean | undefined;
  /** Allow `basicAuth` in a browser, where everybody who opens the page can read the key. @default false */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
  /** The longest JSON answer that is read, in bytes; of errors, no more than the first MiB. @default 268_435_456 (256 MiB) */
  readonly maxResponseBytes?: number | undefined;
}

/** Options of a single call. They win over those of the transport. */
export interface CallOptions {
  /**
   * Ends the call; it then rejects with the signal's reason: a `DOMException` named `AbortError`, or `TimeoutError` (not the
   * class of this toolkit) of `AbortSignal.timeout()`, or what was given to `abort()`.
   */
  readonly signal?: AbortSignal | undefined;
  /** The longest that one attempt may take, in milliseconds. @default that of the transport: 30_000 */
  readonly timeout?: number | false | undefined;
  /** How often a failed call is repeated, or everything about it. @default that of the transport: 2 */
  readonly retry?: number | RetryOptions | undefined;
  /** Headers for this call, added to those of the transport. */
  readonly headers?: HeaderOptions | undefined;
}

/** Names and values, as an object, as pairs, or as `Headers`. */
export type HeaderOptions = Readonly<Record<string, string>> | Iterable<readonly [name: string, value: string]>;

/** Their names, as keys so that the compiler sees when one is missing here. */
const transportOptions = Object.keys({
  portal: true,
  auth: true,
  fetch: true,
  timeout: true,
  totalTimeout: true,
  retry: true,
  concurrency: true,
  rateLimit: true,
  headers: true,
  userAgent: true,
  logger: true,
  onUnknownField: true,
  readOnly: true,
  dangerouslyAllowBrowser: true,
  maxResponseBytes: true,
} satisfies Record<keyof TransportOptions, true>);
const callOptions = Object.keys({
  signal: true,
  timeout: true,
  retry: true,
  headers: true,
} satisfies Record<keyof CallOptions, true>);

/** What a call goes by, complete. */
export interface CallSettings {
  readonly signal?: AbortSignal | undefined;
  readonly timeout: number | false;
  /** Undefined stands for the default, which depends on the timeout. */
  readonly totalTimeout: number | false | undefined;
  readonly retry: RetrySettings;
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_TOTAL_TIMEOUT = 120_000;
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;
/** How calls are repeated where nothing else is said. */
export const defaultRetry: RetrySettings = {
  limit: 2,
  baseDelay: 300,
  maxDelay: 10_000,
  maxRetryAfter: 60_000,
};

const retryOptions = ["limit", "baseDelay", "maxDelay", "maxRetryAfter"] as const;

/** The longest JSON answer that is read, in bytes. */
export function maxResponseBytesOf({ maxResponseBytes = MAX_RESPONSE_BYTES }: TransportOptions): number {
  if (maxResponseBytes > 0) return maxResponseBytes;
  throw new ConfigurationError("The limit is not a number of bytes above 0.", {
    option: "maxResponseBytes",
    hint: "Use Infinity for no limit.",
  });
}

/** The settings that calls have when they give no options of their own. */
export function toSettings(options: TransportOptions, headers: Readonly<Record<string, string>>): CallSettings {
  checkNames(options, transportOptions);
  const { timeout = DEFAULT_TIMEOUT, totalTimeout } = options;
  checkTime("timeout", timeout);
  checkTime("totalTimeout", totalTimeout);
  return {
    timeout,
    totalTimeout,
    retry: mergeRetry(defaultRetry, options.retry),
    headers: mergeHeaders(mergeHeaders({}, headers), options.headers),
  };
}

/** The settings of a call: its own options over those of the transport. */
export function mergeOptions(settings: CallSettings, options: CallOptions | undefined): CallSettings {
  if (!options) return settings;
  checkNames(options, callOptions);
  const { signal, timeout = settings.timeout, retry, headers } = options;
  if (timeout !== settings.timeout) checkTime("timeout", timeout);
  return {
    ...settings,
    signal,
    timeout,
    retry: mergeRetry(settings.retry, retry),
    headers: mergeHeaders(settings.headers, headers),
  };
}

/** The longest that a call may take with everything, in milliseconds. */
export function totalTimeoutOf({ timeout, totalTimeout }: CallSettings): number | false {
  if (totalTimeout !== undefined) return totalTimeout;
  return timeout && Math.max(DEFAULT_TOTAL_TIMEOUT, timeout);
}

function mergeRetry(base: RetrySettings, retry: number | RetryOptions | undefined): RetrySettings {
  if (retry === undefined) return base;
  const given: RetryOptions = typeof retry === "object" ? { ...retry } : { limit: retry };
  checkNames(given, retryOptions, "retry.");
  const merged: Record<keyof RetryOptions, number> = { ...base };
  for (const option of retryOptions) {
    merged[option] = given[option] ?? base[option];
    const isLimit = option === "limit";
    if (merged[option] >= 0 && (!isLimit || Number.isInteger(merged.limit))) continue;
    throw new ConfigurationError(`The value is not a ${isLimit ? "whole " : ""}number from 0.`, {
      option: `retry.${option}`,
      hint: "Leave it out, or use 0.",
    });
  }
  return merged;
}

function mergeHeaders(
  base: Readonly<Record<string, string>>,
  headers: HeaderOptions | undefined,
): Readonly<Record<string, string>> {
  if (headers === undefined) return base;
  const merged = { ...base };
  const entries = isIterable(headers) ? headers : Object.entries(headers);
  for (const [name, value] of entries) merged[checkHeader(name, value)] = value;
  return merged;
}

function isIterable(headers: HeaderOptions): headers is Exclude<HeaderOptions, Readonly<Record<string, string>>> {
  return Symbol.iterator in headers;
}

/** Gives the name in lower case, so that a header of the call replaces that of the transport. */
function checkHeader(name: string, value: string): string {
  const lowerCase = name.toLowerCase();
  if (lowerCase === "authorization") {
    throw new ConfigurationError("Authorization is among the headers.", {
      option: "headers",
      hint: "Pass auth: basicAuth({ login, apiKey }).",
    });
  }
  try {
    new Headers([[name, value]]);
  } catch {
    // The error of Headers quotes the value, so it is not passed on.
    throw new ConfigurationError(`The header ${JSON.stringify(name)} cannot be sent.`, {
      option: "headers",
      hint: "Names take letters, digits and hyphens; values Latin-1 without line breaks.",
    });
  }
  return lowerCase;
}

/**
 * Checks a time in milliseconds, which may be left out, or false for no limit.
 *
 * @param option names it in the error
 * @throws ConfigurationError unless it is above 0 and at most 2_147_483_647 (24 days), which is as long as timers can wait.
 */
export function checkTime(option: string, value: number | false | undefined): void {
  if (value === false || value === undefined || (value > 0 && value <= LONGEST_TIMER)) return;
  throw new ConfigurationError("The time is not above 0 ms and at most 24 days.", {
    option,
    hint: option.endsWith("imeout") ? "Leave it out, or use false for none." : "Leave it out.",
  });
}

/**
 * Checks the names of options. One that is misspelt would be left out unnoticed, and `readonly` would protect nothing.
 *
 * @param group stands before the names in the error, such as `retry.`
 * @throws ConfigurationError for a name that is not known.
 */
export function checkNames(options: object, known: readonly string[], group = ""): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`There is no option ${group}${unknown}.`, {
    option: group + unknown,
    hint: `Use ${known.join(", ")}.`,
  });
}
