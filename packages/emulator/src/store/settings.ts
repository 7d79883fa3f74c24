/** A few named values of the portal itself. */
import { nullableText } from "./columns.js";
import type { Database } from "./database.js";

export interface SettingStore {
  get(name: "seed" | "statuses"): string | undefined;
  set(name: "seed" | "statuses", value: string): void;
}

export function createSettingStore(database: Database): SettingStore {
  // There is a row in any case, so that the lack of a value is remembered, too.
  const select = database.query("SELECT (SELECT value FROM settings WHERE name = ?) AS value", (row) => ({
    value: nullableText(row, "value") ?? undefined,
  }));
  const find = database.remember(["settings"], select);
  const upsert = database.command(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  return {
    get: (name) => find(name)?.value,
    set(name, value) {
      upsert.run(name, value);
    },
  };
}
