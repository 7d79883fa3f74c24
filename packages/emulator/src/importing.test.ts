import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backupOf, fileOf, publicationOf } from "../test/backup-file.js";
import { zipOf } from "../test/import-file.js";
import { findImportFile } from "./import-file.js";
import type { ImportPlan } from "./import-plan.js";
import { createImportWork } from "./importing.js";
import { toSourceFile } from "./imports/source-file.js";
import { cleanUpAfterInterruption, openStore, type Store } from "./store/store.js";

const origin = "https://portal.example";
const rest = { parentId: null, title: "Manual", visibility: "Private", language: "en-US" } as const;
const described = { ...rest, groups: [], outputTags: [], createdOn: new Date(0) };
const { signal } = new AbortController();

let store: Store;
beforeEach(() => {
  store = openStore(null);
});
afterEach(() => {
  store.database.close();
});

/** The work of an import, as a task that does `pause` when others have their turn. */
function prepare(plan: Pick<ImportPlan, "format" | "openFile" | "target">, pause: () => void = () => undefined) {
  const { run, cleanUp } = createImportWork({ store, login: "admin", now: 0, options: {}, ...plan });
  const progress = {
    report: () => undefined,
    pause: () => {
      pause();
      return Promise.resolve();
    },
    signal,
  };
  return { run: () => run(progress), cleanUp };
}

function fromBytes(fileName: string, content: Uint8Array) {
  return () => Promise.resolve({ fileName, ...toSourceFile(content) });
}

/** A project in the making, to be filled from a file. */
function newProject(id: string): ImportPlan["target"] {
  const row = store.projects.insert({ id, ...described }, "building");
  return { kind: "new", project: { row, id, ...described }, given: {} };
}

function place(path: string, content: string | Uint8Array = "mine"): number {
  const contentRow = store.files.createContent();
  store.files.append(contentRow, Buffer.from(content));
  store.files.place(path, contentRow, "admin", 0);
  return contentRow;
}

/** How many rows there are of each kind, seen or not. */
function countRows({ database }: Store): Record<string, unknown> {
  const tables = ["projects", "topics", "toc_nodes", "contents", "files"];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(", ");
  return { ...database.query(`SELECT ${counts}`, (row) => row).get() };
}

/** How much a sum over all rows grew from one turn to the next, at most. */
function watchTurns(sum: string) {
  const read = store.database.query(`SELECT ${sum}`, (row) => Number(Object.values(row)[0]));
  let [last, most] = [0, 0];
  return {
    note: () => {
      const now = read.get() ?? 0;
      most = Math.max(most, now - last);
      last = now;
    },
    most: () => most,
  };
}

describe("an import of a page and its picture", () => {
  /** Ready to be shown: a topic, and its picture at `manual/a.png`. */
  async function prepareImport() {
    store.projects.insert({ id: "manual", ...described }, "live");
    const content = await zipOf({ "a.md": "# A\n\n![a](a.png)", "a.png": "imported" });
    const target = { kind: "existing", projectId: "manual" } as const;
    return prepare({ format: "Markdown", openFile: fromBytes("a.zip", content), target }).run();
  }

  test("keeps a file that was made while it was prepared", async () => {
    const show = await prepareImport();
    const contentRow = place("manual/a.png");
    expect(show()).toBe("Imported: 1 topic, 0 files.<br/>Files that were there already, and were kept: manual/a.png.");
    expect(store.files.get("manual/a.png")?.contentRow).toBe(contentRow);
  });

  test("writes a part of a large picture in each turn", async () => {
    const picture = Buffer.alloc(2_000_001, "0123456789abc");
    const content = await zipOf({ "a.md": "# A\n\n![a](a.png)", "a.png": picture });
    const size = watchTurns("total(size) FROM contents");
    const plan = { format: "Markdown", openFile: fromBytes("a.zip", content), target: newProject("copy") } as const;
    const show = await prepare(plan, size.note).run();
    expect(size.most()).toBeLessThan(500_000);
    show();
    expect(picture.equals(store.files.read(store.files.get("copy/a.png")?.contentRow ?? 0))).toBe(true);
  });

  test("puts nothing below a file", async () => {
    const show = await prepareImport();
    place("manual");
    expect(show).toThrow('"Storage/manual" is a file');
  });
});

describe("an import of a backup", () => {
  test("that is damaged at its end leaves nothing behind, once turns of their own have removed it", async () => {
    const files = [...fileOf("p/a.png", Buffer.alloc(300_000)), ...fileOf("p/z.png", "the last picture")];
    const backup = await backupOf(120, { files, publications: [publicationOf("web")] });
    backup.write("the lost picture", backup.indexOf("the last picture"));
    const before = countRows(store);
    const target = newProject("copy");
    const { run, cleanUp } = prepare({ format: "ProjectBackup", openFile: fromBytes("b.zip", backup), target });
    const message = expect.stringContaining('damaged: "storage/p/z.png"') as string;
    await expect(run()).rejects.toMatchObject({ status: 400, message });
    expect(countRows(store)).toMatchObject({ projects: 2, topics: 100, contents: 1 });
    cleanUp();
    expect(countRows(store)).toMatchObject({ contents: 1 });
    expect([store.projects.isTaken("copy"), store.projects.isTaken("web")]).toEqual([false, false]);
    while (store.projects.removeDeleted());
    await expect.poll(() => countRows(store)).toEqual(before);
  });

  test("that a kill cuts off is gone at the next start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
    const [living, killed] = [join(folder, "living"), join(folder, "killed")];
    mkdirSync(living);
    store.database.close();
    store = openStore(join(living, "portal.db"));
    const before = countRows(store);
    const files = fileOf("p/large.png", Buffer.alloc(300_000));
    const openFile = fromBytes("b.zip", await backupOf(120, { files, publications: [publicationOf("web")] }));
    const { run } = prepare({ format: "ProjectBackup", openFile, target: newProject("copy") }, () => {
      store.database.commit();
      if (countRows(store).contents === 1 && !existsSync(killed)) cpSync(living, killed, { recursive: true });
    });
    await run();
    const left = openStore(join(killed, "portal.db"));
    expect(countRows(left)).toMatchObject({ projects: 2, topics: 100, contents: 1 });
    cleanUpAfterInterruption(left);
    await expect.poll(() => countRows(left)).toEqual(before);
    left.database.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["many small topics", 120, "<p>Words</p>"],
    ["few large ones", 10, "x".repeat(200_000)],
  ])("writes a part of %s in each turn, and shows none of them", async (_, topics, body) => {
    const [rows, size] = [watchTurns("count(*) FROM topics"), watchTurns("total(length(body)) FROM topics")];
    const orphans = store.database.query(
      "SELECT id FROM toc_nodes WHERE topic_id IS NOT NULL AND topic_id NOT IN (SELECT id FROM topics)",
      (row) => row,
    );
    const pause = () => {
      rows.note();
      size.note();
      expect(store.projects.get("copy")).toBeUndefined();
      expect(orphans.get()).toBeUndefined();
    };
    const openFile = fromBytes("b.zip", await backupOf(topics, { body }));
    const { run } = prepare({ format: "ProjectBackup", openFile, target: newProject("copy") }, pause);
    const show = await run();
    expect(rows.most()).toBeLessThanOrEqual(50);
    expect(size.most()).toBeLessThan(500_000);
    expect(show()).toBe(`Imported: ${topics} topics, 0 files.`);
    expect(store.topics.list(store.projects.get("copy")?.row ?? 0)).toHaveLength(topics);
  });

  test("brings large topics and files as they were", async () => {
    const content = Buffer.alloc(700_001, "0123456789abc");
    const body = `<p>${"Words. ".repeat(80_000)}</p>`;
    const files = [...fileOf("p/large.png", content), ...fileOf("p/large.txt", content), ...fileOf("p/empty.txt", "")];
    const openFile = fromBytes("b.zip", await backupOf(2, { body, files }));
    const show = await prepare({ format: "ProjectBackup", openFile, target: newProject("p") }).run();
    expect(show()).toBe("Imported: 2 topics, 3 files.");
    expect(store.topics.get(store.projects.get("p")?.row ?? 0, "t1")?.body).toBe(body);
    const read = (path: string) => Buffer.from(store.files.read(store.files.get(path)?.contentRow ?? 0));
    expect(read("p/large.png").equals(content)).toBe(true);
    expect(read("p/large.txt").equals(content)).toBe(true);
    expect(read("p/empty.txt")).toHaveLength(0);
  });

  test("ends with a sentence when its file in Storage is replaced meanwhile", async () => {
    const backup = await backupOf(1, { files: fileOf("p/large.png", Buffer.alloc(1_000_000, "picture")) });
    place("b.zip", backup);
    const openFile = findImportFile({ files: store.files, origin }, { format: "url", inputFileUrl: "Storage/b.zip" });
    const { run } = prepare({ format: "ProjectBackup", openFile, target: newProject("copy") }, () => {
      place("b.zip", "else");
    });
    const message = '"Storage/b.zip" was changed while it was imported. Start the import again.';
    await expect(run()).rejects.toMatchObject({ status: 409, message });
  });
});

describe("an import that downloads its file", () => {
  let server: Server;
  const serve = async (answer: RequestListener) => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const input = { format: "url", inputFileUrl: `http://127.0.0.1:${port}/a.md` } as const;
    return findImportFile({ files: store.files, origin }, input);
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  /** When the end of the import was told, what it downloaded is there, and it goes in the turns that follow. */
  const expectRemovalInTurns = async () => {
    expect(countRows(store).contents).toBe(1);
    await expect.poll(() => countRows(store).contents).toBe(0);
  };

  test("keeps nothing of it, and removes it in turns of their own", async () => {
    const openFile = await serve((_, response) => response.end("# A"));
    const show = await prepare({ format: "Markdown", openFile, target: newProject("copy") }).run();
    expect(show()).toBe("Imported: 1 topic, 0 files.");
    await expectRemovalInTurns();
  });

  test("takes few turns to store much, since the time for a download goes on meanwhile", async () => {
    const megabytes = 4;
    const openFile = await serve((_, response) => response.end(Buffer.alloc(megabytes * 1024 * 1024)));
    let turns = 0;
    const pause = () => {
      turns += 1;
      return Promise.resolve();
    };
    const progress = { report: () => undefined, pause, signal };
    const { size } = await openFile(progress, () => store.files.createContent());
    expect(size).toBe(megabytes * 1024 * 1024);
    expect(turns).toBeLessThanOrEqual(2 * megabytes);
  });

  test.each<[what: string, format: ImportPlan["format"], answer: RequestListener, message: string]>([
    ["cannot be read", "Word", (_, response) => response.end("# A"), "is no .docx file"],
    [
      "breaks off",
      "Markdown",
      (_, response) => {
        response.writeHead(200, { "Content-Length": 600_000 });
        response.write(Buffer.alloc(300_000), () => response.destroy());
      },
      "could not be downloaded",
    ],
  ])("keeps nothing of one that %s", async (_what, format, answer, words) => {
    const openFile = await serve(answer);
    const { run, cleanUp } = prepare({ format, openFile, target: newProject("copy") });
    const message = expect.stringContaining(words) as string;
    await expect(run()).rejects.toMatchObject({ status: 400, message });
    cleanUp();
    await expectRemovalInTurns();
  });
});
