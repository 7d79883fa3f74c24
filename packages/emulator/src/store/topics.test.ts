import { expect, test } from "vitest";
import { openStore } from "./store.js";

const people = { status: "Draft", owner: "admin", assignee: "admin", createdOn: new Date(0), modifiedOn: new Date(0) };
const content = { title: "T", keywords: [], isAuto: false, ...people };

function createProject() {
  const store = openStore(null);
  const project = { id: "p", parentId: null, title: "P", language: "en-us", groups: [], outputTags: [] };
  const row = store.projects.insert({ ...project, visibility: "Private", createdOn: new Date(0) }, "live");
  return {
    store,
    row,
    insert: (id: string, body: string) => store.topics.insert({ ...content, projectRow: row, id, body }),
  };
}

test("a topic that was read is as new after whatever changes it", () => {
  const { store, row, insert } = createProject();
  const { topics, toc } = store;
  insert("t", "one");
  const read = () => topics.get(row, "t");
  const first = read();
  expect(first).toMatchObject({ body: "one", tocNodeId: null });
  expect(read()).toBe(first);
  const node = toc.insert(row, { parentId: null, caption: "", topicId: "t", isShown: true });
  expect(read()?.tocNodeId).toBe(node);
  toc.delete(row, node);
  expect(read()?.tocNodeId).toBeNull();
  if (first) topics.update(first, { body: "two" }, 0);
  expect(read()?.body).toBe("two");
  store.projects.delete(row);
  store.projects.deleteUnfinished();
  expect(read()).toBeUndefined();
});

test("a change that was undone is not remembered", () => {
  const { store, row, insert } = createProject();
  insert("t", "one");
  const failing = () => {
    const topic = store.topics.get(row, "t");
    if (topic) store.topics.update(topic, { body: "two" }, 0);
    throw new Error(store.topics.get(row, "t")?.body);
  };
  expect(() => {
    store.database.transaction(failing);
  }).toThrow("two");
  expect(store.topics.get(row, "t")?.body).toBe("one");
});

test("only so many large topics are remembered that they never fill the memory", () => {
  const { store, row, insert } = createProject();
  const body = "x".repeat(600_000);
  for (const id of ["a", "b", "c", "d"]) insert(id, body);
  const read = (id: string) => store.topics.get(row, id);
  const first = read("a");
  expect([read("a"), read("b"), read("c")]).toContain(first);
  read("d");
  expect(read("a")).not.toBe(first);
});

test("topics are read in batches of many, or of few when they are large", () => {
  const { store, row, insert } = createProject();
  for (let number = 100; number < 160; number += 1) insert(`a${number}`, "small");
  for (const id of ["b1", "b2", "b3"]) insert(id, "x".repeat(600_000));
  const batches = [...store.topics.readBatches(row)].map((batch) => batch.length);
  expect(batches).toEqual([50, 12, 1, 0]);
});
