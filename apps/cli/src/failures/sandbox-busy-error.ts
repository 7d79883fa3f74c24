/** The sandbox is for one command at a time. Exit code 9: another attempt makes sense. */
export class SandboxBusyError extends Error {
  override readonly name = "SandboxBusyError";
  readonly code = "sandbox-busy";
  readonly hint = "Wait for its end, then try again.";
}
