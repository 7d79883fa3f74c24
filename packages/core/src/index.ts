export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  NotImplementedError,
  PermissionError,
  RateLimitError,
  ServerError,
  type ApiErrorDetails,
} from "./api-error.js";
export { anonymous, basicAuth, type AuthStrategy, type BasicCredentials } from "./auth.js";
export { joinSignals, pause, raceAbort } from "./pause.js";
export { isPassingFailure } from "./retry.js";
export { optionsFromEnv, switchFromEnv, type Environment } from "./env.js";
export {
  ClickHelpError,
  ConfigurationError,
  ConnectionError,
  RequestValidationError,
  ResponseValidationError,
  TimeoutError,
  type CallPlace,
  type ClickHelpErrorDetails,
  type ConfigurationErrorDetails,
  type ConnectionErrorDetails,
  type ConnectionFailure,
  type ResponseValidationErrorDetails,
  type TimeoutErrorDetails,
  type ValidationIssue,
} from "./errors.js";
export type { LogEntry, Logger } from "./logger.js";
export {
  checkNames,
  checkTime,
  defaultRetry,
  type AttemptRequest,
  type CallOptions,
  type FetchFunction,
  type HeaderOptions,
  type LimitTime,
  type RateLimitOptions,
  type RetryOptions,
  type RetrySettings,
  type SendFunction,
  type TransportOptions,
} from "./options.js";
export {
  createTransport,
  type DataWithResponse,
  type FetchOptions,
  type RequestDescription,
  type Transport,
} from "./transport.js";
export type { UnknownField } from "./unknown-fields.js";
export { version } from "./version.js";
