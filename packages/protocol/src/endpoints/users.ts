/** Contributors and power readers. */
import * as z from "zod";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { Login } from "../schemas/common.js";
import { User } from "../schemas/user.js";

const listInput = defineInput({});
/** Input of `users.list`. */
export interface ListInput extends InputOf<typeof listInput> {}
/** Lists all users of the portal. */
export const list = defineEndpoint<ListInput, User[]>({
  id: "users.list",
  method: "GET",
  path: "users",
  summary: "Lists all users of the portal.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...listInput,
  success: 200,
  response: z.array(User),
});

const getInput = defineInput({ params: { login: Login } });
/** Input of `users.get`. */
export interface GetInput extends InputOf<typeof getInput> {}
/** Reads the profile of one user. */
export const get = defineEndpoint<GetInput, User>({
  id: "users.get",
  method: "GET",
  path: "users/{login}",
  summary: "Reads the profile of one user.",
  access: "basic",
  safety: "read",
  evidence: "doc",
  ...getInput,
  success: 200,
  response: User,
});
