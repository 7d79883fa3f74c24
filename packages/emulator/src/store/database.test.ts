import { setImmediate as turn } from "node:timers/promises";
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

test("what is written in the turn after is kept or lost with what was written before it", async () => {
  const { database, set, names } = openSettings();
  set("a");
  const first = database.committed();
  await turn();
  set("b");
  database.execute("PRAGMA defer_foreign_keys = ON; INSERT INTO chunks VALUES (9, 0, x'00')");
  await expect(first).rejects.toThrow("FOREIGN KEY");
  expect(names()).toEqual([]);
});

describe("what is remembered", () => {
  function openColours() {
    const database = openDatabase(null);
    const set = database.command("INSERT OR REPLACE INTO settings (name, value) VALUES ('colour', ?)");
    const select = database.query("SELECT value FROM settings WHERE name = ?", ({ value }) => ({ value }));
    const find = database.remember(["settings"], select);
    set.run("red");
    return { database, set: (colour: string) => set.run(colour), colour: () => find("colour")?.value };
  }

  test("is read once, and again when its table was written", () => {
    const { set, colour } = openColours();
    expect(colour()).toBe("red");
    set("green");
    expect(colour()).toBe("green");
  });

  test("is gone when it was deleted", () => {
    const { database, colour } = openColours();
    expect(colour()).toBe("red");
    database.command("DELETE FROM settings").run();
    expect(colour()).toBeUndefined();
  });

  test("does not outlive a write that was undone", async () => {
    const { database, set, colour } = openColours();
    await database.committed();
    const failing = () => {
      set("green");
      throw new Error(String(colour()));
    };
    expect(() => database.transaction(failing)).toThrow("green");
    expect(colour()).toBe("red");
  });

  test("does not outlive a write that could not be kept", async () => {
    const { database, set, colour } = openColours();
    await database.committed();
    set("green");
    expect(colour()).toBe("green");
    database.execute("PRAGMA defer_foreign_keys = ON; INSERT INTO chunks VALUES (9, 0, x'00')");
    expect(colour()).toBe("green");
    await expect(database.committed()).rejects.toThrow("FOREIGN KEY");
    expect(colour()).toBe("red");
  });

  test("follows what is done past all stores", () => {
    const { database, colour } = openColours();
    expect(colour()).toBe("red");
    database.execute("UPDATE settings SET value = 'blue'");
    expect(colour()).toBe("blue");
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
