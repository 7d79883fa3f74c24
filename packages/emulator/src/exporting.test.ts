import { expect, test } from "vitest";
import { readZip } from "../test/read-zip.js";
import { backUpProject } from "./backing-up.js";
import { exporters } from "./documents/index.js";
import { checkFormat, exportPublication } from "./exporting.js";
import { openStore } from "./store/store.js";

test("what was deleted while its task waited makes the task fail, and says so", async () => {
  const store = openStore(null);
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };
  const write = () => Promise.resolve();
  const gone = { status: 404, message: expect.stringContaining('"gone" was deleted') as string };
  await expect(
    exportPublication(store, "gone", { format: "PureHtml", exportedOn: new Date(0) }, progress, write),
  ).rejects.toMatchObject(gone);
  await expect(backUpProject(store, "gone", new Date(0), progress, write)).rejects.toMatchObject(gone);
  store.database.close();
});

test("files beyond 256 MB are not read, and only where the format takes them along", async () => {
  const store = openStore(null);
  const rest = {
    parentId: null,
    title: "Big",
    visibility: "Public",
    language: "en-US",
  } as const;
  const projectRow = store.projects.insert(
    { id: "big", groups: [], outputTags: [], createdOn: new Date(0), ...rest },
    "live",
  );
  const body = '<p>See <a href="/resources/Storage/big.zip">this</a>.</p>';
  const people = { status: "Ready", owner: "admin", assignee: "admin", keywords: [], isAuto: false };
  const times = { createdOn: new Date(0), modifiedOn: new Date(0) };
  store.topics.insert({ projectRow, id: "one", title: "One", body, ...people, ...times });
  store.toc.insert(projectRow, { parentId: null, caption: "", topicId: "one", isShown: true });
  store.files.place("big.zip", store.files.createContent(), "admin", 0);
  store.database.execute(`UPDATE contents SET size = ${257 * 1024 * 1024}`);
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };
  const made: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => Promise.resolve(void made.push(bytes));
  const make = (format: "PureHtml" | "Mht") =>
    exportPublication(store, "big", { format, exportedOn: new Date(0) }, progress, write);
  await expect(make("PureHtml")).rejects.toMatchObject({
    ...{ status: 400, message: expect.stringContaining("at most 256 MB") as string },
  });
  made.length = 0;
  await make("Mht");
  expect(Buffer.concat(made).toString()).toContain("From: ClickHelp emulator");
  store.database.close();
});

test("each page of very many has the words of its own topic, and so has the search", async () => {
  const store = openStore(null);
  const rest = { parentId: null, title: "Long", visibility: "Public", language: "en-US" } as const;
  const project = { id: "long", groups: [], outputTags: [], createdOn: new Date(0), ...rest };
  const projectRow = store.projects.insert(project, "live");
  const people = { status: "Ready", owner: "admin", assignee: "admin", keywords: [], isAuto: false };
  const times = { createdOn: new Date(0), modifiedOn: new Date(0) };
  const ids = Array.from({ length: 230 }, (_, number) => `t${number}`);
  for (const id of ids) {
    const words = { id, title: `Title ${id}`, body: `<p>Words of ${id}.</p>` };
    store.topics.insert({ projectRow, ...words, ...people, ...times });
    store.toc.insert(projectRow, { parentId: null, caption: "", topicId: id, isShown: true, ordinal: 0 });
  }
  const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };
  const made: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => Promise.resolve(void made.push(bytes));
  await exportPublication(store, "long", { format: "WebHelp", exportedOn: new Date(0) }, progress, write);
  const files = await readZip(Buffer.concat(made));
  const lacks = (path: string, words: string) => !(files.get(path)?.toString().includes(words) ?? false);
  expect(ids.filter((id) => lacks(`topics/${id}.html`, `Words of ${id}.`))).toEqual([]);
  expect(ids.filter((id) => lacks("search-index.js", `"Title ${id}","Words of ${id}."`))).toEqual([]);
  store.database.close();
});

test("formats that are not made are refused with the names of those that are", async () => {
  expect(Object.keys(exporters)).toEqual(["Pdf", "Docx", "Epub", "WebHelp", "Mht", "PureHtml"]);
  const message = expect.stringContaining("It makes Pdf, Docx, Epub, WebHelp, Mht, PureHtml.") as string;
  for (const format of ["Doc", "Rtf", "Odt", "Chm"] as const) {
    await expect(checkFormat(format)).rejects.toMatchObject({ status: 501, message });
  }
});
