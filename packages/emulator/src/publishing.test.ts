import { expect, test } from "vitest";
import { publishInPart } from "./publishing.js";
import { openStore } from "./store/store.js";

test("at every moment of an update in part, the nodes of the new publication name topics that are there", async () => {
  const store = openStore(null);
  const insert = (id: string, parentId: string | null, state: "live" | "replacing") => {
    const lists = { groups: [], outputTags: [] };
    const project = { id, parentId, title: id, visibility: "Public", language: "en-us", ...lists } as const;
    const described = { ...project, createdOn: new Date(0) };
    return { ...described, row: store.projects.insert(described, state) };
  };
  const project = insert("guide", null, "live");
  const live = insert("pub", "guide", "live");
  const { row: targetRow } = insert("pub", "guide", "replacing");
  const people = { status: "Ready", owner: "admin", assignee: "admin" };
  for (const { row: projectRow } of [project, live]) {
    const dates = { createdOn: new Date(0), modifiedOn: new Date(0) };
    const topic = { projectRow, id: "t", title: "T", body: "<p>Words</p>", keywords: [], isAuto: false };
    store.topics.insert({ ...topic, ...people, ...dates });
    store.toc.insert(projectRow, { parentId: null, caption: "T", topicId: "t", isShown: true });
  }

  const orphans = store.database.query(
    "SELECT row FROM toc_nodes WHERE topic_id NOT IN (SELECT id FROM topics WHERE project_row = toc_nodes.project_row)",
    ({ row }) => row,
  );
  const found: unknown[] = [];
  const pause = () => {
    found.push(orphans.get());
    return Promise.resolve();
  };
  const relinking = { fromProjectId: "guide", toProjectId: "pub", origin: "" };
  const plan = { store, project, targetRow, relinking, isOnlyReady: false, replaced: live, isPartial: true };
  await publishInPart(plan, { report: () => undefined, pause, signal: new AbortController().signal });

  expect(found.length).toBeGreaterThan(2);
  expect(found.filter((row) => row !== undefined)).toEqual([]);
  expect(store.topics.list(targetRow).map(({ id }) => id)).toEqual(["t"]);
  store.database.close();
});
