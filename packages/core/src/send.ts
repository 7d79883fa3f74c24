/** The third step of a call: sends it in time, and again where `retry.ts` says so. */
import { classifyFailure, fetchByRuntime, toAttemptBody } from "#runtime";
import ky, { isTimeoutError } from "ky";
import { AuthenticationError } from "./api-error.js";
import type { AuthStrategy } from "./auth.js";
import { readBeginning, readBody, ResponseTooLarge } from "./body.js";
import { describePlace, noteFailure, placeOf, type Call } from "./call.js";
import { interrupted, mayHaveArrived } from "./connection-failure.js";
import { toApiError, toOneLine, toRedirectError, toTooLargeError, toUsedError } from "./decode.js";
import { ClickHelpError, ConnectionError, TimeoutError } from "./errors.js";
import { noBody, type AnswerBody } from "./json.js";
import type { Logger } from "./logger.js";
import { totalTimeoutOf, type AttemptRequest, type SendFunction } from "./options.js";
import { fetchFollowing, isRedirect } from "./redirect.js";
import { holdRequest } from "./hold-request.js";
import { joinSignals, pause, raceAbort } from "./pause.js";
import { redactText } from "./redact.js";
import { waitBeforeRetry } from "./retry.js";
import type { Throttle } from "./throttle.js";

/** What V8 has, and other engines need not have. */
interface StackCapturing {
  readonly captureStackTrace?: (target: object, below: typeof send) => void;
}

/** What all calls of a transport are sent with. */
export interface Sender {
  readonly fetch: SendFunction;
  readonly auth: AuthStrategy;
  readonly maxResponseBytes: number;
  readonly logger: Logger | undefined;
  readonly throttle: Throttle | undefined;
}

/**
 * Sends a call and gives its good answer.
 *
 * @throws ApiError, ConnectionError, TimeoutError, ResponseValidationError for an answer that is too long, or the reason
 *   of the call's signal.
 */
export async function send(sender: Sender, call: Call): Promise<Response> {
  const { throttle } = sender;
  const { signal } = call.settings;
  try {
    return await (throttle ? throttle.run(() => sendAuthorized(sender, call), signal) : sendAuthorized(sender, call));
  } catch (error) {
    if (error instanceof ClickHelpError) addCaller(error);
    throw error;
  }
}

/**
 * Where an error was made, V8 has only frames of this toolkit and of fetch in its stack. From here it sees who waits
 * for the call.
 */
function addCaller(error: ClickHelpError): void {
  const here: { stack?: unknown } = {};
  (Error as StackCapturing).captureStackTrace?.(here, send);
  const { stack = "" } = error;
  // A program may have stacks made as something else than texts, and throw one error again and again.
  const frames = String(here.stack).replace(/^.*/, "");
  if (typeof stack === "string" && !stack.endsWith(frames)) error.stack = stack + frames;
}

async function sendAuthorized(sender: Sender, call: Call): Promise<Response> {
  const total = totalTimeoutOf(call.settings);
  if (total) call.deadline = performance.now() + total;
  call.authorization = await inTime(call, sender.auth, sender.auth.authorization());
  try {
    return await sendWithRetries(sender, call);
  } catch (error) {
    if (!(error instanceof AuthenticationError) || !(await refreshAuthorization(sender.auth, call))) throw error;
    await takeAnotherTurn(sender, call);
    return sendWithRetries(sender, call);
  }
}

/** The call's time stands still while it waits in the queue, which is nothing that the portal does. */
async function takeAnotherTurn({ throttle }: Sender, call: Call): Promise<void> {
  if (!throttle) return;
  const startedAt = performance.now();
  await throttle.takeAnotherTurn(call.settings.signal);
  call.deadline += performance.now() - startedAt;
}

/** A refused call was not made, so it can be made again, whatever it does. */
async function refreshAuthorization(auth: AuthStrategy, call: Call): Promise<boolean> {
  const refused = call.authorization;
  if (!auth.refresh || refused === undefined || !call.isRepeatable) return false;
  call.authorization = await inTime(call, auth, auth.refresh(refused));
  return call.authorization !== refused && performance.now() < call.deadline;
}

/** Waits for credentials no longer than for an answer. */
async function inTime<T>(call: Call, auth: AuthStrategy, credentials: T | Promise<T>): Promise<T> {
  if (!(credentials instanceof Promise)) return credentials;
  const timeout = attemptTimeout(call);
  const { signal } = call.settings;
  const given = new AbortController();
  const tooLate = pause(timeout, joinSignals(given.signal, signal)).then(() => {
    auth.giveUp?.();
    throw toCredentialsTimeout(call, timeout);
  });
  try {
    return await Promise.race([credentials, tooLate]);
  } finally {
    given.abort();
  }
}

async function sendWithRetries(sender: Sender, call: Call): Promise<Response> {
  const { signal, retry } = call.settings;
  for (;;) {
    const startedAt = performance.now();
    try {
      return await sendOnce(sender, call);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = isTimeoutError(error) ? toTimeoutError(call) : error;
      const wait = call.repetitions < retry.limit ? waitBeforeRetry(call, failure) : undefined;
      if (wait === undefined) throw failure;
      if (sender.logger && failure instanceof Error) warn(sender.logger, call, failure, { startedAt, wait });
      await pause(wait, signal);
      call.repetitions += 1;
      await takeAnotherTurn(sender, call);
    }
  }
}

/**
 * ky keeps the time of an attempt, unless what sends does. Its own repetitions stay off: they would copy every request in
 * advance. What is sent goes past it, as it would copy all headers three times.
 */
async function sendOnce(sender: Sender, call: Call): Promise<Response> {
  const { signal } = call.settings;
  const { authorization, body } = call;
  const timeout = attemptTimeout(call);
  if (timeout <= 0) throw toTimeoutError(call);
  const sent = body === undefined ? undefined : toAttemptBody(body);
  const headers = { ...call.headers, ...sent?.headers, ...(authorization !== undefined && { authorization }) };
  const attemptUntil = ({ signal }: Pick<Request, "signal">) =>
    attempt(sender, call, {
      ...call.init,
      method: call.method,
      headers,
      ...(sent && { body: sent.body, duplex: "half" }),
      redirect: "manual",
      safety: call.safety,
      signal,
    });
  const { limitTime } = sender.fetch;
  if (limitTime) return limitTime(attemptUntil, timeout, signal);
  return ky(call.url, {
    ...(signal && { signal }),
    throwHttpErrors: false,
    timeout: timeout === Infinity ? false : timeout,
    retry: 0,
    fetch: (timed) => holdRequest(timed as Request, attemptUntil),
  });
}

/** How long the next step may take, in milliseconds: its own time, and no more than the call has left. */
function attemptTimeout({ settings: { timeout }, deadline }: Call): number {
  return Math.min(timeout || Infinity, Math.ceil(deadline - performance.now()));
}

/** One attempt, up to the last byte of the answer where its body is wanted. Every failure becomes one of our errors. */
async function attempt(sender: Sender, call: Call, request: AttemptRequest): Promise<Response> {
  call.attempts += 1;
  const attemptNumber = call.attempts;
  call.isUnderWay = true;
  call.answer = noBody;
  const startedAt = performance.now();
  let status: number | undefined;
  try {
    // A `fetch` may take no notice of its signal, or not before it has a connection.
    const { response, url } = await raceAbort(fetchFollowing(sender.fetch, call.url, request), request.signal);
    ({ status } = response);
    if (isRedirect(response)) {
      await response.body?.cancel();
      throw toRedirectError(call, response, url);
    }
    const isGood = response.ok || status === 304 || (status === 404 && call.asksWhetherExists);
    if (isGood && response.bodyUsed) throw toUsedError(call, status);
    const reading = isGood ? readGood(sender, call, response) : readBeginning(response);
    const answer = await raceAbort(reading, request.signal);
    call.answer = answer;
    call.isUnderWay = false;
    if (!isGood) throw toApiError(call, response);
    log(sender, call, startedAt, { attempt: attemptNumber, status });
    return response;
  } catch (error) {
    // Of an attempt that ran out of time nothing counts but that; of one that was aborted, the reason.
    if (request.signal.aborted) {
      const name = call.settings.signal?.aborted ? "AbortError" : "TimeoutError";
      log(sender, call, startedAt, { attempt: attemptNumber, status, error: name });
      throw error;
    }
    call.isUnderWay = false;
    const failure = toFailure(sender, call, error, status);
    log(sender, call, startedAt, { attempt: attemptNumber, status, error: failure.name });
    throw failure;
  }
}

function readGood({ maxResponseBytes }: Sender, call: Call, response: Response): AnswerBody | Promise<AnswerBody> {
  return call.readsBody ? readBody(response, maxResponseBytes) : noBody;
}

function toFailure({ fetch }: Sender, call: Call, error: unknown, status: number | undefined): ClickHelpError {
  if (error instanceof ClickHelpError) return error;
  if (error instanceof ResponseTooLarge) return toTooLargeError(call, status ?? 0, error.limit);
  const { text, cause, ...found } = classifyFailure(error, call.url);
  // Once the head of the answer is there, the request has arrived.
  const { reason, hint } = status === undefined ? found : interrupted;
  const isUnknown = reason === "unknown";
  // What nobody can tell by its code has to speak for itself.
  const said = isUnknown && cause instanceof Error ? `: ${quote(cause, call)}` : "";
  // The fetch of a runtime has a cause for what goes wrong on the way.
  const isItsOwn = isUnknown && cause === error && fetch !== fetchByRuntime;
  const place = placeOf(call);
  const problem =
    status === undefined ? `got no answer: ${text}${said}` : `was answered with ${status}, but the connection broke`;
  return new ConnectionError(`${describePlace(place)} ${problem} (${new URL(place.url).host}).`, {
    ...place,
    reason,
    cause,
    hint: isItsOwn ? `${hint} It may also be the fetch that was given.` : hint,
    maybeApplied: noteFailure(call, mayHaveArrived(reason)),
  });
}

const LONGEST_QUOTE = 300;

function quote(cause: Error, { authorization }: Call): string {
  return toOneLine(redactText(String(cause), authorization))
    .slice(0, LONGEST_QUOTE)
    .replace(/\.$/, "");
}

function toTimeoutError(call: Call): TimeoutError {
  const { timeout } = call.settings;
  const total = totalTimeoutOf(call.settings);
  // Timers may ring up to a millisecond early.
  const isTotal = total && (performance.now() + 1 >= call.deadline || !timeout);
  const limit = isTotal ? total : Number(timeout);
  const place = placeOf(call);
  const isOver = isTotal && call.attempts > 1 ? ` and ${call.attempts} attempts` : "";
  return new TimeoutError(`${describePlace(place)} was not answered within ${limit} ms${isOver}.`, {
    ...place,
    timeout: limit,
    hint: `Try again, or give it more time with ${isTotal ? "totalTimeout" : "timeout"}.`,
    maybeApplied: noteFailure(call, call.isUnderWay),
  });
}

function toCredentialsTimeout(call: Call, timeout: number): TimeoutError {
  const place = placeOf(call);
  return new TimeoutError(
    `${describePlace(place)} got no credentials: the function at auth gave none within ${timeout} ms.`,
    {
      ...place,
      timeout,
      hint: "Check what it waits for, or give it more time.",
      maybeApplied: noteFailure(call, false),
    },
  );
}

function log(
  { logger }: Sender,
  call: Call,
  startedAt: number,
  outcome: { attempt: number; status: number | undefined; error?: string },
): void {
  if (!logger) return;
  const place = placeOf(call);
  const ms = Math.round(performance.now() - startedAt);
  const result = [outcome.status, outcome.error].filter(Boolean).join(" ");
  const message = `${describePlace(place)} ${result} in ${ms} ms`;
  logger.debug({ ...place, ...outcome, message, ms });
}

interface Repetition {
  readonly startedAt: number;
  readonly wait: number;
}

function warn(logger: Logger, call: Call, failure: Error, { startedAt, wait }: Repetition): void {
  const place = placeOf(call);
  const ms = Math.round(performance.now() - startedAt);
  const retryIn = Math.round(wait);
  const message = `${describePlace(place)} failed (${failure.name}), attempt ${call.attempts + 1} follows in ${retryIn} ms`;
  logger.warn({ ...place, message, attempt: call.attempts, ms, error: failure.name, retryIn });
}
