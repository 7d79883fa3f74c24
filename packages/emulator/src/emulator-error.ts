/** What goes wrong with the emulator itself, as opposed to a request: thrown, never answered. */

/** Why the emulator could not do what its program asked. */
export type EmulatorErrorCode =
  | "data-directory"
  | "data-directory-in-use"
  | "seed"
  | "certificate"
  | "listen"
  | "snapshot"
  | "clock"
  | "fault"
  | "closed";

/** Thrown by `createEmulator`, `listen` and the other methods; the message says what to do next. */
export class EmulatorError extends Error {
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmulatorError";
    this.code = code;
  }
}
