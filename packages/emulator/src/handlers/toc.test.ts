import { expect, test } from "vitest";
import { createTestPortal, items } from "../../test/test-portal.js";

const portal = createTestPortal();
const nodes = items((await portal.call("GET projects/manual/toc/nodes")).json);
const idOf = (topicId: string | null) => String(nodes.find((node) => node.topicId === topicId)?.id);

test("the nodes of a project come flat and in reading order, with keys in alphabetical order", () => {
  const places = nodes.map(({ topicId, caption, ordinalNo, parentId }) => [topicId, caption, ordinalNo, parentId]);
  expect(places).toEqual([
    ["welcome", "", 0, null],
    [null, "Parts", 1, null],
    ["engine", "", 0, idOf(null)],
    ["wings", "", 1, idOf(null)],
    ["bolts", "", 0, idOf("wings")],
  ]);
  for (const node of nodes) expect(Object.keys(node)).toEqual(Object.keys(node).sort());
});

test.each([
  ["", ["engine", "wings"]],
  ["?isRecursive=false", ["engine", "wings"]],
  ["?isRecursive=true", ["engine", "wings", "bolts"]],
])("the children of a node with %j", async (query, topics) => {
  const reply = await portal.call(`GET projects/manual/toc/nodes/${idOf(null)}/children${query}`);
  expect(items(reply.json).map(({ topicId }) => topicId)).toEqual(topics);
});

test("an unknown node and an unknown project are not found", async () => {
  expect((await portal.call("GET projects/manual/toc/nodes/none/children")).status).toBe(404);
  expect((await portal.call("GET projects/none/toc/nodes")).status).toBe(404);
});

test("the TOC of a publication has nodes of its own", async () => {
  const published = items((await portal.call("GET projects/manual-public/toc/nodes")).json);
  expect(published.map(({ topicId }) => topicId)).toEqual(nodes.map(({ topicId }) => topicId));
  const ids = new Set(nodes.map(({ id }) => id));
  expect(published.filter(({ id }) => ids.has(id))).toEqual([]);
});
