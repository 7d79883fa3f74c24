import { expect, test } from "vitest";
import { storeStream } from "./content-writing.js";
import { openStore } from "./store/store.js";

test("what is made after its task was stopped is not stored", async () => {
  const store = openStore(null);
  const stopping = new AbortController();
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: stopping.signal };
  async function* makePieces() {
    yield Buffer.from("made in time");
    await Promise.resolve();
    stopping.abort();
  }
  const contentRow = store.files.createContent();
  await expect(storeStream(store.files, contentRow, makePieces(), progress)).rejects.toThrow("aborted");
  expect(store.files.sizeOf(contentRow)).toBe(0);
  store.database.close();
});
