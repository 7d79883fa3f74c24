/** Tokens that log users in by a link. Kept as hashes only. */
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
}

export function createLoginTokenStore(database: Database): LoginTokenStore {
  const insert = database.command(
    "INSERT INTO login_tokens (hash, login, expires_on, is_multi_use) VALUES (?, ?, ?, ?)",
  );
  return {
    insert({ hash, login, expiresOn, isMultiUse }) {
      insert.run(hash, login, expiresOn.getTime(), isMultiUse ? 1 : 0);
    },
  };
}
