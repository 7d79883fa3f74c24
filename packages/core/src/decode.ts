/** The last step of a call: an answer becomes the endpoint's output, or a typed error. */
import type { Endpoint } from "@clickhelp-js/protocol";
import * as z from "zod/mini";
import { apiErrorClass, ApiError } from "./api-error.js";
import { describePlace, noteFailure, placeOf, type Call } from "./call.js";
import { listIssues, ResponseValidationError, type ValidationIssue } from "./errors.js";
import { hintForAnswer, PAGE_HINT } from "./hints.js";
import { toValidationIssues } from "./issues.js";
import type { AnswerBody } from "./json.js";
import { redirectTarget } from "./redirect.js";
import { redactHeaders, redactText, redactValue } from "./redact.js";
import { mayHaveBeenApplied, parseRetryAfter } from "./retry.js";

const LONGEST_BODY = 65_536;
const LONGEST_MESSAGE = 500;

/**
 * The output of a good answer.
 *
 * @throws ResponseValidationError, which keeps the body.
 */
export function decodeResponse<TOutput>(
  call: Call,
  endpoint: Pick<Endpoint<unknown, TOutput>, "response">,
  { status, headers }: Response,
): TOutput {
  const existence: AnswerBody = { text: "", parsed: { isJson: true, value: status !== 404 } };
  const { text, parsed } = call.asksWhetherExists ? existence : call.answer;
  const isPage = call.asksWhetherExists
    ? saysHtml(headers) && status !== 404 && !/\.(?:[sx]?html?|aspx?|php)$/i.test(call.url)
    : !parsed.isJson && isHtml(headers, text);
  // Some portals answer with a body where none is documented. A page comes from somebody else.
  const isIgnored = endpoint.response._zod.def.type === "undefined" && !isPage;
  if (isPage || (!parsed.isJson && text.trim() !== "" && !isIgnored)) throw notJson(call, status, isPage);
  const value = parsed.isJson && !isIgnored ? parsed.value : undefined;
  const decoded = z.safeDecode(endpoint.response, value);
  if (decoded.success) return decoded.data;
  if (value === undefined) throw invalid(call, status, "is empty");
  const issues = toValidationIssues(decoded.error, value);
  throw invalid(call, status, `does not have the expected form: ${listIssues(issues)}`, undefined, issues);
}

/** The error for an answer with an error status. */
export function toApiError(call: Call, { status, headers }: Response): ApiError {
  const place = placeOf(call);
  const { text, parsed } = call.answer;
  const html = !parsed.isJson && isHtml(headers, text);
  const body = redactBody(call);
  const { serverMessage, exceptionType } = parsed.isJson
    ? readErrorBody(body)
    : { serverMessage: html ? undefined : shorten(String(body)) };
  const quoted = serverMessage === undefined ? "" : `: ${toOneLine(serverMessage)}`;
  const retryAfter = parseRetryAfter(headers);
  const isAnonymous = call.authorization === undefined;
  // Whoever gives a page cannot tell what the portal does not have.
  const ErrorClass = html && status === 404 && call.url.includes("/api/v1/") ? ApiError : apiErrorClass(status);
  return new ErrorClass(`${describePlace(place)} was answered with ${status}${quoted}`, {
    ...place,
    status,
    exceptionType,
    serverMessage,
    headers: redactHeaders(headers, call.authorization),
    body,
    retryAfter,
    hint: hintForAnswer({ status, url: call.url, isAnonymous, isHtml: html }),
    maybeApplied: noteFailure(call, mayHaveBeenApplied(status, retryAfter)),
  });
}

/** The error for a redirect that is not followed. */
export function toRedirectError(call: Call, response: Response, url: string): ApiError {
  const place = placeOf(call);
  const target = redirectTarget(url, response);
  const where = target ? redactText(target.href, call.authorization) : "an address that it does not name";
  const hint =
    target && target.origin !== new URL(url).origin
      ? `Set portal to ${target.origin} if it has moved; it can also be a sign-in page.`
      : "Check the portal's address.";
  return new ApiError(
    `${describePlace(place)} was answered with a redirect (${response.status}) to ${where}, which is not followed with credentials.`,
    {
      ...place,
      status: response.status,
      headers: redactHeaders(response.headers, call.authorization),
      body: "",
      hint,
      maybeApplied: noteFailure(call, mayHaveBeenApplied(response.status, undefined)),
    },
  );
}

/** The error for an answer that is longer than the limit. */
export function toTooLargeError(call: Call, status: number, limit: number): ResponseValidationError {
  return invalid(call, status, `is longer than ${limit} bytes`, "Ask for less, or raise maxResponseBytes.");
}

/** The error for an answer that the program's own fetch has read, or that a mock gives for the second time. */
export function toUsedError(call: Call, status: number): ResponseValidationError {
  return invalid(call, status, "was read before", "Give a new Response for each call.");
}

function notJson(call: Call, status: number, html: boolean): ResponseValidationError {
  if (html) return invalid(call, status, "is an HTML page, not the portal's answer", PAGE_HINT);
  return invalid(call, status, "is not whole JSON", "It was cut off, or is not the portal's: try again.");
}

function invalid(
  call: Call,
  status: number,
  problem: string,
  hint?: string,
  issues: readonly ValidationIssue[] = [],
): ResponseValidationError {
  const place = placeOf(call);
  return new ResponseValidationError(`The answer to ${describePlace(place)} (${status}) ${toOneLine(problem)}`, {
    ...place,
    status,
    issues,
    body: rawBody(call),
    hint,
    maybeApplied: noteFailure(call, true),
  });
}

function redactBody({ answer: { text, parsed }, authorization }: Call): unknown {
  if (parsed.isJson) return redactValue(parsed.value, authorization);
  return redactText(text.slice(0, 2 * LONGEST_BODY), authorization).slice(0, LONGEST_BODY);
}

/** The body as text for an error. What can be read is written anew, so that no escape hides a secret. */
function rawBody(call: Call): string {
  const body = redactBody(call);
  return (call.answer.parsed.isJson ? JSON.stringify(body) : String(body)).slice(0, LONGEST_BODY);
}

function isHtml(headers: Headers, text: string): boolean {
  return text.trim() !== "" && (saysHtml(headers) || /^\s*<(?:!doctype|html)/i.test(text));
}

function saysHtml(headers: Headers): boolean {
  return headers.get("content-type")?.includes("html") === true;
}

function readErrorBody(body: unknown): { serverMessage?: string | undefined; exceptionType?: string | undefined } {
  if (typeof body === "string") return { serverMessage: shorten(body) };
  if (typeof body !== "object" || body === null) return {};
  const fields = body as Record<string, unknown>;
  const message = fields.Message ?? fields.message;
  const type = fields.ExceptionType;
  return {
    serverMessage: typeof message === "string" ? shorten(message) : undefined,
    exceptionType: typeof type === "string" ? type : undefined,
  };
}

/** What others wrote must neither look like a line of its own, nor steer a terminal. */
export function toOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

function shorten(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return trimmed.length > LONGEST_MESSAGE ? `${trimmed.slice(0, LONGEST_MESSAGE)}…` : trimmed;
}
