import fc from "fast-check";
import { expect, test } from "vitest";
import { openStore } from "./store.js";

interface Place {
  id: string;
  children: Place[];
}

function createProject() {
  const store = openStore(null);
  const project = { id: "p", parentId: null, title: "P", language: "en-us", groups: [], outputTags: [] };
  const row = store.projects.insert({ ...project, visibility: "Private", createdOn: new Date(0) }, "live");
  return { toc: store.toc, row };
}

/** All places of the model in reading order, each with the list that it is in. */
function walk(siblings: Place[]): { place: Place; siblings: Place[] }[] {
  return siblings.flatMap((place) => [{ place, siblings }, ...walk(place.children)]);
}

test("whatever is inserted and deleted, order and numbers are those of a simple tree", () => {
  const step = fc.record({ isDeletion: fc.boolean(), target: fc.nat(30), ordinal: fc.option(fc.nat(6)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { toc, row } = createProject();
      const roots: Place[] = [];
      for (const { isDeletion, target, ordinal } of steps) {
        const all = walk(roots);
        const found = all[target % (all.length + 1)];
        if (isDeletion && found) {
          const { place, siblings } = found;
          siblings.splice(siblings.indexOf(place), 1, ...place.children);
          toc.delete(row, place.id);
        } else if (!isDeletion) {
          const siblings = found?.place.children ?? roots;
          const node = { parentId: found?.place.id ?? null, caption: "x", topicId: null, isShown: true };
          const id = toc.insert(row, ordinal === null ? node : { ...node, ordinal });
          siblings.splice(ordinal ?? siblings.length, 0, { id, children: [] });
        }
      }
      const expected = walk(roots).map(({ place, siblings }) => [place.id, siblings.indexOf(place)]);
      expect(toc.list(row).map(({ id, ordinal }) => [id, ordinal])).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test("many nodes are deleted as one after the other, whatever is below them", () => {
  const tree = fc.array(fc.record({ parent: fc.nat(), isDeleted: fc.boolean() }), { maxLength: 40 });
  fc.assert(
    fc.property(tree, fc.boolean(), (nodes, isBackwards) => {
      const [atOnce, one] = [createProject(), createProject()];
      const ids: (string | null)[] = [null];
      for (const { parent } of nodes) {
        const node = { parentId: ids[parent % ids.length] ?? null, caption: "x", topicId: null, isShown: true };
        const id = atOnce.toc.insert(atOnce.row, node);
        one.toc.insert(one.row, { ...node, id });
        ids.push(id);
      }
      const inOrder = nodes.flatMap(({ isDeleted }, index) => (isDeleted ? (ids[index + 1] ?? []) : []));
      const deleted = isBackwards ? inOrder.toReversed() : inOrder;
      atOnce.toc.deleteMany(atOnce.row, deleted);
      for (const id of deleted) one.toc.delete(one.row, id);
      expect(atOnce.toc.list(atOnce.row)).toEqual(one.toc.list(one.row));
    }),
    { numRuns: 100 },
  );
});

test("a walk goes on below nodes that were deleted since it began", () => {
  const { toc, row } = createProject();
  const insert = (caption: string, parentId: string | null) =>
    toc.insert(row, { caption, parentId, topicId: null, isShown: true });
  const first = insert("first", null);
  // As many as are read at once, so that what follows is read when it is gone.
  for (let number = 0; number < 500; number += 1) insert("filler", first);
  const second = insert("second", null);
  insert("below", insert("deeper", second));
  const last = insert("deleted", second);
  insert("orphan", last);

  const walked: string[] = [];
  for (const { node, depth, hasChildren } of toc.walk(row)) {
    if (node.caption === "first") toc.delete(row, last);
    if (node.caption !== "filler") walked.push(`${"  ".repeat(depth)}${node.caption}${hasChildren ? " +" : ""}`);
  }
  expect(walked).toEqual(["first +", "second +", "  deeper +", "    below", "  orphan"]);
});
