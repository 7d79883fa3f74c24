import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReader, makeToken } from "../test/reader.js";
import { basic, createSlowPortal, createTestPortal, fields, items } from "../test/test-portal.js";
import { testSeed } from "../test/test-seed.js";
import { createEmulator, EmulatorError, type Emulator, type Snapshot } from "./index.js";
import { migrations } from "./store/migrations.js";

let folder = "";
const open: Emulator[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  rmSync(folder, { recursive: true });
});

function createPersistent(more = {}) {
  const portal = createTestPortal({ dataDir: join(folder, "data"), ...more });
  open.push(portal.emulator);
  return portal;
}

/** What a data directory has when its portal is closed. */
const files = ["portal.db", "portal.db-lock"];

function makeDatabase(file: string, application: number, version: number): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA application_id = ${application}; PRAGMA user_version = ${version}; CREATE TABLE x (y)`);
  database.close();
}

describe("a data directory", () => {
  test("keeps everything, and the accounts' keys, until the next start", async () => {
    const first = createPersistent();
    await first.createTopic("kept", { title: "Kept" });
    await first.call("POST storage/a.txt?format=base64", { body: { content: "aGk=" } });
    const before = (await first.call("GET projects/manual/articles")).json;
    await first.emulator.close();

    const second = createPersistent();
    expect((await second.call("GET projects/manual/articles")).json).toEqual(before);
    expect((await second.call("GET storage/a.txt?format=base64")).json).toMatchObject({ content: "aGk=" });
    expect((await second.call("GET projects", { as: "author" })).status).toBe(200);
  });

  test("without a name is none, and nothing is written where the program happens to be", () => {
    const before = readdirSync(".");
    expect(() => createEmulator({ dataDir: "" })).toThrow(/The data directory has an empty name/);
    expect(readdirSync(".")).toEqual(before);
  });

  test("is told from a new one when it has a portal already", async () => {
    const first = createPersistent();
    expect(first.emulator.isNew).toBe(true);
    await first.emulator.close();
    expect(createPersistent().emulator.isNew).toBe(false);
  });

  test("keeps its content whatever seed is asked for later", async () => {
    const first = createPersistent({ seed: "sample" });
    const before = (await first.call("GET projects")).json;
    const { accounts } = first.emulator;
    await first.emulator.close();
    const second = createPersistent({ seed: "empty" });
    expect((await second.call("GET projects")).json).toEqual(before);
    expect(second.emulator.accounts).toEqual(accounts);
  });

  test("announces its own accounts whatever seed is asked for later, and of keys only those that are theirs", async () => {
    const own = (login: string, apiKey: string | null, userRole: string) => ({
      ...{ login, apiKey, userRole, purpose: `The ${login} of the first start.` },
      ...{ userType: "Contributor" as const, email: "a@portal.example", firstName: "A", lastName: "B" },
    });
    const users = [own("admin", "own-admin-key", "Administrator"), own("guest", null, "Reviewer")];
    const seed = { users, projects: [], publications: [], files: [] };
    const first = createPersistent({ seed });
    await first.call("POST users", {
      body: { userName: "author", userInfo: { email: "b@portal.example" }, userType: "Contributor" },
      headers: { Authorization: basic("admin", "own-admin-key") },
    });
    await first.emulator.close();
    const unknown = { apiKey: null, isKeyMadeLater: false, password: null };
    for (const other of ["sample", "empty", { ...seed, users: [own("admin", "another-key", "Administrator")] }]) {
      const later = createPersistent({ seed: other });
      expect(later.emulator.accounts).toEqual([
        ...[{ login: "admin", ...unknown, isKeyUnknown: true, purpose: users[0]?.purpose }],
        ...[{ login: "guest", ...unknown, isKeyUnknown: false, purpose: users[1]?.purpose }],
      ]);
      await later.emulator.close();
    }
    const again = createPersistent({ seed });
    expect(again.emulator.accounts[0]).toMatchObject({ apiKey: "own-admin-key", isKeyUnknown: false });
  });

  test("of an earlier version keeps its accounts, its words to search for, and the uploads that are under way", async () => {
    const first = createPersistent();
    await first.call("POST storage/a.bin?format=resumable");
    await first.createTopic("quince", { body: "<p>Quinces</p>" });
    await first.call("GET search?q=quinces");
    const author = createReader(first);
    await author.visit(`/?t=${await makeToken(first, "author")}`);
    await author.submit("/profile/api-key", {});
    await first.emulator.close();
    const database = new DatabaseSync(join(folder, "data", "portal.db"));
    const [initial = ""] = migrations;
    const words = initial.slice(initial.indexOf("CREATE VIRTUAL TABLE"), initial.indexOf("-- Contents"));
    database.exec(`ALTER TABLE users DROP COLUMN purpose; ALTER TABLE users DROP COLUMN is_key_made_later;
                   ALTER TABLE uploads DROP COLUMN total; ALTER TABLE uploads DROP COLUMN touched_on;
                   ALTER TABLE topics ADD COLUMN plain_text TEXT NOT NULL DEFAULT '';
                   UPDATE topics SET plain_text = (SELECT plain_text FROM topic_texts WHERE row = topics.row);
                   DROP TABLE topics_words; DROP TABLE topic_texts; DROP TABLE unread_topics;
                   DROP TRIGGER topics_insert; DROP TRIGGER topics_update; DROP TRIGGER topics_delete;
                   ${words} INSERT INTO topics_words (topics_words) VALUES ('rebuild');
                   PRAGMA user_version = 5`);
    database.close();
    const second = createPersistent();
    expect(second.emulator.accounts[0]).toMatchObject({ login: "admin", apiKey: "emulator-admin-key" });
    const withLaterKeys = second.emulator.accounts.filter(({ isKeyMadeLater }) => isKeyMadeLater);
    expect(withLaterKeys.map(({ login }) => login)).toEqual(["author"]);
    expect(items((await second.call("GET search?q=quinces")).json)).toMatchObject([{ id: "quince" }]);
    const headers = { "Content-Range": "bytes 0-0/1", "Content-Type": "application/octet-stream" };
    const sent = await second.call("PUT storage/a.bin?format=resumable", { body: Buffer.from("a"), headers });
    expect(sent.status).toBe(200);
  });

  test("is for one emulator at a time", () => {
    createPersistent();
    expect(() => createPersistent()).toThrow(EmulatorError);
    expect(() => createPersistent()).toThrow(/Another emulator is using .*another data directory/);
  });

  test.skipIf(process.platform === "win32")(
    "is for one emulator also while the file of a restore takes the place of the one before",
    () => {
      createPersistent();
      renameSync(join(folder, "data", "portal.db"), join(folder, "data", "before.db"));
      expect(() => createPersistent()).toThrow(/Another emulator is using/);
    },
  );

  test("is for one process also after this one was refused it a second time", () => {
    createPersistent();
    expect(() => createPersistent()).toThrow(EmulatorError);
    const open = 'import { openDatabase } from "./store/database.ts"; openDatabase(process.argv[1]);';
    const hooks = pathToFileURL(join(import.meta.dirname, "..", "test", "source-hooks.ts")).href;
    const file = join(folder, "data", "portal.db");
    const parameters = ["--import", hooks, "--input-type=module", "--eval", open, file];
    const { stderr } = spawnSync(process.execPath, parameters, { cwd: import.meta.dirname, encoding: "utf8" });
    expect(stderr).toContain("Another emulator is using");
  });

  test("is free once a close is done, whichever of several that were asked for", async () => {
    const { emulator } = createPersistent();
    await emulator.listen();
    const first = emulator.close();
    await emulator.close();
    createPersistent();
    await first;
  });

  test("can be read by its owner only", () => {
    createPersistent();
    expect(statSync(join(folder, "data")).mode & 0o077).toBe(0);
    for (const name of files) expect(statSync(join(folder, "data", name)).mode & 0o077).toBe(0);
  });

  test("a finished task that nobody has read is still there after a restart", async () => {
    const first = createPersistent();
    const started = await first.call("POST projects/manual?action=publish", { body: { pubId: "p", pubName: "P" } });
    await first.run("POST projects/manual?action=publish", { pubId: "q", pubName: "Q" });
    await first.emulator.close();
    const second = createPersistent();
    expect((await second.call(`GET ${String(started.headers.get("Location"))}`)).json).toMatchObject({
      isSucceeded: true,
    });
  });

  test("a task that a stop interrupted has failed, and nothing of it is to be seen", async () => {
    const first = createSlowPortal({ dataDir: join(folder, "data") });
    const started = await first.call("POST projects/manual?action=publish", { body: { pubId: "p", pubName: "P" } });
    await first.emulator.close();
    const second = createPersistent();
    const status = await second.call(`GET ${String(started.headers.get("Location"))}`);
    expect(status.json).toMatchObject({ isSucceeded: false, isWorking: false });
    expect(status.text).toContain("Interrupted");
    expect((await second.call("GET projects/p")).status).toBe(404);
    await second.run("POST projects/manual?action=publish", { pubId: "p", pubName: "P" });
    expect((await second.call("GET projects/p")).status).toBe(200);
  });

  test("closing while an export runs takes no more than a moment", async () => {
    const first = createPersistent({ seed: "sample" });
    const body = { format: "Pdf", outputFileName: "Storage/out.pdf" };
    const started = await first.call("POST projects/wren-user-guide?action=export", { body });
    const path = `GET ${String(started.headers.get("Location"))}`;
    // Until the thread that makes the document is at work.
    for (let text = ""; !/Composing|Laying/.test(text); text = (await first.call(path)).text) await turn();
    const before = performance.now();
    await first.emulator.close();
    expect(performance.now() - before).toBeLessThan(1000);

    const second = createPersistent();
    expect((await second.call(path)).json).toMatchObject({ isSucceeded: false });
    expect((await second.call("GET storage/out.pdf")).status).toBe(404);
  });

  test.each([
    [
      "no database",
      (file: string) => {
        writeFileSync(file, "x".repeat(5000));
      },
      "not a database",
    ],
    [
      "somebody else's",
      (file: string) => {
        makeDatabase(file, 7, 0);
      },
      "another program",
    ],
    [
      "of a newer version",
      (file: string) => {
        makeDatabase(file, 0x434c4850, 999);
      },
      "newer version",
    ],
    [
      "a folder",
      (file: string) => {
        mkdirSync(file);
      },
      "another",
    ],
  ])("a file that is %s is refused and left alone", (_what, prepare, words) => {
    const file = join(folder, "portal.db");
    prepare(file);
    const before = statSync(file).isFile() ? readFileSync(file) : undefined;
    expect(() => createEmulator({ dataDir: folder })).toThrow(new RegExp(words));
    if (before) expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("that cannot be made is refused", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => createEmulator({ dataDir: join(folder, "file", "data") })).toThrow("Give another one");
  });

  test("is neither made nor locked for the sake of a fault that is no rule", () => {
    expect(() => createPersistent({ faults: [{ effect: { kind: "status", status: 200 } }] })).toThrow(EmulatorError);
    expect(existsSync(join(folder, "data"))).toBe(false);
    expect(() => createPersistent()).not.toThrow();
  });

  test.runIf(process.platform === "linux")("in a folder that takes no others is refused", () => {
    expect(() => createEmulator({ dataDir: "/proc/portal/data" })).toThrow("Give another one");
  });

  test("is made with the folders above it, for its owner alone", async () => {
    const dataDir = join(folder, "above", "data");
    await createEmulator({ dataDir }).close();
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "above")).mode & 0o077).toBe(0);
  });
});

describe("seeds", () => {
  test("the empty one has one account and no projects", async () => {
    const portal = createTestPortal({ seed: "empty" });
    expect(portal.emulator.accounts).toMatchObject([{ login: "admin", apiKey: "emulator-admin-key" }]);
    expect((await portal.call("GET projects")).json).toEqual([]);
  });

  test("the sample has an account for every way in which callers are treated", async () => {
    const portal = createTestPortal({ seed: "sample" });
    const statuses = { admin: 200, author: 200, reviewer: 200, disabled: 401, former: 403 };
    for (const [login, status] of Object.entries(statuses)) {
      const account = portal.emulator.accounts.find((candidate) => candidate.login === login);
      expect(account?.apiKey).toBe(`emulator-${login}-key`);
      expect((await portal.call("GET projects", { as: login })).status).toBe(status);
    }
  });
});

describe("reset, snapshot and restore", () => {
  test("a reset begins with the seed again", async () => {
    const portal = createTestPortal();
    await portal.createTopic("x");
    await portal.call("DELETE storage/manual/engine.png");
    portal.emulator.reset();
    expect((await portal.call("GET projects/manual/articles/x")).status).toBe(404);
    expect((await portal.call("GET storage/manual/engine.png")).status).toBe(200);
  });

  test("a data directory that began with a seed of its own is reset to that seed or not at all", async () => {
    await createPersistent({ seed: testSeed }).emulator.close();
    for (const seed of [undefined, "sample", "empty"] as const) {
      const emulator = createEmulator({ dataDir: join(folder, "data"), ...(seed && { seed }) });
      open.push(emulator);
      expect(() => {
        emulator.reset();
      }).toThrow(/began with a seed of its own.*Nothing was changed/);
      expect(emulator.accounts.map(({ login }) => login)).toContain("partner");
      await emulator.close();
    }
    const again = createPersistent({ seed: testSeed });
    await again.call("DELETE projects/manual/articles/welcome");
    again.emulator.reset();
    expect((await again.call("GET projects/manual/articles/welcome")).status).toBe(200);
  });

  test("a data directory that began with a known seed is reset to that one, whatever is given later", async () => {
    await createPersistent({ seed: "empty" }).emulator.close();
    const later = createPersistent({ seed: testSeed });
    later.emulator.reset();
    expect((await later.call("GET projects")).json).toEqual([]);
  });

  test("a snapshot can be restored any number of times, also into another emulator", async () => {
    const portal = createTestPortal();
    const other = createTestPortal({ seed: "empty" });
    await portal.createTopic("x");
    const snapshot = portal.emulator.snapshot();
    const topics = (await portal.call("GET projects/manual/articles")).json;
    for (const target of [portal, portal, other]) {
      await target.call("DELETE projects/manual/articles/x");
      target.emulator.restore(snapshot);
      expect((await target.call("GET projects/manual/articles")).json).toEqual(topics);
      expect((await target.call("GET storage/manual/engine.png?format=base64")).json).toMatchObject({ size: 4 });
    }
  });

  test("a data directory that was restored has the snapshot's content when it is opened again, and nothing else in it", async () => {
    const portal = createPersistent();
    const snapshot = portal.emulator.snapshot();
    await portal.createTopic("x");
    portal.emulator.restore(snapshot);
    await portal.createTopic("y");
    await portal.emulator.close();
    expect(readdirSync(join(folder, "data"))).toEqual(files);
    const again = createPersistent();
    expect((await again.call("GET projects/manual/articles/x")).status).toBe(404);
    expect((await again.call("GET projects/manual/articles/y")).status).toBe(200);
  });

  test("what an interrupted restore left is removed at the next start", async () => {
    await createPersistent().emulator.close();
    writeFileSync(join(folder, "data", "portal.db.next-1"), "half");
    await createPersistent().emulator.close();
    expect(readdirSync(join(folder, "data"))).toEqual(files);
  });

  test("a damaged snapshot changes nothing, wherever the damage lies", async () => {
    const portal = createTestPortal();
    const { bytes } = portal.emulator.snapshot();
    for (const start of [4096, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2)]) {
      const damaged = Uint8Array.from(bytes).fill(0xff, start, start + 20_000);
      expect(() => {
        portal.emulator.restore({ bytes: damaged });
      }).toThrow(/or a damaged one.*Nothing was changed/);
    }
    expect(items((await portal.call("GET projects")).json)).toHaveLength(4);
  });

  test("what is no snapshot changes nothing", async () => {
    const portal = createTestPortal();
    expect(() => {
      portal.emulator.restore({ bytes: Buffer.from("nonsense".repeat(100)) });
    }).toThrow(EmulatorError);
    expect(items((await portal.call("GET projects")).json)).toHaveLength(4);
  });

  test("what is no snapshot leaves running tasks alone, and is told in plain words", async () => {
    const database = new DatabaseSync(join(folder, "other.db"));
    database.exec("CREATE TABLE projects (x); INSERT INTO projects VALUES (1)");
    database.close();
    const portal = createTestPortal();
    const files = ["nonsense".repeat(100), "", readFileSync(join(folder, "other.db"))];
    // The last is the control API's form.
    const others = [undefined, null, {}, { bytes: "text" }, { content: "AAAA" }];
    const bad = [...files.map((content) => ({ bytes: Buffer.from(content) })), ...others];
    const task = portal.run("POST projects/manual?action=publish", { pubId: "p", pubName: "P" });
    await portal.call("GET projects");
    for (const snapshot of bad) {
      expect(() => {
        portal.emulator.restore(snapshot as Snapshot);
      }).toThrow(/no snapshot of a portal.*Nothing was changed/);
    }
    expect(await task).toMatchObject({ isSucceeded: true });
    portal.emulator.restore(portal.emulator.snapshot());
  });

  test("a reset and a restore forget who was active", async () => {
    const portal = createTestPortal({ clock: { now: () => Date.UTC(2030, 0, 1) } });
    const lastActivity = async () =>
      fields(fields((await portal.call("GET users/admin")).json).userInfo).lastActivityDate;
    const before = portal.emulator.snapshot();
    expect(await lastActivity()).toBe("/Date(1893456000000+0000)/");
    portal.emulator.reset();
    expect(await lastActivity()).toBe("/Date(1893456000000+0000)/");
    portal.emulator.restore(before);
    expect(await lastActivity()).toBe("/Date(1893456000000+0000)/");
  });
});

test("many emulators live side by side", async () => {
  const portals = Array.from({ length: 5 }, () => createTestPortal());
  await portals[0]?.createTopic("only-here");
  const statuses = await Promise.all(portals.map((portal) => portal.call("GET projects/manual/articles/only-here")));
  expect(statuses.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404]);
});

test("a clock that tells no moment is refused", () => {
  const withClock = (moment: number) => () => createEmulator({ clock: { now: () => moment } });
  for (const moment of [NaN, Infinity, 1e15]) {
    expect(withClock(moment)).toThrow(expect.objectContaining({ name: "EmulatorError", code: "clock" }) as Error);
  }
  expect(withClock(NaN)).toThrow("The clock's now() gives NaN, which is no moment.");
});

test("a clock may tell parts of a millisecond", async () => {
  const portal = createTestPortal({ clock: { now: () => Date.UTC(2030, 0, 1) + 0.5 } });
  await portal.createTopic("new");
  expect((await portal.call("GET projects/manual/articles/new")).json).toMatchObject({
    createdOn: "2030-01-01T00:00:00",
  });
});

test("the clock that was given is the one that the portal goes by", async () => {
  const portal = createTestPortal({ clock: { now: () => Date.UTC(2001, 1, 3, 4, 5, 6) } });
  expect((await portal.createTopic("x")).json).toMatchObject({ createdOn: "2001-02-03T04:05:06" });
});
