/** Finds out who is calling: login and API key in a Basic `Authorization` header. */
import { isUtf8 } from "node:buffer";
import { forbidden, unauthorized } from "./api-error.js";
import type { PortalRequest } from "./portal-request.js";
import { parseRoles, type Role } from "./roles.js";
import { hashSecret, isHash } from "./secrets.js";
import type { UserRecord, UserStore } from "./store/users.js";

/** A contributor who proved who they are. */
export interface Caller {
  readonly login: string;
  readonly role: Role;
  readonly groups: readonly string[];
}

/**
 * Gives the caller, or null when the request has no credentials and `isAnonymousAllowed`.
 * Throws 401 or 403, with a message that tells the documented cases apart.
 */
export function authenticate(
  { headers }: Pick<PortalRequest, "headers">,
  users: UserStore,
  isAnonymousAllowed: boolean,
): Caller | null {
  const header = headers.get("Authorization");
  if (header === null) {
    if (isAnonymousAllowed) return null;
    throw unauthorized("No login information is provided.");
  }
  const basic = readBasic(header);
  if ("problem" in basic) throw unauthorized(`The Authorization header is corrupted: ${basic.problem}.`);
  const user = users.get(basic.login);
  const isKeyRight = isHash(basic.keyHash, user?.keyHash ?? null);
  if (!user || !isKeyRight) throw unauthorized("The login or API key is invalid.");
  return toCaller(user);
}

/** By the record, of which there is another one as soon as anything of a user changes. */
const callers = new WeakMap<UserRecord, Caller>();

function toCaller(user: UserRecord): Caller {
  const known = callers.get(user);
  if (known) return known;
  if (!user.isEnabled) throw unauthorized("The user account is disabled.");
  if (user.type !== "Contributor") {
    throw forbidden("You have no permission to work with the API: this account is a power reader.");
  }
  const caller = { login: user.login, ...parseRoles(user.role) };
  callers.set(user, caller);
  return caller;
}

/** What a header has, or what is wrong with it. */
type Basic = { readonly login: string; readonly keyHash: Uint8Array } | { readonly problem: string };

/** By header: nearly every request has the one of a request before it. */
const read = new Map<string, Basic>();

/** Then all are forgotten, so that they never fill the memory. */
const mostRead = 100;

/** Reads an `Authorization` header. Whether there is such a login, and whether the key is its own, is another question. */
export function readBasic(header: string): Basic {
  const known = read.get(header);
  if (known) return known;
  const basic = parseBasic(header);
  if (read.size >= mostRead) read.clear();
  read.set(header, basic);
  return basic;
}

function parseBasic(header: string): Basic {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim()) ?? [];
  if (encoded === undefined) return { problem: 'it is not "Basic" followed by base64 text' };
  const decoded = decodeCredentials(encoded);
  const colon = decoded.indexOf(":");
  if (colon === -1) return { problem: "there is no colon between login and API key" };
  return { login: decoded.slice(0, colon), keyHash: hashSecret(decoded.slice(colon + 1)) };
}

/** Login and key with a colon in between. Many programs write the letters of Western Europe in one byte each. */
function decodeCredentials(encoded: string): string {
  const bytes = Buffer.from(encoded, "base64");
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}
