import fc from "fast-check";
import { expect, test } from "vitest";
import { items } from "../test-portal.js";
import { checkModel, command } from "./check-model.js";

/** By id, in the order in which they were made. */
type Topics = Map<string, typeof values extends fc.Arbitrary<infer Values> ? Values : never>;

const someId = fc.constantFrom("a", "A", "a b", "é", "1");
const values = fc.record({
  title: fc.string({ unit: "grapheme" }),
  body: fc.constantFrom("", "<p>apple</p>", "<p>pear & <b>apple</b></p>", "plain pear"),
  indexKeywords: fc.array(fc.constantFrom("k", "l, m", "ü"), { maxLength: 2 }),
  statusName: fc.constantFrom("Draft", "Ready"),
  ownerUserName: fc.constantFrom("admin", "author"),
  assigneeUserName: fc.constantFrom("admin", "author"),
});
const fieldNames = ["title", "body", "indexKeywords", "statusName", "ownerUserName", "assigneeUserName"] as const;
const someNames = fc.subarray([...fieldNames], { minLength: 1 });

const pathOf = (id: string) => `projects/manual/articles/${encodeURIComponent(id)}`;

const create = command("create", fc.record({ id: someId, values }), async ({ id, values }, topics: Topics, portal) => {
  const reply = await portal.createTopic(id, values);
  expect(reply.status).toBe(topics.has(id) ? 409 : 201);
  if (!topics.has(id)) topics.set(id, values);
});

/** All fields are sent, and only those that are listed count. */
const update = command(
  "update",
  fc.record({ id: someId, listed: someNames, values }),
  async ({ id, listed, values }, topics: Topics, portal) => {
    const reply = await portal.call(`PATCH ${pathOf(id)}`, { body: { updatedFields: listed.join(), ...values } });
    const topic = topics.get(id);
    expect(reply.status).toBe(topic ? 200 : 404);
    if (!topic) return;
    topics.set(id, { ...topic, ...Object.fromEntries(listed.map((name) => [name, values[name]])) });
    expect(reply.json).toMatchObject(topics.get(id) ?? {});
  },
);

const remove = command("delete", someId, async (id, topics: Topics, portal) => {
  const reply = await portal.call(`DELETE ${pathOf(id)}`);
  expect(reply.status).toBe(topics.delete(id) ? 204 : 404);
});

const removeMany = command(
  "deleteMany",
  fc.array(someId, { minLength: 1, maxLength: 3 }),
  async (ids, topics: Topics, portal) => {
    const reply = await portal.call("DELETE projects/manual/articles", { body: { ids } });
    const areThere = ids.every((id) => topics.has(id));
    expect(reply.status).toBe(areThere ? 204 : 404);
    if (areThere) for (const id of ids) topics.delete(id);
  },
);

const get = command("get", someId, async (id, topics: Topics, portal) => {
  const reply = await portal.call(`GET ${pathOf(id)}`);
  expect(reply.status).toBe(topics.has(id) ? 200 : 404);
});

const search = command("search", fc.constantFrom("apple", "pear"), async (word, topics: Topics, portal) => {
  const found = items((await portal.call(`GET projects/manual/articles?q=${word}&count=-1`)).json);
  const expected = [...topics].filter(([, { body }]) => body.includes(word)).map(([id]) => id);
  expect(found.map(({ id }) => String(id)).sort()).toEqual(expected.sort());
});

test("topics are what a map of them is after the same commands", () =>
  checkModel<Topics>({
    createModel: () => new Map(),
    commands: [create, create, update, update, remove, removeMany, get, search],
    async compare(topics, portal) {
      const listed = items((await portal.call("GET projects/manual/articles")).json);
      expect(listed).toMatchObject([...topics].map(([id, topic]) => ({ id, ...topic, body: null })));
      const read = await Promise.all([...topics.keys()].map((id) => portal.call(`GET ${pathOf(id)}`)));
      expect(read.map(({ json }) => json)).toMatchObject([...topics].map(([id, topic]) => ({ id, ...topic })));
    },
  }));
