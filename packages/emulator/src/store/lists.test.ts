import { expect, test } from "vitest";
import { openStore } from "./store.js";

const many = 1200;
const numbers = Array.from({ length: many }, (_, number) => number);

test("very many projects are read in batches, oldest first, and those that were deleted meanwhile are left out", () => {
  const { projects, database } = openStore(null);
  const rest = { parentId: null, title: "", visibility: "Private", language: "en-US" } as const;
  const rows = numbers.map((number) =>
    projects.insert(
      { id: `p${number}`, ...rest, groups: [], outputTags: [], createdOn: new Date(many - number) },
      "live",
    ),
  );
  const ids: string[] = [];
  for (const batch of projects.listBatches()) {
    if (ids.length === 0) projects.delete(rows[0] ?? 0);
    expect(batch.length).toBeLessThan(many);
    ids.push(...batch.map(({ id }) => id));
  }
  expect(ids).toEqual(
    numbers
      .slice(1)
      .map((number) => `p${number}`)
      .reverse(),
  );
  database.close();
});

test("very many events of readers are read in batches, newest first", () => {
  const { readerEvents, database } = openStore(null);
  const event = (number: number) => ({ login: null, dateTime: new Date(number * 1000), projectId: "manual" });
  for (const number of numbers) {
    readerEvents.addTopicView({ ...event(number), actionType: "FromToc", topicId: `t${number}`, referrerUrl: null });
    readerEvents.addSearchQuery({ ...event(number), queryText: `q${number}`, resultsTotal: 1 });
  }
  const period = { login: null, startDate: new Date(0), endDate: new Date(many * 1000) };
  const views = [...readerEvents.topicViews(period)];
  const queries = [...readerEvents.searchQueries({ ...period, projectId: "manual" })];
  expect(Math.min(views.length, queries.length)).toBeGreaterThan(1);
  expect(views.flat().map(({ topicId }) => topicId)).toEqual(numbers.toReversed().map((number) => `t${number}`));
  expect(queries.flat().map(({ queryText }) => queryText)).toEqual(numbers.toReversed().map((number) => `q${number}`));
  database.close();
});

test("the bodies of very many topics are read in batches, each once, in the order in which they were made", () => {
  const { topics, projects, database } = openStore(null);
  const rest = { parentId: null, title: "", visibility: "Private", language: "en-US" } as const;
  const project = { id: "p", ...rest, groups: [], outputTags: [], createdOn: new Date(0) };
  const projectRow = projects.insert(project, "live");
  const people = { status: "Ready", owner: "admin", assignee: "admin", keywords: [], isAuto: false };
  const times = { createdOn: new Date(0), modifiedOn: new Date(0) };
  for (const number of numbers) {
    topics.insert({ projectRow, id: `t${number}`, title: "", body: `<p>${number}</p>`, ...people, ...times });
  }
  const batches = [...topics.readBatches(projectRow)];
  expect(batches.length).toBeGreaterThan(1);
  const expected = numbers.map((number) => [`t${number}`, `<p>${number}</p>`] as const);
  expect(batches.flat().map(({ id, body }) => [id, body])).toEqual(expected);
  database.close();
});
