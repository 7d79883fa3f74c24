import { describe, expect, test } from "vitest";
import { createTestPortal } from "../../test/test-portal.js";
import { openDatabase, type Database } from "./database.js";

function openSettings(): { database: Database; set: (name: string) => void; names: () => unknown[] } {
  const database = openDatabase(null);
  const insert = database.command("INSERT INTO settings (name, value) VALUES (?, '')");
  const select = database.query("SELECT name FROM settings ORDER BY name", ({ name }) => name);
  return { database, set: (name) => insert.run(name), names: () => select.all() };
}

describe("what is written in one turn", () => {
  test("is kept together, and a failure undoes its own part only", async () => {
    const { database, set, names } = openSettings();
    set("a");
    const failing = () => {
      set("b");
      throw new Error("no");
    };
    expect(() => database.transaction(failing)).toThrow("no");
    database.transaction(() => {
      set("c");
    });
    await database.committed();
    expect(names()).toEqual(["a", "c"]);
  });

  test("is lost together when it cannot be kept, and nobody is told otherwise", async () => {
    const { database, set, names } = openSettings();
    set("a");
    await database.committed();
    set("b");
    database.execute("PRAGMA defer_foreign_keys = ON; INSERT INTO chunks VALUES (9, 0, x'00')");
    await expect(database.committed()).rejects.toThrow("FOREIGN KEY");
    expect(names()).toEqual(["a"]);
    set("c");
    await database.committed();
    expect(names()).toEqual(["a", "c"]);
  });

  test("is reported as lost when a failure ends the transaction, without what comes after", async () => {
    const { database, set, names } = openSettings();
    set("a");
    const first = database.committed();
    database.execute("ROLLBACK");
    set("b");
    await expect(first).rejects.toThrow("undid");
    await database.committed();
    expect(names()).toEqual(["b"]);
  });
});

test("of requests that come at once, the one that fails undoes nothing of the others", async () => {
  const portal = createTestPortal();
  const user = (userName: string) => ({ userName, userInfo: { email: `${userName}@portal.example` } });
  const [good, bad, last] = await Promise.all([
    portal.call("POST users", { body: user("one") }),
    portal.call("POST users", { body: [user("two"), user("one")] }),
    portal.call("POST users", { body: user("three") }),
  ]);
  expect([good.status, bad.status, last.status]).toEqual([201, 409, 201]);
  const statuses = ["one", "two", "three"].map(async (login) => (await portal.call(`GET users/${login}`)).status);
  expect(await Promise.all(statuses)).toEqual([200, 404, 200]);
});
