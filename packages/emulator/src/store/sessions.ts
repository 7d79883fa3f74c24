/** Readers who are logged in on the pages. */
import { text } from "./columns.js";
import type { Database } from "./database.js";

export interface SessionStore {
  /** Begins a session; the ones that have ended by now are forgotten. */
  insert(hash: Uint8Array, login: string, expiresOn: number, now: number): void;
  /** The login of the reader. */
  find(hash: Uint8Array, now: number): string | undefined;
  delete(hash: Uint8Array): void;
}

export function createSessionStore(database: Database): SessionStore {
  const insert = database.command("INSERT INTO sessions (hash, login, expires_on) VALUES (?, ?, ?)");
  const deleteExpired = database.command("DELETE FROM sessions WHERE expires_on <= ?");
  const select = database.query("SELECT login FROM sessions WHERE hash = ? AND expires_on > ?", (row) =>
    text(row, "login"),
  );
  const deleteOne = database.command("DELETE FROM sessions WHERE hash = ?");
  return {
    insert(hash, login, expiresOn, now) {
      database.transaction(() => {
        deleteExpired.run(now);
        insert.run(hash, login, expiresOn);
      });
    },
    find: (hash, now) => select.get(hash, now),
    delete(hash) {
      deleteOne.run(hash);
    },
  };
}
