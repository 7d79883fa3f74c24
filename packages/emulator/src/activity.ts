/** Remembers when users were last active, without a write for every request. */
import type { Clock } from "./clock.js";
import type { UserStore } from "./store/users.js";

/** Milliseconds within which a second request is not noted. */
const precision = 60_000;

export interface ActivityLog {
  /** Notes that a user was active just now. */
  readonly note: (login: string) => void;
  /** For when the users have been replaced. */
  readonly forget: () => void;
}

export function createActivityLog(users: UserStore, clock: Clock): ActivityLog {
  const noted = new Map<string, number>();
  return {
    note(login) {
      const now = clock.now();
      if (Math.abs(now - (noted.get(login) ?? -Infinity)) < precision) return;
      noted.set(login, now);
      users.setLastActivity(login, now);
    },
    forget() {
      noted.clear();
    },
  };
}
