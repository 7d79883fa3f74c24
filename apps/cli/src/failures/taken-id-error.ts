/** A look has shown that an id for something new is taken. Exit code 7, as after the portal's refusal. */
import { ANOTHER_ID } from "./kinds.js";

export class TakenIdError extends Error {
  override readonly name = "TakenIdError";
  readonly code = "conflict";
  readonly hint = ANOTHER_ID;
}
