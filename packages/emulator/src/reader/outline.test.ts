import { describe, expect, test } from "vitest";
import { createOutlineStore } from "../store/outline.js";
import { openStore, type Store } from "../store/store.js";
import { findPlace, firstTopicId } from "./outline.js";

function createProject() {
  const store = openStore(null);
  const project = { id: "p", parentId: null, title: "P", language: "en-us", groups: [], outputTags: [] };
  const row = store.projects.insert({ ...project, visibility: "Private", createdOn: new Date(0) }, "live");
  const insert = (caption: string, parentId: string | null, topicId: string | null = caption, isShown = true) =>
    store.toc.insert(row, { caption, parentId, topicId, isShown });
  return { store, row, insert };
}

/** Chapters `c0`, `c1`, …, each with topics `c0-t0`, `c0-t1`, … */
function createChapters(chapters: number, topics: number) {
  const project = createProject();
  const { store, insert } = project;
  store.database.transaction(() => {
    for (let chapter = 0; chapter < chapters; chapter += 1) {
      const id = insert(`c${chapter}`, null, null);
      for (let topic = 0; topic < topics; topic += 1) insert(`c${chapter}-t${topic}`, id);
    }
  });
  return project;
}

const labels = (entries: readonly { readonly label: string }[]) => entries.map(({ label }) => label);

describe("contents of up to 200 entries", () => {
  test("are shown as a whole, each entry at its depth, with folders leading to the first topic below", () => {
    const { store, row } = createChapters(2, 2);
    const { entries, above, previous, next, isShortened } = findPlace(store.outlines, row, "c1-t0");
    expect(entries.map(({ label, topicId, depth, isCurrent }) => [label, topicId, depth, isCurrent])).toEqual([
      ["c0", "c0-t0", 0, false],
      ["c0-t0", "c0-t0", 1, false],
      ["c0-t1", "c0-t1", 1, false],
      ["c1", "c1-t0", 0, false],
      ["c1-t0", "c1-t0", 1, true],
      ["c1-t1", "c1-t1", 1, false],
    ]);
    expect(isShortened).toBe(false);
    expect(above).toEqual([{ label: "c1", topicId: "c1-t0" }]);
    expect([previous?.topicId, next?.topicId]).toEqual(["c0-t1", "c1-t1"]);
  });

  test("leave out what is hidden with all below it, which has no neighbours", () => {
    const { store, row, insert } = createProject();
    insert("first", null);
    const hidden = insert("hidden", null, "hidden", false);
    insert("below", hidden);
    insert("last", null);
    const place = findPlace(store.outlines, row, "below");
    expect(labels(place.entries)).toEqual(["first", "last"]);
    expect(labels(place.above)).toEqual(["hidden"]);
    expect([place.previous, place.next]).toEqual([undefined, undefined]);
    expect(findPlace(store.outlines, row, "first").next?.topicId).toBe("last");
  });

  test("begin with their first topic, with a hidden one only when there is no other", () => {
    const { store, row, insert } = createProject();
    expect(firstTopicId(store.outlines, row)).toBeUndefined();
    const folder = insert("folder", null, null);
    insert("hidden", folder, "hidden", false);
    expect(firstTopicId(store.outlines, row)).toBe("hidden");
    insert("shown", folder);
    expect(firstTopicId(store.outlines, row)).toBe("shown");
  });
});

describe("longer contents", () => {
  test("open the chapter of the topic alone", () => {
    const { store, row } = createChapters(5, 50);
    const { entries, isShortened } = findPlace(store.outlines, row, "c2-t7");
    const opened = Array.from({ length: 50 }, (_, topic) => `c2-t${topic}`);
    expect(labels(entries)).toEqual(["c0", "c1", "c2", ...opened, "c3", "c4"]);
    expect(isShortened).toBe(false);
  });

  test("show 150 entries before the topic and after it, and all that is above it", () => {
    const { store, row } = createChapters(3, 1000);
    const { entries, isShortened } = findPlace(store.outlines, row, "c1-t500");
    const near = Array.from({ length: 301 }, (_, index) => `c1-t${350 + index}`);
    expect(labels(entries)).toEqual(["c1", ...near]);
    expect(isShortened).toBe(true);
  });

  test("lead on to their end and back to their beginning, page by page", () => {
    const { store, row } = createChapters(400, 2);
    const follow = (pick: 0 | -1, topicId: string): string => {
      const linked = findPlace(store.outlines, row, topicId).entries.at(pick)?.topicId ?? topicId;
      return linked === topicId ? topicId : follow(pick, linked);
    };
    expect(follow(-1, "c0-t0")).toBe("c399-t1");
    expect(follow(0, "c399-t1")).toBe("c0-t0");
  });

  test.each([
    ["chapters", () => createChapters(100, 100), "c50-t50"],
    ["one flat list", () => createChapters(1, 10_000), "c0-t5000"],
    ["folders in folders", createDeep, "deepest"],
  ])("of 10,000 nodes in %s cost a page no more than some of them", (_shape, create, topicId) => {
    const { store, row } = create();
    expect(countReads(store, row, topicId)).toBeLessThan(3_000);
  });

  test("are searched once for a first topic, when a hundred folders in each other have none", () => {
    const { store, row } = createEmpty(5_000);
    expect(countReads(store, row, "topic")).toBeLessThan(6_000);
  });
});

/** How many nodes are read for a page. */
function countReads(store: Store, row: number, topicId: string): number {
  let read = 0;
  const counting = createOutlineStore({
    ...store.database,
    query: (sql, toValue) =>
      store.database.query(sql, (found) => {
        read += 1;
        return toValue(found);
      }),
  });
  findPlace(counting, row, topicId);
  return read;
}

/** A topic below a thousand folders, each of them beside nine topics. */
function createDeep(): { store: Store; row: number } {
  const { store, row, insert } = createProject();
  store.database.transaction(() => {
    let folder: string | null = null;
    for (let depth = 0; depth < 1000; depth += 1) {
      const above: string | null = folder;
      folder = insert(`d${depth}`, above, null);
      for (let topic = 0; topic < 9; topic += 1) insert(`d${depth}-t${topic}`, above);
    }
    insert("deepest", folder);
  });
  return { store, row };
}

/** A topic, and a hundred folders in each other, the last one with hidden captions. */
function createEmpty(captions: number): { store: Store; row: number } {
  const { store, row, insert } = createProject();
  store.database.transaction(() => {
    insert("topic", null);
    let folder: string | null = null;
    for (let depth = 0; depth < 100; depth += 1) folder = insert(`d${depth}`, folder, null);
    for (let caption = 0; caption < captions; caption += 1) insert(`c${caption}`, folder, null, false);
  });
  return { store, row };
}
