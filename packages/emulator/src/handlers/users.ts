/** Contributors and power readers. */
import { users } from "@clickhelp-js/protocol";
import { badRequest, conflict, notFound } from "../api-error.js";
import { mapBatches } from "../batches.js";
import { checkNewLogin } from "../check-id.js";
import { isWriter, refusal } from "../permissions.js";
import { implement, signedIn, type Call } from "../portal.js";
import { toApiUrl, toUser } from "../represent.js";
import { checkRoleNames, parseRoles } from "../roles.js";
import { hashSecret, makeSecret } from "../secrets.js";
import type { Mail } from "../store/mails.js";
import type { UserRecord } from "../store/users.js";

function find({ portal }: Call, login: string): UserRecord {
  const user = portal.store.users.get(login);
  if (!user) throw notFound(`There is no user with the login "${login}".`);
  return user;
}

const list = implement(users.list, ({ portal }) => ({
  batches: mapBatches(portal.store.users.listBatches(), (batch) => batch.map(toUser)),
}));

const get = implement(users.get, (call, { login }) => {
  const caller = signedIn(call);
  if (!isWriter(caller.role) && caller.login !== login) {
    throw refusal(caller, "a reviewer may read no profile but their own");
  }
  return { value: toUser(find(call, login)) };
});

const create = implement(users.create, (call, input) => {
  insert(call, input);
  const location = toApiUrl(call.origin, "users", input.userName);
  return { value: toUser(find(call, input.userName)), location };
});

/** All of them are made, or none. */
const createMany = implement(users.createMany, (call, input) => {
  refuseRepeated(input.users.map(({ userName }) => userName));
  call.portal.store.database.transaction(() => {
    for (const user of input.users) insert(call, user);
  });
  const value = input.users.map(({ userName }) => toUser(find(call, userName)));
  return { value, location: toApiUrl(call.origin, "users") };
});

function refuseRepeated(logins: readonly string[]): void {
  const known = new Set<string>();
  for (const login of logins) {
    if (known.has(login)) throw conflict(`The login "${login}" stands more than once in the list.`);
    known.add(login);
  }
}

const passwordLength = 16;

/**
 * A new user has no key: keys are made on the profile page. The password goes out by mail, that is to the outbox; with
 * `isDontSendEmail` nobody ever learns it.
 */
function insert(call: Call, input: users.CreateInput): void {
  const { portal } = call;
  const { userName, userInfo, userType: type = "PowerReader", isDontSendEmail = false } = input;
  const role = toRole(input.userRole);
  checkRoleNames(type, role);
  const login = checkNewLogin("userName", userName);
  if (portal.store.users.get(login)) throw conflict(`There is a user with the login "${login}" already.`);
  const { email, firstName = "", middleName = "", lastName = "" } = userInfo;
  const password = makeSecret(passwordLength);
  portal.store.users.insert({
    login,
    type,
    role,
    isEnabled: true,
    keyHash: null,
    passwordHash: isDontSendEmail ? null : hashSecret(password),
    info: { about: null, email, firstName, middleName, lastName },
    lastActivity: null,
    purpose: null,
  });
  if (!isDontSendEmail) portal.store.mails.insert(welcome(call, { recipient: email, login, password }));
}

function welcome({ portal, origin }: Call, to: { recipient: string; login: string; password: string }): Mail {
  const lines = ["An account has been made for you.", "", `Portal: ${origin}/login`];
  const body = [...lines, `Login: ${to.login}`, `Password: ${to.password}`, ""].join("\n");
  return { recipient: to.recipient, subject: "Your account", body, sentOn: new Date(portal.clock.now()) };
}

/** Without roles and groups, a profile has null. */
function toRole(userRole: string | null | undefined): string | null {
  return userRole?.trim() ? userRole : null;
}

const update = implement(users.update, (call, { login, email, userRole, userType, isEnabled }) => {
  const user = find(call, login);
  const changed = {
    ...user,
    type: userType ?? user.type,
    role: userRole === undefined ? user.role : toRole(userRole),
    isEnabled: isEnabled ?? user.isEnabled,
    info: { ...user.info, email: email ?? user.info.email },
  };
  // What was there before may stay: its owner can still be disabled, or get another address.
  if (changed.type !== user.type || changed.role !== user.role) checkRoleNames(changed.type, changed.role);
  if (isAdministrator(user) && !isAdministrator(changed)) refuseLastAdministrator(call, login);
  call.portal.store.users.update(login, changed);
  return { value: toUser(find(call, login)) };
});

function isAdministrator({ type, role, isEnabled }: UserRecord): boolean {
  return isEnabled && type === "Contributor" && parseRoles(role).role === "administrator";
}

/** Without an administrator, nobody could make one again. */
function refuseLastAdministrator({ portal }: Call, login: string): void {
  for (const batch of portal.store.users.listBatches()) {
    if (batch.some((user) => user.login !== login && isAdministrator(user))) return;
  }
  throw conflict(`"${login}" is the only enabled administrator. Make another user one first.`);
}

/** How long a token works when nothing else is wanted, in milliseconds. */
const tokenLife = 30 * 60_000;
const tokenLength = 32;

const createLoginToken = implement(users.createLoginToken, (call, { login, exp, muse = false }) => {
  const { store, clock } = call.portal;
  const user = find(call, login);
  if (!user.isEnabled) throw badRequest(`The account "${login}" is disabled, so a token could not log it in.`);
  // The wire has whole seconds; the token must not work longer than it says.
  const expiresOn = exp ?? new Date(Math.floor((clock.now() + tokenLife) / 1000) * 1000);
  if (expiresOn.getTime() <= clock.now()) throw badRequest('The query parameter "exp" names a moment in the past.');
  const token = makeSecret(tokenLength);
  store.loginTokens.insert({ hash: hashSecret(token), login, expiresOn, isMultiUse: muse });
  return { value: { expirationDate: expiresOn, isMultiUse: muse, token, userName: login } };
});

export const userHandlers = [list, get, create, createMany, update, createLoginToken];
