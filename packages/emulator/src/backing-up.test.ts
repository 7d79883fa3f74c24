import { expect, test } from "vitest";
import { backUpProject } from "./backing-up.js";
import { openStore } from "./store/store.js";

const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

function createStore() {
  const store = openStore(null);
  const rest = { parentId: null, title: "Manual", visibility: "Private", language: "en-US" } as const;
  store.projects.insert({ id: "manual", groups: [], outputTags: [], createdOn: new Date(0), ...rest }, "live");
  const place = (path: string, content: Uint8Array) => {
    const contentRow = store.files.createContent();
    store.files.append(contentRow, content);
    store.files.place(path, contentRow, "admin", 0);
  };
  // So large that the other one is read in another turn.
  place("manual/kept.txt", Buffer.alloc(2 * 1024 * 1024));
  place("manual/other.txt", Buffer.from("first"));
  return { store, place };
}

test.each(["overwritten", "deleted"])("a backup fails and names the file that is %s while it is made", async (what) => {
  const { store, place } = createStore();
  let isChanged = false;
  const read = (contentRow: number) => {
    if (!isChanged && what === "deleted") store.files.delete("manual/other.txt");
    else if (!isChanged) place("manual/other.txt", Buffer.from("second"));
    isChanged = true;
    return store.files.read(contentRow);
  };
  const changing = { ...store, files: { ...store.files, read } };
  const message = '"Storage/manual/other.txt" was changed while the backup was made. Start it again.';
  const write = () => Promise.resolve();
  const backup = backUpProject(changing, "manual", new Date(0), progress, write);
  await expect(backup).rejects.toMatchObject({ status: 409, message });
  store.database.close();
});
