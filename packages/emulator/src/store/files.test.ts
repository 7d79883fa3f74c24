import { expect, test } from "vitest";
import { createTestPortal } from "../../test/test-portal.js";
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

function createFiles() {
  const { files, database } = openStore(null);
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
  return { files, place, paths, isStored, close };
}

test("a deleted folder is empty at once, and its contents go a part at a time, unless another file has them", () => {
  const { files, place, paths, isStored, close } = createFiles();
  const contents = Array.from({ length: 150 }, (_, number) => place(`manual/${String(number).padStart(3, "0")}.txt`));
  const shared = contents[7] ?? 0;
  files.place("copy.txt", shared, "admin", 0);
  files.deleteFolder("manual");
  expect(paths("")).toEqual(["copy.txt"]);
  expect(contents.filter(isStored)).toHaveLength(150);
  expect(files.removeDeleted()).toBe(true);
  expect(contents.filter(isStored).length).toBeGreaterThan(1);
  while (files.removeDeleted());
  expect(contents.filter(isStored)).toEqual([shared]);
  close();
});

test("an exact copy of a folder has what the folder has, and the contents that were replaced go", () => {
  const { files, place, paths, isStored, close } = createFiles();
  const [kept, folderBefore] = [place("guide/kept.txt"), place("guide/b")];
  files.copyFolder("guide", "manual", "admin", 0);
  const [extra, changed] = [place("manual/extra/a.txt"), place("guide/kept2.txt")];
  const replaced = place("manual/kept2.txt");
  files.delete("guide/b");
  const below = place("guide/b/c.txt");
  files.copyFolder("guide", "manual", "admin", 0, true);
  while (files.removeDeleted());
  expect(paths("manual")).toEqual(["manual/b", "manual/b/c.txt", "manual/kept.txt", "manual/kept2.txt"]);
  expect(files.get("manual/kept2.txt")?.contentRow).toBe(changed);
  expect([kept, changed, below].every(isStored)).toBe(true);
  expect([folderBefore, extra, replaced].some(isStored)).toBe(false);
  close();
});
