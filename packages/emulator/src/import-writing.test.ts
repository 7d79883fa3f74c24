import { expect, test } from "vitest";
import { createUnseen, createWritingServices } from "./import-writing.js";
import { openStore } from "./store/store.js";

test("what an import makes after its task was stopped is not stored", async () => {
  const store = openStore(null);
  const rest = { parentId: null, title: "Copy", visibility: "Private", language: "en-US" } as const;
  const project = { id: "copy", groups: [], outputTags: [], createdOn: new Date(0), ...rest };
  const row = store.projects.insert(project, "building");
  const target = { kind: "new", project: { ...project, row }, given: {} } as const;
  const openFile = () => Promise.reject(new Error("it is open"));
  const plan = { store, login: "admin", now: 0, format: "Markdown", options: {}, openFile, target } as const;
  const stopping = new AbortController();
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: stopping.signal };
  const { writeNodes } = createWritingServices(plan, createUnseen(target), progress);
  await writeNodes(0, [{ caption: "In time", topicId: null, depth: 0 }]);
  stopping.abort();
  await expect(writeNodes(0, [{ caption: "Too late", topicId: null, depth: 0 }])).rejects.toThrow("aborted");
  expect(store.toc.list(row).map(({ caption }) => caption)).toEqual(["In time"]);
  store.database.close();
});
