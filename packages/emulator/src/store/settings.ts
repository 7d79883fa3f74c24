/** A few named values of the portal itself. */
import { text } from "./columns.js";
import type { Database } from "./database.js";

export interface SettingStore {
  get(name: "seed" | "statuses"): string | undefined;
  set(name: "seed" | "statuses", value: string): void;
}

export function createSettingStore(database: Database): SettingStore {
  const select = database.query("SELECT value FROM settings WHERE name = ?", (row) => text(row, "value"));
  const upsert = database.command(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  return {
    get: (name) => select.get(name),
    set(name, value) {
      upsert.run(name, value);
    },
  };
}
