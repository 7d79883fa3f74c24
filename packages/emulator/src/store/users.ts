/** Accounts. Keys are kept as hashes only. */
import type { UserType } from "@clickhelp-js/protocol";
import { flag, nullableBytes, nullableDate, nullableText, rowNumber, text, type Row } from "./columns.js";
import type { Database } from "./database.js";
import { readInBatches, wantedFrom } from "./row-numbers.js";

/** The personal part of a profile that is stored; the rest has fixed values. */
export interface UserInfoRecord {
  about: string | null;
  email: string;
  firstName: string;
  lastName: string;
  middleName: string;
}

export interface UserRecord {
  login: string;
  type: UserType;
  /** Role and access groups, comma-separated. */
  role: string | null;
  isEnabled: boolean;
  /** SHA-256 of the API key; null when the user has none. */
  keyHash: Uint8Array | null;
  /** Whether that key was made on the profile page. */
  isKeyMadeLater: boolean;
  /** SHA-256 of the password for the pages; null when nobody knows one. */
  passwordHash: Uint8Array | null;
  info: UserInfoRecord;
  lastActivity: Date | null;
  /** What an account that the portal began with is good for; null for users who came later. */
  purpose: string | null;
}

export type NewUser = Omit<UserRecord, "isKeyMadeLater">;
export type UserChanges = Pick<UserRecord, "type" | "role" | "isEnabled" | "info">;

export interface UserStore {
  /** All, oldest first, in batches, each read when it is asked for. */
  listBatches(): Iterable<UserRecord[]>;
  get(login: string): Readonly<UserRecord> | undefined;
  insert(user: NewUser): void;
  update(login: string, changes: UserChanges): void;
  /** Gives the user another key than that of the first start. */
  setKeyHash(login: string, keyHash: Uint8Array): void;
  setLastActivity(login: string, moment: number): void;
}

function toUser(row: Row): UserRecord {
  return {
    login: text(row, "login"),
    type: text(row, "type") === "Contributor" ? "Contributor" : "PowerReader",
    role: nullableText(row, "role"),
    isEnabled: flag(row, "is_enabled"),
    keyHash: nullableBytes(row, "key_hash"),
    isKeyMadeLater: flag(row, "is_key_made_later"),
    passwordHash: nullableBytes(row, "password_hash"),
    info: JSON.parse(text(row, "info")) as UserInfoRecord,
    lastActivity: nullableDate(row, "last_activity"),
    purpose: nullableText(row, "purpose"),
  };
}

export function createUserStore(database: Database): UserStore {
  const selectRows = database.query("SELECT row FROM users ORDER BY row", rowNumber);
  const selectWanted = database.query(`SELECT users.* FROM ${wantedFrom("users")} ORDER BY wanted.key`, toUser);
  const get = database.remember(["users"], database.query("SELECT * FROM users WHERE login = ?", toUser));
  const insert = database.command(
    `INSERT INTO users (login, type, role, is_enabled, key_hash, password_hash, info, last_activity, purpose)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.command("UPDATE users SET type = ?, role = ?, is_enabled = ?, info = ? WHERE login = ?");
  const updateKey = database.command("UPDATE users SET key_hash = ?, is_key_made_later = 1 WHERE login = ?");
  const updateActivity = database.command("UPDATE users SET last_activity = ? WHERE login = ?");
  return {
    listBatches: () => readInBatches(selectRows.iterate(), selectWanted),
    get,
    insert(user) {
      const { login, type, role, isEnabled, keyHash, passwordHash, info, lastActivity, purpose } = user;
      const activity = lastActivity?.getTime() ?? null;
      insert.run(login, type, role, isEnabled ? 1 : 0, keyHash, passwordHash, JSON.stringify(info), activity, purpose);
    },
    update(login, { type, role, isEnabled, info }) {
      update.run(type, role, isEnabled ? 1 : 0, JSON.stringify(info), login);
    },
    setKeyHash(login, keyHash) {
      updateKey.run(keyHash, login);
    },
    setLastActivity(login, moment) {
      updateActivity.run(moment, login);
    },
  };
}
