/** There is no project that the account can see. A job that backs up all of them must not end well without any. */
export class NoProjectsError extends Error {
  override readonly name = "NoProjectsError";
  readonly code = "not-found";
}
