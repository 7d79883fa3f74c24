import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { backUpProject } from "./backing-up.js";
import { openStore } from "./store/store.js";

const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

function createStore() {
  const store = openStore(null);
  const rest = { parentId: null, title: "Manual", visibility: "Private", language: "en-US" } as const;
  store.projects.insert({ id: "manual", groups: [], outputTags: [], createdOn: new Date(0), ...rest }, "live");
  const place = (path: string) => {
    const contentRow = store.files.createContent();
    store.files.append(contentRow, Buffer.from(path));
    store.files.place(path, contentRow, "admin", 0);
  };
  place("manual/kept.txt");
  place("manual/other.txt");
  return { store, place };
}

test.each(["overwritten", "deleted"])("a backup fails and names the file that is %s while it is made", async (what) => {
  const { store, place } = createStore();
  const backup = await backUpProject(store, "manual", new Date(0), progress);
  const pieces = backup[Symbol.asyncIterator]();
  // The first file has been read, and the second is known.
  await pieces.next();
  if (what === "deleted") store.files.delete("manual/other.txt");
  else place("manual/other.txt");
  const message = '"Storage/manual/other.txt" was changed while the backup was made. Start it again.';
  await expect(buffer({ [Symbol.asyncIterator]: () => pieces })).rejects.toMatchObject({ status: 409, message });
  store.database.close();
});
