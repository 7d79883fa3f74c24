/** Contributors and power readers. */
import * as z from "zod/mini";
import { described, notEmpty, nullish, optional } from "../schema.js";
import { defineEndpoint, defineInput, type InputOf } from "../endpoint.js";
import { Login } from "../schemas/common.js";
import { LoginToken } from "../schemas/login-token.js";
import { User, userTypes } from "../schemas/user.js";
import { GmtDateTime, QueryBoolean } from "../wire.js";

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

const newUser = {
  userName: described(Login, "Login of the new user"),
  userInfo: described(
    z.strictObject({
      email: described(notEmpty(z.string()), "E-mail address"),
      firstName: optional(z.string(), "First name"),
      middleName: optional(z.string(), "Middle name"),
      lastName: optional(z.string(), "Last name"),
    }),
    "The personal part of the profile",
  ),
  userRole: optional(
    z.string(),
    "Role of a contributor and access groups, comma-separated; without it a power reader sees nothing",
  ),
  userType: optional(z.enum(userTypes), "Contributor or PowerReader; PowerReader when absent"),
  isDontSendEmail: optional(z.boolean(), "True to send no e-mail with the generated password"),
};

const createInput = defineInput({ body: newUser });
/** Input of `users.create`. */
export interface CreateInput extends InputOf<typeof createInput> {}
/** Creates a user. */
export const create = defineEndpoint<CreateInput, User>({
  id: "users.create",
  method: "POST",
  path: "users",
  summary: "Creates a user.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status"],
  ...createInput,
  success: 201,
  response: User,
});

const createManyInput = defineInput({
  body: {
    users: described(notEmpty(z.array(z.strictObject(newUser))), "The new users"),
  },
});
/** Input of `users.createMany`. */
export interface CreateManyInput extends InputOf<typeof createManyInput> {}
/** Creates several users in one call. */
export const createMany = defineEndpoint<CreateManyInput, User[]>({
  id: "users.createMany",
  method: "POST",
  path: "users",
  bodyForm: "bare",
  pickedBy: "users",
  summary: "Creates several users in one call.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  inferred: ["status", "answer"],
  ...createManyInput,
  success: 201,
  response: z.array(User),
});

const updateInput = defineInput({
  params: { login: Login },
  body: {
    email: optional(notEmpty(z.string()), "E-mail address"),
    userRole: nullish(z.string(), "Role of a contributor and access groups, comma-separated; null when there are none"),
    userType: optional(z.enum(userTypes), "Contributor or PowerReader"),
    isEnabled: optional(z.boolean(), "False to disable the account; users cannot be deleted"),
  },
});
/** Input of `users.update`. */
export interface UpdateInput extends InputOf<typeof updateInput> {}
/** Changes the given fields of a user and returns the whole profile. */
export const update = defineEndpoint<UpdateInput, User>({
  id: "users.update",
  method: "PATCH",
  path: "users/{login}",
  summary: "Changes the given fields of a user and returns the whole profile.",
  access: "basic",
  safety: "idempotent",
  evidence: "doc",
  inferred: ["status"],
  ...updateInput,
  success: 200,
  response: User,
});

const createLoginTokenInput = defineInput({
  params: { login: Login },
  query: {
    exp: optional(GmtDateTime, "When the token stops working, GMT; in 30 minutes when absent"),
    muse: optional(QueryBoolean, "Whether the token works until it expires; only once when absent"),
  },
});
/** Input of `users.createLoginToken`. */
export interface CreateLoginTokenInput extends InputOf<typeof createLoginTokenInput> {}
/** Creates a token that logs a user in by a link. */
export const createLoginToken = defineEndpoint<CreateLoginTokenInput, LoginToken>({
  id: "users.createLoginToken",
  method: "GET",
  path: "users/{login}/tokens",
  summary: "Creates a token that logs a user in by a link.",
  description: "A GET that creates: each call makes another token.",
  access: "basic",
  safety: "unsafe",
  evidence: "doc",
  ...createLoginTokenInput,
  success: 200,
  response: LoginToken,
});
