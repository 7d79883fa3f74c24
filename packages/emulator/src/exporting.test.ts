import { expect, test } from "vitest";
import { backUpProject } from "./backing-up.js";
import { exportPublication } from "./exporting.js";
import { openStore } from "./store/store.js";

test("what was deleted while its task waited makes the task fail, and says so", async () => {
  const store = openStore(null);
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };
  const gone = { status: 404, message: expect.stringContaining('"gone" was deleted') as string };
  await expect(exportPublication(store, "gone", "PureHtml", new Date(0), progress)).rejects.toMatchObject(gone);
  await expect(backUpProject(store, "gone", new Date(0), progress)).rejects.toMatchObject(gone);
  store.database.close();
});
