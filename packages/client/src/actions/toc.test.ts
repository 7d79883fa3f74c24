import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFakePortal } from "../../test/fake-portal.js";
import { nestTocNodes, RequestValidationError, type MoveTocNodeInput, type TocTreeNode } from "../index.js";

const node = (id: string, parentId: string | null, ordinalNo: number) => ({
  id,
  parentId,
  ordinalNo,
  caption: id,
  isShowInToc: true,
  topicId: null,
});
/** Siblings are numbered from 1 here, and come in no order. */
const nodes = [
  node("b2", "b", 2),
  node("b", null, 2),
  node("a", null, 1),
  node("b1", "b", 1),
  node("c", null, 3),
  node("b1x", "b1", 1),
];

const outline = (tree: readonly TocTreeNode[]): string =>
  tree.map(({ id, children }) => (children.length > 0 ? `${id}(${outline(children)})` : id)).join(" ");

describe("toc.tree", () => {
  it("nests the nodes in their order", async () => {
    const { client } = createFakePortal({ "GET projects/p/toc/nodes": () => nodes });
    expect(outline(await client.toc.tree({ projectId: "p" }))).toBe("a b(b1(b1x) b2) c");
  });

  it("loses no node whose parent is not in the list", () => {
    expect(outline(nestTocNodes([node("x", "elsewhere", 5), node("a", null, 1)]))).toBe("a x");
  });
});

describe(nestTocNodes, () => {
  it("cuts rings of parents, and loses none of their nodes", () => {
    const rings = [
      node("self", "self", 3),
      node("x", "z", 1),
      node("y", "x", 1),
      node("z", "y", 1),
      node("leaf", "y", 2),
    ];
    expect(outline(nestTocNodes([...rings, node("a", null, 1)]))).toBe("x(y(z leaf)) a self");
  });

  it("gives every node once, whatever their parents are", () => {
    const parents = fc.array(fc.option(fc.nat({ max: 12 })), { maxLength: 12 });
    const idsIn = (tree: readonly TocTreeNode[]): string[] =>
      tree.flatMap(({ id, children }) => [id, ...idsIn(children)]);
    fc.assert(
      fc.property(parents, (list) => {
        const flat = list.map((parent, index) => node(String(index), parent === null ? null : String(parent), index));
        expect(idsIn(nestTocNodes(flat)).sort()).toEqual(flat.map(({ id }) => id).sort());
      }),
    );
  });
});

async function move(input: Omit<MoveTocNodeInput, "projectId">) {
  const { client, calls } = createFakePortal({
    "GET projects/p/toc/nodes": () => nodes,
    [`PATCH projects/p/toc/nodes/${input.tocNodeId}`]: ({ body }) => ({ ...node("x", null, 1), ...(body as object) }),
  });
  await client.toc.move({ projectId: "p", ...input });
  return calls[1]?.body;
}

describe("toc.move", () => {
  it.each<[string, Omit<MoveTocNodeInput, "projectId">, object]>([
    ["to the end of its siblings", { tocNodeId: "a" }, { parentId: null, ordinalNo: 3 }],
    ["to the beginning", { tocNodeId: "c", position: "first" }, { parentId: null, ordinalNo: 1 }],
    ["before a sibling", { tocNodeId: "c", position: { before: "b" } }, { parentId: null, ordinalNo: 2 }],
    [
      "after a sibling, as if it had been taken out",
      { tocNodeId: "a", position: { after: "b" } },
      { parentId: null, ordinalNo: 2 },
    ],
    ["below another parent", { tocNodeId: "a", parentId: "b" }, { parentId: "b", ordinalNo: 3 }],
    ["beside a node elsewhere", { tocNodeId: "a", position: { before: "b2" } }, { parentId: "b", ordinalNo: 2 }],
    ["to the root", { tocNodeId: "b2", parentId: null, position: "first" }, { parentId: null, ordinalNo: 1 }],
  ])("moves a node %s", async (_name, input, expected) => {
    expect(await move(input)).toMatchObject(expected);
  });

  it("names no number where there are no siblings", async () => {
    expect(await move({ tocNodeId: "a", parentId: "c" })).toEqual({ updatedFields: "parentId", parentId: "c" });
  });

  it.each<[string, Omit<MoveTocNodeInput, "projectId">, RegExp]>([
    ["below itself", { tocNodeId: "b", parentId: "b1x" }, /below it/],
    ["into itself", { tocNodeId: "b", parentId: "b" }, /the node itself/],
    ["beside itself", { tocNodeId: "b", position: { after: "b" } }, /no sibling/],
    ["beside a node that is elsewhere", { tocNodeId: "a", parentId: "b", position: { after: "c" } }, /no sibling/],
    ["to no place that there is", { tocNodeId: "a", position: "middle" as never }, /position must be "first", "last"/],
    ["to no place at all", { tocNodeId: "a", position: {} as never }, /position must be "first", "last"/],
    ["to null", { tocNodeId: "a", position: null as never }, /position must be "first", "last"/],
    ["to two places", { tocNodeId: "a", position: { before: "b", after: "c" } as never }, /position must be "first"/],
    ["below what is not there", { tocNodeId: "a", parentId: "none" }, /not in the project/],
  ])("does not move a node %s", async (_name, input, message) => {
    const error: unknown = await move(input).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(String(error)).toMatch(message);
  });
});
