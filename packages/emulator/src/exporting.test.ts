import { expect, test } from "vitest";
import { readZip } from "../test/read-zip.js";
import { backUpProject } from "./backing-up.js";
import { exporters } from "./documents/index.js";
import { checkFormat, exportPublication } from "./exporting.js";
import { openStore, type Store } from "./store/store.js";

const progress = { report: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

/** A publication `long` with topics of these bodies, and what an export of it makes of a store. */
function createLong(bodies: ReadonlyMap<string, string>) {
  const store = openStore(null);
  const rest = { parentId: null, title: "Long", visibility: "Public", language: "en-US" } as const;
  const project = { id: "long", groups: [], outputTags: [], createdOn: new Date(0), ...rest };
  const projectRow = store.projects.insert(project, "live");
  const people = { status: "Ready", owner: "admin", assignee: "admin", keywords: [], isAuto: false };
  const times = { createdOn: new Date(0), modifiedOn: new Date(0) };
  for (const [id, body] of bodies) {
    store.topics.insert({ projectRow, id, title: `Title ${id}`, body, ...people, ...times });
    store.toc.insert(projectRow, { parentId: null, caption: "", topicId: id, isShown: true, ordinal: 0 });
  }
  const makeFiles = async (format: "PureHtml" | "WebHelp", given: Store = store) => {
    const made: Uint8Array[] = [];
    const write = (bytes: Uint8Array) => Promise.resolve(void made.push(bytes));
    await exportPublication(given, "long", { format, exportedOn: new Date(0) }, progress, write);
    return readZip(Buffer.concat(made));
  };
  return { store, makeFiles };
}

test("what was deleted while its task waited makes the task fail, and says so", async () => {
  const store = openStore(null);
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
  const ids = Array.from({ length: 230 }, (_, number) => `t${number}`);
  const { store, makeFiles } = createLong(new Map(ids.map((id) => [id, `<p>Words of ${id}.</p>`])));
  const files = await makeFiles("WebHelp");
  const lacks = (path: string, words: string) => !(files.get(path)?.toString().includes(words) ?? false);
  expect(ids.filter((id) => lacks(`topics/${id}.html`, `Words of ${id}.`))).toEqual([]);
  expect(ids.filter((id) => lacks("search-index.js", `"Title ${id}","Words of ${id}."`))).toEqual([]);
  store.database.close();
});

test("few large topics are read at once for an export, and each is on its own page", async () => {
  const ids = Array.from({ length: 7 }, (_, number) => `t${number}`);
  const large = "x".repeat(600_000);
  const { store, makeFiles } = createLong(new Map(ids.map((id) => [id, `<p title="${large}">Words of ${id}.</p>`])));
  let atOnce = 0;
  let mostAtOnce = 0;
  const get: typeof store.topics.get = (...key) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    queueMicrotask(() => (atOnce = 0));
    return store.topics.get(...key);
  };
  const files = await makeFiles("PureHtml", { ...store, topics: { ...store.topics, get } });
  expect(mostAtOnce).toBe(2);
  expect(ids.filter((id) => !files.get(`topics/${id}.html`)?.toString().includes(`Words of ${id}.`))).toEqual([]);
  store.database.close();
});

test("formats that are not made are refused with the names of those that are", () => {
  expect(Object.keys(exporters)).toEqual(["Pdf", "Docx", "Epub", "WebHelp", "Mht", "PureHtml"]);
  const message = expect.stringContaining("It makes Pdf, Docx, Epub, WebHelp, Mht, PureHtml.") as string;
  for (const format of ["Doc", "Rtf", "Odt", "Chm"] as const) {
    expect(() => {
      checkFormat(format);
    }).toThrow(expect.objectContaining({ status: 501, message }));
  }
});
