/** Contributors and power readers. */
import { users } from "@clickhelp-js/protocol";
import { forbidden, notFound } from "../api-error.js";
import { implement, signedIn } from "../portal.js";
import { toUser } from "../represent.js";

const list = implement(users.list, ({ portal }) => ({ value: portal.store.users.list().map(toUser) }));

const get = implement(users.get, (call, { login }) => {
  const caller = signedIn(call);
  if (caller.role === "reviewer" && caller.login !== login) {
    throw forbidden("You have no permission to perform this action: a reviewer may read no profile but their own.");
  }
  const user = call.portal.store.users.get(login);
  if (!user) throw notFound(`There is no user with the login "${login}".`);
  return { value: toUser(user) };
});

export const userHandlers = [list, get];
