import { expect, test } from "vitest";
import { zipOf } from "../test/import-file.js";
import { createImportWork } from "./importing.js";
import { openStore } from "./store/store.js";

const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

/** An import that is ready to be shown: a topic, and its picture at `manual/a.png`. */
async function prepareImport() {
  const store = openStore(null);
  const rest = { parentId: null, title: "Manual", visibility: "Private", language: "en-US" } as const;
  store.projects.insert({ id: "manual", groups: [], outputTags: [], createdOn: new Date(0), ...rest }, "live");
  const content = await zipOf({ "a.md": "# A\n\n![a](a.png)", "a.png": "imported" });
  const { run } = createImportWork({
    ...{ store, login: "admin", now: 0, format: "Markdown", options: {} },
    readFile: () => Promise.resolve({ fileName: "a.zip", content }),
    target: { kind: "existing", projectId: "manual" },
  });
  const show = await run(progress);
  const place = (path: string) => {
    const contentRow = store.files.createContent();
    store.files.append(contentRow, Buffer.from("mine"));
    store.files.place(path, contentRow, "admin", 0);
    return contentRow;
  };
  return { store, show, place };
}

test("a file that was made while an import was prepared is kept", async () => {
  const { store, show, place } = await prepareImport();
  const contentRow = place("manual/a.png");
  expect(show()).toBe("Imported: 1 topic, 0 files.<br/>Files that were there already, and were kept: manual/a.png.");
  expect(store.files.get("manual/a.png")?.contentRow).toBe(contentRow);
  store.database.close();
});

test("an import puts nothing below a file", async () => {
  const { store, show, place } = await prepareImport();
  place("manual");
  expect(show).toThrow('"Storage/manual" is a file');
  store.database.close();
});
