import { expect, test } from "vitest";
import { backupOf, fileOf, publicationOf, withManifest } from "../../test/backup-file.js";
import { zipOf } from "../../test/import-file.js";
import { openWith, readWith, type ReadImport } from "../../test/read-import.js";
import { readManifest } from "./backup-manifest.js";
import { openArchive } from "./read-archive.js";
import { toSourceFile } from "./source-file.js";
import { rowsInReadingOrder } from "./toc-tree.js";

type Row = Record<string, unknown>;

test("a backup that somebody unpacked and packed again in another order is the same", async () => {
  const more = { publications: [publicationOf("web")], files: fileOf("p/a.txt", "Words") };
  const backup = await backupOf(3, more);
  const turned = await withManifest(backup, (manifest) => Object.fromEntries(Object.entries(manifest).toReversed()));
  const read = async (zip: Uint8Array): Promise<ReadImport> => {
    const made = await readWith("ProjectBackup", "b.zip", zip);
    return {
      ...made,
      topics: made.topics.toSorted((left, right) => (left.body + left.id < right.body + right.id ? -1 : 1)),
    };
  };
  const made = await read(backup);
  expect(made.topics.map(({ id }) => id)).toEqual(["t0", "t0", "t1", "t2"]);
  expect(await read(turned)).toEqual(made);
});

const changes: [what: string, words: string, list: string, change: (rows: Row[]) => unknown][] = [
  ["names a file twice", 'lacks "topics/t0.html"', "topics", (rows) => [...rows, { ...rows[0], id: "t9" }]],
  ["has a topic twice", 'two topics with the id "t0"', "topics", (rows) => rows.map((row) => ({ ...row, id: "t0" }))],
  ["has no list of topics", "does not fit: topics: ", "topics", () => undefined],
  ["has a list that is none", "does not fit: files: ", "files", () => ({})],
  [
    "has a topic without a title",
    "does not fit: topics.1.title: ",
    "topics",
    ([first, second]) => [first, { ...second, title: 1 }],
  ],
  ["has a node nowhere", "does not hang together", "toc", (rows) => [...rows, { ...rows[0], id: "x", parentId: "y" }]],
];
test.each(changes)(
  "a backup whose manifest %s is refused before its topics are read",
  async (_, words, list, change) => {
    const changed = await withManifest(await backupOf(3), (manifest) => {
      return { ...manifest, [list]: change(manifest[list] as Row[]) };
    });
    await expect(openWith("ProjectBackup", "b.zip", changed)).rejects.toThrow(words);
  },
);

test("a backup without a word in its manifest is refused", async () => {
  const empty = await zipOf({ "manifest.json": "" });
  await expect(openWith("ProjectBackup", "b.zip", empty)).rejects.toThrow("manifest.json is empty");
});

test("a failure while a manifest is read that is none of the manifest is told as it is", async () => {
  const parts = readManifest(await openArchive(toSourceFile(await backupOf(1))));
  await parts.next();
  const failure = new TypeError("a mistake of the emulator");
  await expect(parts.throw(failure)).rejects.toBe(failure);
});

test("nodes with the same id are refused at once, however many lie below them", () => {
  const rows = Array.from({ length: 200 }, (_, index) => {
    const level = Math.floor(index / 2);
    return { id: `n${level}`, parentId: level === 0 ? null : `n${level - 1}`, ordinalNo: index };
  });
  expect(() => rowsInReadingOrder(rows)).toThrow("does not hang together");
});
