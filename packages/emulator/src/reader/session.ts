/** Who is reading: sessions in a cookie, begun by a password or a login token. */
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Portal } from "../portal.js";
import { hashSecret, isSecret, makeSecret } from "../secrets.js";
import type { UserRecord } from "../store/users.js";
import type { ReaderContext } from "./page.js";

const cookie = "ch_session";
const secretLength = 43;
/** Milliseconds. */
const sessionLife = 12 * 60 * 60_000;

/** The reader who is logged in; disabling an account ends its sessions. */
export function findReader({ store, clock, noteActivity }: Portal, context: ReaderContext): UserRecord | null {
  const secret = getCookie(context, cookie, "host");
  if (secret === undefined) return null;
  const login = store.sessions.find(hashSecret(secret), clock.now());
  const user = login === undefined ? undefined : store.users.get(login);
  if (!user?.isEnabled) return null;
  noteActivity(user.login);
  return user;
}

/** Takes a password; undefined when login or password are wrong, or the account is disabled. */
export function checkPassword({ store }: Portal, login: string, password: string): UserRecord | undefined {
  const user = store.users.get(login);
  const isRight = isSecret(password, user?.passwordHash ?? null);
  return isRight && user?.isEnabled === true ? user : undefined;
}

/** Takes a login token and, unless it may be used again, uses it up; undefined when it does not work. */
export function redeemToken({ store, clock }: Portal, token: string): UserRecord | undefined {
  const login = store.loginTokens.redeem(hashSecret(token), clock.now());
  const user = login === undefined ? undefined : store.users.get(login);
  return user?.isEnabled === true ? user : undefined;
}

/** `Lax`, so that a link on another site finds the reader logged in, but a form or a frame there does not. */
export function logIn({ store, clock, noteActivity }: Portal, context: ReaderContext, user: UserRecord): void {
  logOut({ store }, context);
  const secret = makeSecret(secretLength);
  store.sessions.insert(hashSecret(secret), user.login, clock.now() + sessionLife, clock.now());
  noteActivity(user.login);
  setCookie(context, cookie, secret, { prefix: "host", httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
}

export function logOut({ store }: Pick<Portal, "store">, context: ReaderContext): void {
  const secret = getCookie(context, cookie, "host");
  if (secret === undefined) return;
  store.sessions.delete(hashSecret(secret));
  deleteCookie(context, cookie, { prefix: "host", secure: true, path: "/" });
}
