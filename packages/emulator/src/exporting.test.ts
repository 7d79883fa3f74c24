import { expect, test } from "vitest";
import { backUpProject } from "./backing-up.js";
import { exporters } from "./documents/index.js";
import { checkFormat, exportPublication, storeStream } from "./exporting.js";
import { openStore } from "./store/store.js";

test("what was deleted while its task waited makes the task fail, and says so", async () => {
  const store = openStore(null);
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };
  const gone = { status: 404, message: expect.stringContaining('"gone" was deleted') as string };
  await expect(exportPublication(store, "gone", "PureHtml", new Date(0), progress)).rejects.toMatchObject(gone);
  await expect(backUpProject(store, "gone", new Date(0), progress)).rejects.toMatchObject(gone);
  store.database.close();
});

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
  await expect(storeStream(store, contentRow, makePieces(), progress)).rejects.toThrow("aborted");
  expect(store.files.sizeOf(contentRow)).toBe(0);
  store.database.close();
});

test("formats that are not made are refused with the names of those that are", async () => {
  expect(Object.keys(exporters)).toEqual(["Pdf", "Docx", "Epub", "WebHelp", "Mht", "PureHtml"]);
  const message = expect.stringContaining("It makes Pdf, Docx, Epub, WebHelp, Mht, PureHtml.") as string;
  for (const format of ["Doc", "Rtf", "Odt", "Chm"] as const) {
    await expect(checkFormat(format)).rejects.toMatchObject({ status: 501, message });
  }
});
