import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTestPortal } from "../../test/test-portal.js";
import { ContentGoneError } from "./contents.js";
import { openStore } from "./store.js";

const size = 600_000;

test("a download breaks off when the portal is reset, whatever is stored in it then", async () => {
  const portal = createTestPortal();
  const upload = async (letter: string) => {
    const content = Buffer.alloc(size, letter).toString("base64");
    expect((await portal.call("POST storage/data.txt?format=base64", { body: { content } })).status).toBe(201);
  };
  await upload("a");
  const response = await portal.emulator.fetch(new Request("https://portal.example/resources/Storage/data.txt"));
  portal.emulator.reset();
  await upload("b");
  await expect(response.text()).rejects.toThrow("was replaced or deleted");
});

type Files = ReturnType<typeof createFiles>;

function createFiles() {
  const errors: unknown[] = [];
  const { files, uploads, database } = openStore(null, (error) => errors.push(error));
  const place = (path: string) => {
    const contentRow = files.createContent();
    files.append(contentRow, Buffer.from(path));
    files.place(path, contentRow, "admin", 0);
    return contentRow;
  };
  const paths = (folder: string) => files.list(folder, true).map(({ path }) => path);
  const isStored = (contentRow: number) => files.readPiece(contentRow, 0) !== undefined;
  const close = () => {
    database.close();
  };
  return { files, uploads, database, errors, place, paths, isStored, close };
}

test("a deleted folder is empty at once, and its contents go a part at a time, unless another file has them", async () => {
  const { files, place, paths, isStored, close } = createFiles();
  const contents = Array.from({ length: 150 }, (_, number) => place(`manual/${String(number).padStart(3, "0")}.txt`));
  const shared = contents[7] ?? 0;
  files.place("copy.txt", shared, "admin", 0);
  files.deleteFolder("manual");
  expect(paths("")).toEqual(["copy.txt"]);
  const left = () => contents.filter(isStored);
  expect(left()).toHaveLength(150);
  const seen = await countInTurns(() => left().length);
  expect(Math.min(...seen.filter((count) => count > 1))).toBeGreaterThan(20);
  expect(left()).toEqual([shared]);
  close();
});

const megabyte = 1024 * 1024;

test.each([
  ["replaced", ({ place }: Files) => place("big")],
  [
    "deleted",
    ({ files }: Files) => {
      files.delete("big");
    },
  ],
])(
  "a large content whose file is %s is gone for readers at once, and is removed a megabyte in each turn",
  async (_what, act) => {
    const all = createFiles();
    const content = all.files.createContent();
    all.files.append(content, Buffer.alloc(5 * megabyte));
    all.files.place("big", content, "admin", 0);
    const pieces = all.files.readPieces(content);
    pieces.next();
    act(all);
    const seen = await countInTurns(() => all.files.pieceSizes(content).length);
    expect(seen).toEqual([20, 16, 12, 8, 4, 0]);
    expect(() => [...pieces]).toThrow(ContentGoneError);
    all.close();
  },
);

/** What is counted before and after each turn that changes it. */
async function countInTurns(count: () => number): Promise<number[]> {
  const seen = [count()];
  for (let number = 0; number < 20; number += 1) {
    await turn();
    const now = count();
    if (now !== seen.at(-1)) seen.push(now);
  }
  return seen;
}

test("an exact copy of a folder has what the folder has, and the contents that were replaced go", async () => {
  const { files, place, paths, isStored, close } = createFiles();
  const [kept, folderBefore] = [place("guide/kept.txt"), place("guide/b")];
  files.copyFolder("guide", "manual", "admin", 0);
  const [extra, changed] = [place("manual/extra/a.txt"), place("guide/kept2.txt")];
  const replaced = place("manual/kept2.txt");
  files.delete("guide/b");
  const below = place("guide/b/c.txt");
  files.copyFolder("guide", "manual", "admin", 0, true);
  expect(paths("manual")).toEqual(["manual/b", "manual/b/c.txt", "manual/kept.txt", "manual/kept2.txt"]);
  expect(files.get("manual/kept2.txt")?.contentRow).toBe(changed);
  await expect.poll(() => [folderBefore, extra, replaced].some(isStored)).toBe(false);
  expect([kept, changed, below].every(isStored)).toBe(true);
  close();
});

test("what is not needed any more goes also when it is deleted in the moment in which the last removal ends", async () => {
  const { files, database, place, isStored, close } = createFiles();
  const [first, second] = [place("a"), place("b")];
  files.delete("a");
  await turn();
  await database.committed();
  expect(isStored(first)).toBe(false);
  files.delete("b");
  await turn();
  expect(isStored(second)).toBe(false);
  close();
});

test("a removal that fails is told, and done with the next one", async () => {
  const { files, database, errors, place, isStored, close } = createFiles();
  const [whole, first, second] = [place("whole"), place("a"), place("b")];
  database.execute(
    `CREATE TRIGGER broken BEFORE DELETE ON chunks WHEN old.content_row = ${first}
     BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END`,
  );
  files.delete("whole");
  files.delete("a");
  await turn();
  expect(errors).toEqual([expect.objectContaining({ message: "the disk is broken" })]);
  database.execute("DROP TRIGGER broken");
  files.delete("b");
  await turn();
  expect([whole, first, second].some(isStored)).toBe(false);
  expect(errors).toHaveLength(1);
  close();
});

test("what an upload has so far stays when its end is undone", async () => {
  const { files, uploads, database, errors, close } = createFiles();
  const contentRow = files.createContent();
  files.append(contentRow, Buffer.alloc(3 * megabyte));
  const touchedOn = new Date(0);
  uploads.insert({ path: "u", contentRow, isOverwrite: false, startedBy: "admin", total: null, touchedOn });
  const forget = () => {
    uploads.delete("u");
    files.discard([contentRow]);
    throw new Error("undone");
  };
  expect(() => {
    database.transaction(forget);
  }).toThrow("undone");
  expect(await countInTurns(() => files.pieceSizes(contentRow).length)).toEqual([12]);
  expect(errors).toEqual([]);
  close();
});
