import { expect, test } from "vitest";
import { createContentWriter } from "./content-writing.js";
import { openStore } from "./store/store.js";

test("what is made after its task was stopped is not stored", async () => {
  const store = openStore(null);
  const stopping = new AbortController();
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: stopping.signal };
  const contentRow = store.files.createContent();
  const write = createContentWriter(store.files, contentRow, progress);
  await write(Buffer.from("in time"));
  stopping.abort();
  await expect(write(Buffer.from("too late"))).rejects.toThrow("aborted");
  expect(Buffer.from(store.files.read(contentRow)).toString()).toBe("in time");
  store.database.close();
});
