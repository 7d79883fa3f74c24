/** Errors that the API answers with: the documented statuses, and no others. */

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 500 | 501;

// The names are not documented. They follow the conventions of the platform that the API seems to be written for.
const exceptionTypes: Record<ErrorStatus, string> = {
  400: "ArgumentException",
  401: "AuthenticationException",
  403: "AccessDeniedException",
  404: "NotFoundException",
  409: "ConflictException",
  500: "FormatException",
  501: "NotImplementedException",
};

/** The documented body of an error. */
export interface ErrorBody {
  readonly Message: string;
  readonly ExceptionType: string;
  readonly ExceptionDetail: null;
  readonly StackTrace: null;
}

/** Thrown anywhere between router and handler, and answered as the documented error body. */
export class ApiError extends Error {
  readonly status: ErrorStatus;

  constructor(status: ErrorStatus, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }

  toBody(): ErrorBody {
    return {
      Message: this.message,
      ExceptionType: exceptionTypes[this.status],
      ExceptionDetail: null,
      StackTrace: null,
    };
  }
}

export const badRequest = (message: string) => new ApiError(400, message);
export const unauthorized = (message: string) => new ApiError(401, message);
export const forbidden = (message: string) => new ApiError(403, message);
export const notFound = (message: string) => new ApiError(404, message);
export const conflict = (message: string) => new ApiError(409, message);
/** A portal answers a value or name in the wrong letter case with 500. */
export const wrongLetterCase = (message: string) => new ApiError(500, message);
export const notImplemented = (message: string) => new ApiError(501, message);

/** SQLite's code for a full disk. */
const SQLITE_FULL = 13;

/** Gives what callers can be told of: a full disk is no mistake of the emulator. `onError` is told of everything that is one. */
export function noteError(thrown: unknown, onError: (error: unknown) => void): unknown {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof Error && "errcode" in thrown && thrown.errcode === SQLITE_FULL) {
    return new ApiError(500, "The disk of the emulator is full. Free some space on it, then try again.");
  }
  onError(thrown);
  return thrown;
}
