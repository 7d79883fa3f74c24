import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { NotFoundError, type TocTreeNode } from "../../src/index.js";
import { newId, openPortal, type ContractPortal } from "./portal.js";

let portal: ContractPortal;
let folderId: string;
let ids: readonly [a: string, b: string, c: string];

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  const { client, projectId } = portal;
  const create = async (caption: string, parentId: string | null) =>
    (await client.toc.create({ projectId, caption, parentId })).id;
  folderId = await create(newId("contract-folder"), null);
  ids = [await create("a", folderId), await create("b", folderId), await create("c", folderId)];
});
afterEach(async () => {
  const { client, projectId } = portal;
  for (const tocNodeId of [...ids, folderId]) {
    await client.toc.delete({ projectId, tocNodeId }).catch((error: unknown) => {
      if (!NotFoundError.isInstance(error)) throw error;
    });
  }
});

const outline = (nodes: readonly TocTreeNode[]): string =>
  nodes
    .map(({ caption, children }) => `${caption ?? ""}${children.length > 0 ? `(${outline(children)})` : ""}`)
    .join(" ");

async function readOutline(): Promise<string> {
  const tree = await portal.client.toc.tree({ projectId: portal.projectId });
  return outline(tree.find(({ id }) => id === folderId)?.children ?? []);
}

it("nodes are moved to where they are wanted", async () => {
  const { client, projectId } = portal;
  const [a, b, c] = ids;
  expect(await readOutline()).toBe("a b c");
  await client.toc.move({ projectId, tocNodeId: a, position: "last" });
  expect(await readOutline()).toBe("b c a");
  await client.toc.move({ projectId, tocNodeId: a, position: { before: c } });
  expect(await readOutline()).toBe("b a c");
  await client.toc.move({ projectId, tocNodeId: b, position: { after: a } });
  expect(await readOutline()).toBe("a b c");
  await client.toc.move({ projectId, tocNodeId: c, position: "first" });
  expect(await readOutline()).toBe("c a b");
  await client.toc.move({ projectId, tocNodeId: b, parentId: a });
  expect(await readOutline()).toBe("c a(b)");
});

it("a change answers with the node, as a read right after does", async () => {
  const { client, projectId } = portal;
  const updated = await client.toc.update({ projectId, tocNodeId: ids[0], caption: "renamed", isShowInToc: true });
  expect(updated).toMatchObject({ caption: "renamed", isShowInToc: true });
  expect(await client.toc.get({ projectId, tocNodeId: ids[0] })).toEqual(updated);
});

it("several nodes are deleted at once", async () => {
  const { client, projectId } = portal;
  await client.toc.deleteMany({ projectId, tocNodeIds: [...ids] });
  expect(await client.toc.listChildren({ projectId, tocNodeId: folderId })).toEqual([]);
});
