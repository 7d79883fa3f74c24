/** API keys, as contributors make them: the key goes out by mail, a hash of it is kept, and only the latest one works. */
import type { Portal } from "../portal.js";
import { hashSecret, makeSecret } from "../secrets.js";
import type { UserRecord } from "../store/users.js";

const keyLength = 32;

export function resetApiKey({ store, clock }: Portal, { login, info }: UserRecord, origin: string): void {
  const key = makeSecret(keyLength);
  const body = ["You have a new API key.", "", `Portal: ${origin}`, `Login: ${login}`, `API key: ${key}`, ""].join(
    "\n",
  );
  const mail = { recipient: info.email, subject: "Your API key", body, sentOn: new Date(clock.now()) };
  store.database.transaction(() => {
    store.users.setKeyHash(login, hashSecret(key));
    store.mails.insert(mail);
  });
}
