/** What the user typed or configured does not fit. Exit code 2. */

export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "usage";
  /** What to type instead. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
