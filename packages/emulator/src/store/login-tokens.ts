/** Tokens that log users in by a link. Kept as hashes only. */
import { flag, text } from "./columns.js";
import type { Database } from "./database.js";

export interface LoginTokenRecord {
  /** SHA-256 of the token. */
  hash: Uint8Array;
  login: string;
  expiresOn: Date;
  isMultiUse: boolean;
}

export interface LoginTokenStore {
  insert(token: LoginTokenRecord): void;
  /** Uses a token up, unless it may be used again, and gives its login; undefined when there is none, or not any more. */
  redeem(hash: Uint8Array, now: number): string | undefined;
}

export function createLoginTokenStore(database: Database): LoginTokenStore {
  const insert = database.command(
    "INSERT INTO login_tokens (hash, login, expires_on, is_multi_use) VALUES (?, ?, ?, ?)",
  );
  const select = database.query("SELECT * FROM login_tokens WHERE hash = ?", (row) => ({
    login: text(row, "login"),
    isMultiUse: flag(row, "is_multi_use"),
  }));
  const deleteOne = database.command("DELETE FROM login_tokens WHERE hash = ?");
  const deleteExpired = database.command("DELETE FROM login_tokens WHERE expires_on <= ?");
  return {
    insert({ hash, login, expiresOn, isMultiUse }) {
      insert.run(hash, login, expiresOn.getTime(), isMultiUse ? 1 : 0);
    },
    redeem(hash, now) {
      return database.transaction(() => {
        deleteExpired.run(now);
        const token = select.get(hash);
        if (token && !token.isMultiUse) deleteOne.run(hash);
        return token?.login;
      });
    },
  };
}
