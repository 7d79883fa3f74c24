/** Tokens that log a reader in by a link. */
import * as z from "zod/mini";
import { described, looseObject, notEmpty, nullish } from "../schema.js";
import { UtcDateTime } from "../wire.js";

const loginTokenShape = looseObject({
  expirationDate: described(UtcDateTime, "When the token stops working, GMT"),
  isMultiUse: nullish(z.boolean(), "False when the first use consumes the token"),
  token: described(notEmpty(z.string()), "The token: 32 letters and digits, to be appended to a link as ?t="),
  userName: described(z.string(), "Login of the user whom the token logs in"),
});

/** A login token. Whoever has it is logged in as that user: treat it as a password. */
export interface LoginToken extends z.output<typeof loginTokenShape> {}
export const LoginToken: z.ZodMiniType<LoginToken> = loginTokenShape;
