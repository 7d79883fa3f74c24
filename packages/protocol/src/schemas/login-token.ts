/** Tokens that log a reader in by a link. */
import * as z from "zod";
import { UtcDateTime } from "../wire.js";

const loginTokenShape = z.looseObject({
  expirationDate: UtcDateTime.describe("When the token stops working, GMT"),
  isMultiUse: z.boolean().nullish().describe("False when the first use consumes the token"),
  token: z.string().min(1).describe("The token: 32 letters and digits, to be appended to a link as ?t="),
  userName: z.string().describe("Login of the user whom the token logs in"),
});

/** A login token. Whoever has it is logged in as that user: treat it as a password. */
export interface LoginToken extends z.output<typeof loginTokenShape> {}
export const LoginToken: z.ZodType<LoginToken> = loginTokenShape;
