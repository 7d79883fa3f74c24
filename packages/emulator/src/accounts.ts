/** The accounts that a portal began with, and what can still be told of their keys. */
import { isSecret } from "./secrets.js";
import type { WholeUser } from "./seeds/portal-seed.js";
import type { UserStore } from "./store/users.js";

/** An account that can be used for trying things out. */
export interface Account {
  readonly login: string;
  /** Null for somebody who has none, and when {@link isKeyUnknown}. */
  readonly apiKey: string | null;
  /**
   * Whether there is a key that cannot be told: that of the first start, with another seed, or a later one. Of keys, only
   * hashes are kept.
   */
  readonly isKeyUnknown: boolean;
  /** Whether the key was made on the profile page: `outbox()` and `GET /__emulator/outbox` have the mail with it. */
  readonly isKeyMadeLater: boolean;
  /** For logging in on the pages; null for somebody who can only do so by a login token, or whose password cannot be told. */
  readonly password: string | null;
  /** What the account is good for, one sentence. */
  readonly purpose: string;
}

/** Lists the accounts, with those keys and passwords of the seed that are really theirs. */
export function listAccounts(users: UserStore, seed: readonly WholeUser[]): Account[] {
  const seeded = new Map(seed.map((user) => [user.login, user]));
  return [...users.listBatches()].flat().flatMap((user) => {
    const { login, purpose, keyHash, isKeyMadeLater, passwordHash } = user;
    if (purpose === null) return [];
    const { apiKey, password } = seeded.get(login) ?? {};
    const known = knownSecret(apiKey, keyHash);
    const isKeyUnknown = keyHash !== null && known === null;
    const secrets = { apiKey: known, isKeyUnknown, isKeyMadeLater, password: knownSecret(password, passwordHash) };
    return [{ login, ...secrets, purpose }];
  });
}

function knownSecret(secret: string | null | undefined, hash: Uint8Array | null): string | null {
  return secret && isSecret(secret, hash) ? secret : null;
}
