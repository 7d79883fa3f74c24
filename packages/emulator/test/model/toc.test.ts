import fc from "fast-check";
import { expect, test } from "vitest";
import { fields, items, type TestPortal } from "../test-portal.js";
import { checkModel, command } from "./check-model.js";

interface Node {
  readonly id: string;
  readonly topicId: string | null;
  readonly children: Node[];
  caption: string;
  isShowInToc: boolean;
}

/** The root, with the ids of all topics: some have no node any more. */
interface Toc {
  readonly id: null;
  readonly children: Node[];
  readonly topics: Set<string>;
}

type Place = Pick<Node, "children"> & { readonly id: string | null };

interface Placed {
  readonly node: Node;
  readonly parent: Place;
}

function inReadingOrder(parent: Place): Placed[] {
  return parent.children.flatMap((node) => [{ node, parent }, ...inReadingOrder(node)]);
}

/** Puts others into the place of a node. */
function replace({ node, parent }: Placed, others: Node[]): void {
  parent.children.splice(parent.children.indexOf(node), 1, ...others);
}

function put(place: Place, node: Node, ordinalNo = place.children.length): void {
  place.children.splice(ordinalNo, 0, node);
}

const address = "projects/manual/toc/nodes";
/** Nodes are chosen by their number in reading order, counted round; the number after the last has no node. */
const someNode = fc.nat(30);
const somePlace = fc.option(someNode);
const someOrdinal = fc.nat(4);
const someCaption = fc.constantFrom("", "One", "ünd & <b>");

function find(toc: Toc, number: number): Placed | undefined {
  const all = inReadingOrder(toc);
  return all[number % (all.length + 1)];
}

const idOf = (toc: Toc, number: number | null) => (number === null ? null : (find(toc, number)?.node.id ?? "none"));
const findPlace = (toc: Toc, number: number | null) => (number === null ? toc : find(toc, number)?.node);

const newFolder = fc.record(
  { parent: somePlace, ordinalNo: someOrdinal, caption: someCaption, isShowInToc: fc.boolean() },
  { requiredKeys: ["parent", "caption"] },
);
type NewFolder = typeof newFolder extends fc.Arbitrary<infer Input> ? Input : never;

async function addFolder({ parent, ...rest }: NewFolder, toc: Toc, portal: TestPortal): Promise<void> {
  const place = findPlace(toc, parent);
  const reply = await portal.call(`POST ${address}`, { body: { ...rest, parentId: idOf(toc, parent) } });
  expect(reply.status).toBe(place ? 201 : 400);
  if (!place) return;
  const { caption, isShowInToc = false, ordinalNo } = rest;
  put(place, { id: String(fields(reply.json).id), topicId: null, children: [], caption, isShowInToc }, ordinalNo);
}

const createFolder = command("createFolder", newFolder, addFolder);

const newTopic = fc.record(
  {
    id: fc.constantFrom("a", "b", "c", "d"),
    parent: somePlace,
    tocNodeOrdinalNo: someOrdinal,
    isShowInToc: fc.boolean(),
  },
  { requiredKeys: ["id", "parent"] },
);
const createTopic = command("createTopic", newTopic, async ({ id, parent, ...rest }, toc: Toc, portal) => {
  const place = findPlace(toc, parent);
  const reply = await portal.createTopic(id, { ...rest, parentTocNodeId: idOf(toc, parent) });
  expect(reply.status).toBe(!place ? 400 : toc.topics.has(id) ? 409 : 201);
  if (reply.status !== 201 || !place) return;
  toc.topics.add(id);
  const { isShowInToc = false, tocNodeOrdinalNo } = rest;
  const nodeId = String(fields(reply.json).tocNodeId);
  put(place, { id: nodeId, topicId: id, children: [], caption: "", isShowInToc }, tocNodeOrdinalNo);
});

const change = command(
  "change",
  fc.record({ target: someNode, caption: someCaption, isShowInToc: fc.boolean(), isListed: fc.boolean() }),
  async ({ target, isListed, ...changes }, toc: Toc, portal) => {
    const found = find(toc, target);
    const updatedFields = isListed ? "caption,isShowInToc" : "caption";
    const reply = await portal.call(`PATCH ${address}/${String(idOf(toc, target))}`, {
      body: { updatedFields, ...changes },
    });
    expect(reply.status).toBe(found ? 200 : 404);
    if (!found) return;
    found.node.caption = changes.caption;
    if (isListed) found.node.isShowInToc = changes.isShowInToc;
  },
);

const move = command(
  "move",
  fc.record({ target: someNode, parent: somePlace, ordinalNo: fc.option(someOrdinal, { nil: undefined }) }),
  async ({ target, parent, ordinalNo }, toc: Toc, portal) => {
    const found = find(toc, target);
    const place = findPlace(toc, parent);
    const isInside = found && (place === found.node || inReadingOrder(found.node).some(({ node }) => node === place));
    const body = {
      ...{ updatedFields: ordinalNo === undefined ? "parentId" : "parentId,ordinalNo" },
      ...{ parentId: idOf(toc, parent), ordinalNo },
    };
    const reply = await portal.call(`PATCH ${address}/${String(idOf(toc, target))}`, { body });
    expect(reply.status).toBe(!found ? 404 : !place || isInside ? 400 : 200);
    const isSame = place === found?.parent && ordinalNo === undefined;
    if (!found || !place || isInside || isSame) return;
    replace(found, []);
    put(place, found.node, ordinalNo);
  },
);

const remove = command("delete", someNode, async (target, toc: Toc, portal) => {
  const found = find(toc, target);
  const reply = await portal.call(`DELETE ${address}/${String(idOf(toc, target))}`);
  expect(reply.status).toBe(found ? 204 : 404);
  if (found) replace(found, found.node.children);
});

const someNodes = fc.array(someNode, { minLength: 1, maxLength: 2 });
const removeMany = command("deleteMany", someNodes, async (targets, toc: Toc, portal) => {
  const ids = new Set(targets.map((target) => idOf(toc, target)));
  const reply = await portal.call(`DELETE ${address}`, { body: { tocNodeIds: [...ids] } });
  expect(reply.status).toBe(ids.has("none") ? 404 : 204);
  if (ids.has("none")) return;
  for (const id of ids) {
    for (const placed of inReadingOrder(toc).filter(({ node }) => node.id === id))
      replace(placed, placed.node.children);
  }
});

const removeTopic = command("deleteTopic", fc.constantFrom("a", "b", "c", "d"), async (id, toc: Toc, portal) => {
  const reply = await portal.call(`DELETE projects/manual/articles/${id}`);
  expect(reply.status).toBe(toc.topics.delete(id) ? 204 : 404);
  const found = inReadingOrder(toc).find(({ node }) => node.topicId === id);
  if (found) replace(found, found.node.children);
});

const listed = (place: Place) =>
  inReadingOrder(place).map(({ node, parent }) => {
    const { id, topicId, caption, isShowInToc } = node;
    return { id, topicId, caption, isShowInToc, parentId: parent.id, ordinalNo: parent.children.indexOf(node) };
  });

const listChildren = command(
  "listChildren",
  fc.record({ target: someNode, isRecursive: fc.boolean() }),
  async ({ target, isRecursive }, toc: Toc, portal) => {
    const found = find(toc, target);
    const path = `${address}/${String(idOf(toc, target))}`;
    const reply = await portal.call(`GET ${path}/children?isRecursive=${isRecursive}`);
    expect(reply.status).toBe(found ? 200 : 404);
    if (!found) return;
    const { id } = found.node;
    expect(reply.json).toMatchObject(listed(found.node).filter(({ parentId }) => isRecursive || parentId === id));
  },
);

test("a table of contents is what a tree of nodes is after the same commands", () =>
  checkModel<Toc>({
    async createModel(portal) {
      const toc: Toc = { id: null, children: [], topics: new Set() };
      // Three levels from the beginning, which commands alone seldom come to.
      for (const parent of [null, 0, 1, 0, null]) await addFolder({ parent, caption: "" }, toc, portal);
      return toc;
    },
    commands: [
      createFolder,
      createTopic,
      createTopic,
      change,
      move,
      move,
      remove,
      removeMany,
      removeTopic,
      listChildren,
    ],
    async compare(toc, portal) {
      const nodes = listed(toc);
      expect((await portal.call(`GET ${address}`)).json).toMatchObject(nodes);
      const topics = items((await portal.call("GET projects/manual/articles")).json);
      const nodeOf = (topicId: string) => nodes.find((node) => node.topicId === topicId)?.id ?? null;
      const expected = [...toc.topics].map((id) => ({ id, tocNodeId: nodeOf(id) }));
      expect(topics).toMatchObject(expected);
    },
  }));
