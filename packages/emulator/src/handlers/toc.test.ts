import { describe, expect, test } from "vitest";
import { createTestPortal, fields, items, message, origin, type TestPortal } from "../../test/test-portal.js";

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

/** `welcome 1(engine wings(bolts))`: the topics' ids and the folders' captions, in their order. */
async function outline(portal: TestPortal): Promise<string> {
  const all = items((await portal.call("GET projects/manual/toc/nodes")).json);
  const below = (parentId: unknown): string => {
    const children = all.filter((node) => node.parentId === parentId);
    expect(children.map(({ ordinalNo }) => ordinalNo)).toEqual(children.map((_, index) => index));
    return children
      .map(({ id, topicId, caption }) => {
        const inside = below(id);
        return `${String(topicId ?? caption)}${inside && `(${inside})`}`;
      })
      .join(" ");
  };
  return below(null);
}

async function createPortal() {
  const portal = createTestPortal();
  const all = items((await portal.call("GET projects/manual/toc/nodes")).json);
  const id = (name: string) => String(all.find(({ topicId, caption }) => topicId === name || caption === name)?.id);
  const update = (name: string, changes: Record<string, unknown>) =>
    portal.call(`PATCH projects/manual/toc/nodes/${id(name)}`, {
      body: { updatedFields: Object.keys(changes).join(","), ...changes },
    });
  return { portal, id, update };
}

test("one node can be read", async () => {
  const { portal, id } = await createPortal();
  const { json } = await portal.call(`GET projects/manual/toc/nodes/${id("bolts")}`);
  expect(json).toMatchObject({ topicId: "bolts", parentId: id("wings"), ordinalNo: 0 });
  expect((await portal.call("GET projects/manual/toc/nodes/none")).status).toBe(404);
});

describe("creating a folder", () => {
  test("puts it last, or where it is wanted, and answers with its address", async () => {
    const { portal, id } = await createPortal();
    const post = (body: Record<string, unknown>) => portal.call("POST projects/manual/toc/nodes", { body });
    const reply = await post({ caption: "End" });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ caption: "End", topicId: null, parentId: null, isShowInToc: false });
    expect(reply.headers.get("Location")).toBe(
      `${origin}/api/v1/projects/manual/toc/nodes/${String(fields(reply.json).id)}`,
    );
    await post({ caption: "First", parentId: id("Parts"), ordinalNo: 0, isShowInToc: true });
    expect(await outline(portal)).toBe("welcome Parts(First engine wings(bolts)) End");
  });

  test.each([
    ["below what is not there", "manual", { caption: "X", parentId: "none" }, 400],
    ["at a negative place", "manual", { caption: "X", ordinalNo: -1 }, 400],
    ["without a caption", "manual", {}, 400],
    ["in a publication", "manual-public", { caption: "X" }, 400],
  ])("%s is refused", async (_what, project, body, status) => {
    const { portal } = await createPortal();
    expect((await portal.call(`POST projects/${project}/toc/nodes`, { body })).status).toBe(status);
  });
});

describe("changing a node", () => {
  test("changes what is listed and answers with the node", async () => {
    const { portal, id, update } = await createPortal();
    const reply = await update("engine", { caption: "The engine", isShowInToc: true });
    expect(reply.json).toMatchObject({ caption: "The engine", isShowInToc: true, ordinalNo: 0 });
    expect((await portal.call(`GET projects/manual/toc/nodes/${id("engine")}`)).json).toEqual(reply.json);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ["among its siblings, forwards", "engine", { ordinalNo: 1 }, "welcome Parts(wings(bolts) engine)"],
    ["among its siblings, backwards", "wings", { ordinalNo: 0 }, "welcome Parts(wings(bolts) engine)"],
    ["beyond the end, which is the end", "welcome", { ordinalNo: 99 }, "Parts(engine wings(bolts)) welcome"],
    ["to the root, last", "wings", { parentId: null }, "welcome Parts(engine) wings(bolts)"],
    ["to the root, in between", "wings", { parentId: null, ordinalNo: 1 }, "welcome wings(bolts) Parts(engine)"],
    ["to where it is", "engine", { parentId: "Parts", ordinalNo: 0 }, "welcome Parts(engine wings(bolts))"],
    ["below another", "welcome", { parentId: "bolts" }, "Parts(engine wings(bolts(welcome)))"],
  ])("moves it %s", async (_what, name, changes, expected) => {
    const { portal, id, update } = await createPortal();
    const parentId = typeof changes.parentId === "string" ? id(changes.parentId) : changes.parentId;
    expect((await update(name, "parentId" in changes ? { ...changes, parentId } : changes)).status).toBe(200);
    expect(await outline(portal)).toBe(expected);
  });

  test("does not move it into or below itself", async () => {
    const { portal, id, update } = await createPortal();
    for (const parent of ["Parts", "bolts"]) {
      const reply = await update("Parts", { parentId: id(parent) });
      expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("below itself")]);
    }
    expect(await outline(portal)).toBe("welcome Parts(engine wings(bolts))");
  });
});

describe("deleting nodes", () => {
  test("lets what is below take their place, and keeps the topics", async () => {
    const { portal, id } = await createPortal();
    expect((await portal.call(`DELETE projects/manual/toc/nodes/${id("wings")}`)).status).toBe(204);
    expect(await outline(portal)).toBe("welcome Parts(engine bolts)");
    expect((await portal.call("GET projects/manual/articles/wings")).json).toMatchObject({ tocNodeId: null });
    expect((await portal.call(`DELETE projects/manual/toc/nodes/${id("wings")}`)).status).toBe(404);
  });

  test("deletes several, or none when one of them is not there", async () => {
    const { portal, id } = await createPortal();
    const remove = (...tocNodeIds: string[]) =>
      portal.call("DELETE projects/manual/toc/nodes", { body: { tocNodeIds } });
    expect((await remove(id("engine"), "none")).status).toBe(404);
    expect(await outline(portal)).toBe("welcome Parts(engine wings(bolts))");
    expect((await remove(id("Parts"), id("bolts"))).status).toBe(204);
    expect(await outline(portal)).toBe("welcome engine wings");
  });
});
