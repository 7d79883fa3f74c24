/** Answers of the portal with an error status, one class for each status that the API documents. */
import { CallError, type CallPlace, type ClickHelpErrorDetails } from "./errors.js";

export interface ApiErrorDetails extends ClickHelpErrorDetails, CallPlace {
  readonly status: number;
  /** The `ExceptionType` of the error body. */
  readonly exceptionType?: string | undefined;
  /** The portal's own words. */
  readonly serverMessage?: string | undefined;
  /** Headers of the answer, without cookies. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, or its text cut after 64 KiB. */
  readonly body: unknown;
  /** How long the portal asks to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/**
 * The portal answered with an error status, or with a redirect that is not followed. Subclasses exist for the documented
 * statuses.
 */
export class ApiError extends CallError {
  static override readonly errorName: string = "ApiError";
  override readonly code: string = "api";
  declare readonly status: number;
  /** The `ExceptionType` of the error body. */
  declare readonly exceptionType: string | undefined;
  /** The portal's own words. */
  declare readonly serverMessage: string | undefined;
  /** Headers of the answer, without cookies. */
  declare readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, or its text cut after 64 KiB. */
  declare readonly body: unknown;
  /** How long the portal asks to wait, in milliseconds. */
  declare readonly retryAfter: number | undefined;

  constructor(problem: string, details: ApiErrorDetails) {
    super(problem, details);
    this.status = details.status;
    this.exceptionType = details.exceptionType;
    this.serverMessage = details.serverMessage;
    this.headers = details.headers;
    this.body = details.body;
    this.retryAfter = details.retryAfter;
  }
}

/** 400: a value is missing or not allowed. */
export class BadRequestError extends ApiError {
  static override readonly errorName: string = "BadRequestError";
  override readonly code = "bad-request";
}

/** 401: the login or API key is wrong or missing, or the account is disabled. */
export class AuthenticationError extends ApiError {
  static override readonly errorName: string = "AuthenticationError";
  override readonly code = "authentication";
}

/** 403: no permission to use the API or for this action. */
export class PermissionError extends ApiError {
  static override readonly errorName: string = "PermissionError";
  override readonly code = "permission";
}

/** 404: no such address or resource. A page with this status, which comes from somebody else, is an {@link ApiError}. */
export class NotFoundError extends ApiError {
  static override readonly errorName: string = "NotFoundError";
  override readonly code = "not-found";
}

/** 409: a conflict with existing data, usually a duplicate identifier. */
export class ConflictError extends ApiError {
  static override readonly errorName: string = "ConflictError";
  override readonly code = "conflict";
}

/** 429: too many requests. `retryAfter` says how long to wait, if the portal does. */
export class RateLimitError extends ApiError {
  static override readonly errorName: string = "RateLimitError";
  override readonly code = "rate-limit";
}

/** 500 and above: the portal, or a proxy before it, failed. */
export class ServerError extends ApiError {
  static override readonly errorName: string = "ServerError";
  override readonly code = "server";
}

/** 501: the portal does not support this. */
export class NotImplementedError extends ApiError {
  static override readonly errorName: string = "NotImplementedError";
  override readonly code = "not-implemented";
}

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
  501: NotImplementedError,
};

/** The class for a status. */
export function apiErrorClass(status: number): typeof ApiError {
  return classes[status] ?? (status >= 500 ? ServerError : ApiError);
}
