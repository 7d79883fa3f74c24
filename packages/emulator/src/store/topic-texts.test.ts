import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { openStore } from "./store.js";
import { createTopicTexts } from "./topic-texts.js";
import type { TopicChanges } from "./topics.js";

function createProject() {
  const store = openStore(null);
  const project = { id: "p", parentId: null, title: "P", language: "en-us", groups: [], outputTags: [] };
  const row = store.projects.insert({ ...project, visibility: "Private", createdOn: new Date(0) }, "live");
  const people = {
    status: "Draft",
    owner: "admin",
    assignee: "admin",
    createdOn: new Date(0),
    modifiedOn: new Date(0),
  };
  const { topics } = store;
  const question = (match: string) => ({ match, projectRows: [row], count: -1 });
  const insert = (id: string, body: string) =>
    topics.insert({ ...people, projectRow: row, id, title: id, body, keywords: [], isAuto: false }).row;
  const change = (id: string, changes: TopicChanges) => {
    const topic = topics.get(row, id);
    if (topic) topics.update(topic, changes, 0);
  };
  /** What is found in all ways to search. */
  const search = (match: string) => {
    const found = topics.search(question(match));
    expect([...topics.searchBatches(question(match))].flat()).toEqual(found);
    expect(topics.countMatches(question(match))).toBe(found.length);
    return found;
  };
  const find = (match: string) => search(match).map(({ id }) => id);
  const foundTexts = (match: string) => search(match).map(({ row }) => topics.readSearchedText(row));
  const unread = store.database.query("SELECT count(*) AS unread FROM unread_topics", (row) => Number(row.unread));
  const countUnread = () => unread.get() ?? 0;
  return { store, row, insert, change, find, foundTexts, countUnread };
}

test("a search sees every write before it: what is new, changed, copied and deleted", () => {
  const { store, row, insert, change, find, foundTexts } = createProject();
  const first = insert("first", "<p>apple</p>");
  expect(find("apple")).toEqual(["first"]);
  change("first", { body: "<p>pear</p>" });
  change("first", { body: "<p>ripe quince</p>" });
  expect([find("apple"), find("pear"), find("quince")]).toEqual([[], [], ["first"]]);
  expect(foundTexts("quince")).toEqual(["ripe quince"]);
  change("first", { title: "Fig" });
  change("first", { keywords: ["medlar"] });
  expect([find("fig"), find("medlar"), find("quince")]).toEqual([["first"], ["first"], ["first"]]);

  const other = { id: "q", parentId: "p", title: "Q", language: "en-us", groups: [], outputTags: [] };
  const otherRow = store.projects.insert({ ...other, visibility: "Public", createdOn: new Date(0) }, "live");
  store.topics.copy(first, otherRow, "<p>sloe</p>");
  expect(store.topics.countMatches({ match: "sloe", projectRows: [row, otherRow] })).toBe(1);
  store.topics.delete(first);
  expect([find("quince"), find("fig")]).toEqual([[], []]);
});

test("every text is that of its own topic", () => {
  const { insert, foundTexts } = createProject();
  insert("first", "<p>one apple</p>");
  insert("second", "<p>two apple</p>");
  expect(foundTexts("apple")).toEqual(["one apple", "two apple"]);
});

test("a topic that was deleted before anybody searched is not found, and neither is one in its place", () => {
  const { store, insert, find } = createProject();
  store.topics.delete(insert("first", "<p>apple</p>"));
  insert("second", "<p>pear</p>");
  expect([find("apple"), find("pear")]).toEqual([[], ["second"]]);
});

test("words of a write that was undone are not found, those from before are", () => {
  const { store, insert, change, find } = createProject();
  insert("first", "<p>apple</p>");
  const failing = () => {
    change("first", { body: "<p>pear</p>" });
    insert("second", "<p>pear</p>");
    expect(find("pear")).toEqual(["first", "second"]);
    throw new Error("no");
  };
  expect(() => {
    store.database.transaction(failing);
  }).toThrow("no");
  expect([find("pear"), find("apple")]).toEqual([[], ["first"]]);
});

test("what changes while results are read in batches is taken as it is then", () => {
  const { store, row, insert, change } = createProject();
  for (let number = 0; number < 501; number += 1) insert(`t${number}`, "<p>apple</p>");
  const batches = store.topics.searchBatches({ match: "apple", projectRows: [row], count: -1 });
  expect(batches.next().value).toHaveLength(500);
  change("t500", { body: "<p>pear</p>" });
  expect([...batches].flat()).toEqual([]);
});

test("many writes are read in the first quiet moment, before anybody searches", async () => {
  const { insert, find, countUnread } = createProject();
  for (let number = 0; number < 600; number += 1) insert(`t${number}`, "<p>apple</p>");
  expect(countUnread()).toBe(600);
  await expect.poll(countUnread).toBe(0);
  expect(find("apple")).toHaveLength(600);
});

test("writes without a quiet moment are read meanwhile, so that no search waits long for them", () => {
  const { insert, countUnread } = createProject();
  let most = 0;
  for (let number = 0; number < 11_000; number += 1) {
    insert(`t${number}`, "<p>apple</p>");
    if (number % 100 === 0) most = Math.max(most, countUnread());
  }
  expect(most).toBeGreaterThan(9_000);
  expect(most).toBeLessThan(10_000);
});

test("what cannot be kept is not read again and again", async () => {
  const { store, insert, countUnread } = createProject();
  for (let number = 0; number < 100; number += 1) insert(`t${number}`, "<p>apple</p>");
  let attempts = 0;
  const full = Object.assign(Object.create(store.database) as typeof store.database, {
    transaction: () => (attempts += 1),
    committed: () => Promise.reject(new Error("the disk is full")),
  });
  const texts = createTopicTexts(full);
  for (let number = 0; number < 500; number += 1) texts.noteWritten();
  await expect.poll(() => attempts).toBe(1);
  for (let turns = 0; turns < 10; turns += 1) await turn();
  expect([attempts, countUnread()]).toEqual([1, 100]);
});

test("search is prepared in turns with other work, until all is read that waited", async () => {
  const { store, insert, find, countUnread } = createProject();
  for (let number = 0; number < 180; number += 1) insert(`t${number}`, "<p>apple</p>");
  const prepared = store.topics.prepareSearch();
  const waiting = [];
  for (let left = countUnread(); left > 0; left = countUnread()) {
    waiting.push(left);
    await turn();
  }
  await prepared;
  expect(waiting).toEqual([130, 80, 30]);
  expect(find("apple")).toHaveLength(180);
});

test("few large topics are read in one turn", () => {
  const { store, insert, countUnread } = createProject();
  for (let number = 0; number < 5; number += 1) insert(`t${number}`, `<p>${"apple ".repeat(100_000)}</p>`);
  void store.topics.prepareSearch();
  expect(countUnread()).toBe(3);
});

test("search is prepared at some time, however much others write meanwhile", async () => {
  const { store, insert } = createProject();
  let number = 0;
  const write = () => {
    for (const end = number + 60; number < end; number += 1) insert(`t${number}`, "<p>apple</p>");
  };
  write();
  let isPrepared = false;
  void store.topics.prepareSearch().then(() => (isPrepared = true));
  for (let turns = 0; turns < 10; turns += 1) {
    write();
    await turn();
  }
  expect(isPrepared).toBe(true);
});

test("a store that is closed while search is prepared is left alone", async () => {
  const { store, insert } = createProject();
  for (let number = 0; number < 180; number += 1) insert(`t${number}`, "<p>apple</p>");
  const prepared = store.topics.prepareSearch();
  store.database.close();
  await expect(prepared).resolves.toBeUndefined();
});
