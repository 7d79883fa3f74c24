import { describe, expect, test } from "vitest";
import { readZip } from "../../test/read-zip.js";
import {
  createSlowPortal,
  createTestPortal,
  fields,
  items,
  message,
  origin,
  type TestPortal,
} from "../../test/test-portal.js";
import { createVirtualClock } from "../clock.js";

const publish = "POST projects/manual?action=publish";

async function outline(portal: TestPortal, id: string): Promise<string[]> {
  const nodes = items((await portal.call(`GET projects/${id}/toc/nodes`)).json);
  const depthOf = (node: Record<string, unknown>): number => {
    const parent = nodes.find(({ id }) => id === node.parentId);
    return parent ? 1 + depthOf(parent) : 0;
  };
  const nameOf = ({ topicId, caption }: Record<string, unknown>) =>
    typeof topicId === "string" ? topicId : `[${String(caption)}]`;
  return nodes.map((node) => "- ".repeat(depthOf(node)) + nameOf(node));
}

async function nodeId(portal: TestPortal, name: string): Promise<string> {
  const nodes = items((await portal.call("GET projects/manual/toc/nodes")).json);
  return String(nodes.find(({ topicId, caption }) => topicId === name || caption === name)?.id);
}

async function update(portal: TestPortal, topicId: string, changes: Record<string, unknown>): Promise<void> {
  const body = { updatedFields: Object.keys(changes).join(","), ...changes };
  await portal.call(`PATCH projects/manual/articles/${topicId}`, { body });
}

async function title(portal: TestPortal, id: string, topicId: string): Promise<unknown> {
  return fields((await portal.call(`GET projects/${id}/articles/${topicId}`)).json).title;
}

describe("publishing a project", () => {
  test("starts a task whose address is in Location, and makes a private copy", async () => {
    const portal = createTestPortal();
    const reply = await portal.call(`POST projects/manual/?action=publish`, { body: { pubId: "new", pubName: "New" } });
    expect(reply.status).toBe(200);
    const key = String(fields(reply.json).taskKey);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(reply.headers.get("Location")).toBe(`${origin}/api/v1/tasks/${key}`);
    expect((await portal.call(`GET ${String(reply.headers.get("Location"))}`)).status).toBe(200);

    await portal.run(publish, { pubId: "newer", pubName: "Newer" });
    const publication = await portal.call("GET projects/newer");
    expect(publication.json).toMatchObject({ parentId: "manual", title: "Newer", visibility: "Private" });
    expect(await outline(portal, "newer")).toEqual(await outline(portal, "manual"));
  });

  test("links between topics lead to the publication's own topics, code samples stay", async () => {
    const portal = createTestPortal();
    const body = `<a href="${origin}/articles/manual/engine#x">e</a> <code>href="/articles/manual/engine"</code>`;
    await update(portal, "welcome", { body });
    await portal.run(publish, { pubId: "new", pubName: "New" });
    const topic = fields((await portal.call("GET projects/new/articles/welcome")).json);
    expect(topic.body).toBe(body.replace(`${origin}/articles/manual/`, `${origin}/articles/new/`));
    const engine = fields((await portal.call("GET projects/new/articles/engine")).json);
    expect(engine.body).toContain('src="/resources/Storage/new/engine.png"');
  });

  test("only ready topics: what is not ready becomes a folder when something ready is below it", async () => {
    const portal = createTestPortal();
    await portal.run(publish, {
      pubId: "ready",
      pubName: "Ready",
      isPublishOnlyReadyTopics: true,
      outputTags: ["any"],
    });
    expect(await outline(portal, "ready")).toEqual(["welcome", "[Parts]", "- engine", "- [Wings]", "- - bolts"]);
    expect((await portal.call("GET projects/ready/articles/wings")).status).toBe(404);
    await update(portal, "bolts", { statusName: "Draft" });
    await portal.run(publish, { pubId: "ready-2", pubName: "Ready", isPublishOnlyReadyTopics: true });
    expect(await outline(portal, "ready-2")).toEqual(["welcome", "[Parts]", "- engine"]);
  });

  test("only ready topics says why nothing was published when no topic is ready", async () => {
    const portal = createTestPortal();
    for (const id of ["welcome", "engine", "bolts"]) await update(portal, id, { statusName: "Draft" });
    const onlyReady = { isPublishOnlyReadyTopics: true };
    const why = "since none that was chosen has the status Ready.";
    const full = await portal.run(publish, { pubId: "ready", pubName: "Ready", ...onlyReady });
    expect(full).toMatchObject({ isSucceeded: true, statusText: `Published: 0 topics, ${why}` });
    const part = await portal.run(publish, { updatedPubId: "ready", updateMode: "Partial", ...onlyReady });
    expect(part.statusText).toBe(`Topics: 0 updated, 0 added, 0 left out, ${why}`);
    const all = await portal.run(publish, { pubId: "all", pubName: "All" });
    expect(all.statusText).toBe("Published: 4 topics.");
  });

  test("chosen nodes bring what is below them, and the folders above them", async () => {
    const portal = createTestPortal();
    const publishedTocNodeIds = [await nodeId(portal, "wings")];
    await portal.run(publish, { pubId: "part", pubName: "Part", publishedTocNodeIds });
    expect(await outline(portal, "part")).toEqual(["[Parts]", "- wings", "- - bolts"]);
  });

  test("a publication in the making is not to be seen, but its id is taken", async () => {
    const portal = createSlowPortal();
    await portal.call(publish, { body: { pubId: "new", pubName: "New" } });
    expect((await portal.call("GET projects/new")).status).toBe(404);
    expect((await portal.call(publish, { body: { pubId: "new", pubName: "New" } })).status).toBe(409);
  });

  test.each<[what: string, path: string, body: Record<string, unknown>, status: number, words: string]>([
    ["the id of a publication", "manual-public", { pubId: "x", pubName: "X" }, 400, "project is expected"],
    ["an unknown project", "none", { pubId: "x", pubName: "X" }, 404, '"none"'],
    ["the id of an existing publication", "manual", { pubId: "manual-public", pubName: "X" }, 409, '"manual-public"'],
    ["the id of an existing project", "manual", { pubId: "manual", pubName: "X" }, 409, '"manual"'],
    ["no title", "manual", { pubId: "x" }, 400, '"pubName" is required'],
    ["an id that no address can carry", "manual", { pubId: "a/b", pubName: "X" }, 400, '"pubId"'],
    ["unknown nodes", "manual", { pubId: "x", pubName: "X", publishedTocNodeIds: ["n"] }, 400, "n."],
    ["an empty list of nodes", "manual", { pubId: "x", pubName: "X", publishedTocNodeIds: [] }, 400, "names no node"],
    ["pubId and updatedPubId", "manual", { pubId: "x", updatedPubId: "manual-public" }, 400, '"pubId"'],
    ["an unknown publication to update", "manual", { updatedPubId: "none" }, 404, '"none"'],
    ["a project to update", "manual", { updatedPubId: "manual" }, 400, "publication is expected"],
    ["an unknown update mode", "manual", { updatedPubId: "manual-public", updateMode: "partial" }, 500, "Partial"],
  ])("%s is refused", async (_what, id, body, status, words) => {
    const portal = createTestPortal();
    const reply = await portal.call(`POST projects/${id}?action=publish`, { body });
    expect(message(reply)).toContain(words);
    expect(reply.status).toBe(status);
  });
});

describe("updating a publication", () => {
  test("FullReplace makes it anew and keeps id, visibility and creation date", async () => {
    let now = Date.UTC(2026, 0, 1);
    const portal = createTestPortal({ clock: { now: () => now } });
    const before = fields((await portal.call("GET projects/manual-public")).json);
    now += 1_000_000;
    await portal.call("DELETE projects/manual/articles/welcome");
    await portal.createTopic("new");
    await portal.run(publish, { updatedPubId: "manual-public", pubName: "Second edition", updateMode: "FullReplace" });
    expect((await portal.call("GET projects/manual-public")).json).toEqual({ ...before, title: "Second edition" });
    expect(await outline(portal, "manual-public")).toEqual(["[Parts]", "- engine", "- wings", "- - bolts", "new"]);
  });

  test("FullReplace deletes the publication's files that the project does not have, Partial keeps them", async () => {
    const portal = createTestPortal();
    const upload = { body: { content: "aGk=" } };
    await portal.call("POST storage/manual/kept.txt?format=base64", upload);
    await portal.call("POST storage/manual-public/old.txt?format=base64", upload);
    const statusOf = async (name: string) => (await portal.call(`GET storage/manual-public/${name}`)).status;
    await portal.run(publish, { updatedPubId: "manual-public", updateMode: "Partial" });
    expect(await statusOf("old.txt")).toBe(200);
    await portal.run(publish, { updatedPubId: "manual-public", updateMode: "FullReplace" });
    expect(await statusOf("old.txt")).toBe(404);
    expect(await statusOf("kept.txt")).toBe(200);
  });

  test("small fixes in the publication are lost with a full update", async () => {
    const portal = createTestPortal();
    const body = { updatedFields: "title", title: "Fixed" };
    await portal.call("PATCH projects/manual-public/articles/welcome", { body });
    await portal.run(publish, { updatedPubId: "manual-public" });
    expect(await title(portal, "manual-public", "welcome")).toBe("Welcome");
  });

  test.each([{}, { pubVisibility: "Public" }])(
    "visibility and access groups that are set while the update runs are kept: %j",
    async (more) => {
      const portal = createTestPortal();
      const started = portal.run(publish, { updatedPubId: "manual-public", ...more });
      const body = { updatedFields: "visibility", visibility: "Restricted" };
      await portal.call("PATCH projects/manual-public", { body });
      const groups = { groups: ["Partners"] };
      const path = "/__emulator/publications/manual-public/groups";
      const headers = { "Content-Type": "application/json" };
      expect((await portal.call(`PUT ${path}`, { as: null, body: groups, headers })).status).toBe(200);
      await started;
      expect((await portal.call("GET projects/manual-public")).json).toMatchObject({ visibility: "Restricted" });
      expect((await portal.call(`GET ${path}`, { as: null })).json).toEqual(groups);
    },
  );

  test.each(["Partial", "FullReplace"])(
    "no topic of the publication is changed while a %s update would lose that",
    async (updateMode) => {
      const portal = createSlowPortal();
      const started = await portal.call(publish, { body: { updatedPubId: "manual-public", updateMode } });
      const change = async () => {
        const topic = "projects/manual-public/articles/welcome";
        const patch = await portal.call(`PATCH ${topic}`, { body: { updatedFields: "title", title: "Fixed" } });
        return [patch, await portal.call(`DELETE ${topic}`)];
      };
      for (const reply of await change()) {
        expect([reply.status, message(reply)]).toEqual([409, expect.stringContaining("is being updated")]);
      }
      portal.clock.advance(1000);
      await portal.finish(String(fields(started.json).taskKey));
      expect((await change()).map(({ status }) => status)).toEqual([200, 204]);
    },
  );

  test.each(["Partial", "FullReplace"])(
    "no file of the publication is changed while a %s update would lose that",
    async (updateMode) => {
      const clock = createVirtualClock();
      const portal = createTestPortal({ clock });
      await portal.run(publish, { pubId: "new", pubName: "New" });
      await portal.call("POST storage/new/late.bin?format=resumable");
      portal.emulator.faults.add({ effect: { kind: "slowTask", ms: 1000 } });
      const started = await portal.call(publish, { body: { updatedPubId: "new", updateMode } });
      const headers = { "Content-Range": "bytes 0-2/3" };
      const change = async () => [
        await portal.call("PUT storage/new/late.bin?format=resumable", { body: "abc", headers }),
        await portal.call("POST storage/new/added.txt?format=base64", { body: { content: "YWJj" } }),
        await portal.call("PATCH storage/new/engine.png", { body: { updatedFields: "content", content: "YWJj" } }),
        await portal.call("DELETE storage/new/engine.png"),
      ];
      for (const reply of await change()) {
        expect([reply.status, message(reply)]).toEqual([409, expect.stringContaining("is being updated")]);
      }
      expect((await portal.call("POST storage/newer.txt?format=base64", { body: {} })).status).toBe(201);
      clock.advance(1000);
      await portal.finish(String(fields(started.json).taskKey));
      expect((await change()).map(({ status }) => status)).toEqual([200, 201, 200, 204]);
    },
  );

  test("the live publication is readable until the new one is complete", async () => {
    const portal = createSlowPortal();
    await update(portal, "welcome", { title: "Changed" });
    await portal.call(publish, { body: { updatedPubId: "manual-public" } });
    expect(await title(portal, "manual-public", "welcome")).toBe("Welcome");
    expect((await portal.call(publish, { body: { updatedPubId: "manual-public" } })).status).toBe(409);
  });

  test("Partial updates topics where they are, adds new ones in their place, deletes nothing", async () => {
    const portal = createTestPortal();
    await portal.call("DELETE projects/manual/articles/welcome");
    await update(portal, "engine", { title: "Motor" });
    await portal.createTopic("tank", { parentTocNodeId: await nodeId(portal, "Parts"), tocNodeOrdinalNo: 1 });
    await portal.createTopic("cap", { parentTocNodeId: await nodeId(portal, "tank") });
    const status = await portal.run(publish, { updatedPubId: "manual-public", updateMode: "Partial" });
    expect(status.statusText).toBe("Topics: 3 updated, 2 added, 0 left out.");
    expect(await outline(portal, "manual-public")).toEqual([
      ...["welcome", "[Parts]", "- engine", "- tank", "- - cap", "- wings", "- - bolts"],
    ]);
    expect(await title(portal, "manual-public", "engine")).toBe("Motor");
  });

  test("Partial gives a topic to the folder that stood in for it", async () => {
    const portal = createTestPortal();
    await portal.run(publish, { pubId: "ready", pubName: "Ready", isPublishOnlyReadyTopics: true });
    await update(portal, "wings", { statusName: "Ready" });
    const status = await portal.run(publish, { updatedPubId: "ready", updateMode: "Partial" });
    expect(status.statusText).toBe("Topics: 3 updated, 1 added, 0 left out.");
    expect(await outline(portal, "ready")).toEqual(["welcome", "[Parts]", "- engine", "- wings", "- - bolts"]);
  });

  test("Partial leaves out a new topic when the node above it is not in the publication", async () => {
    const portal = createTestPortal();
    const wings = await nodeId(portal, "wings");
    await portal.run(publish, {
      pubId: "small",
      pubName: "Small",
      publishedTocNodeIds: [await nodeId(portal, "welcome")],
    });
    const choice = { updateMode: "Partial", publishedTocNodeIds: [wings] };
    const status = await portal.run(publish, { updatedPubId: "small", ...choice });
    expect(status.statusText).toBe("Topics: 0 updated, 0 added, 2 left out.");
    expect(await outline(portal, "small")).toEqual(["welcome"]);
  });

  test("another project's publication is refused", async () => {
    const seed = { users: [], projects: [{ id: "other", title: "Other", toc: [] }], publications: [], files: [] };
    const { testSeed } = await import("../../test/test-seed.js");
    const portal = createTestPortal({ seed: { ...testSeed, projects: [...testSeed.projects, ...seed.projects] } });
    const body = { updatedPubId: "manual-public" };
    const reply = await portal.call("POST projects/other?action=publish", { body });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining('of "manual"')]);
  });
});

describe("visibility", () => {
  test("changes, answers with the whole publication, and opens it to anonymous callers", async () => {
    const portal = createTestPortal();
    const read = () => portal.call("GET projects/manual-private/articles/welcome", { as: null });
    expect((await read()).status).toBe(401);
    const body = { updatedFields: "visibility", visibility: "Public" };
    const updated = await portal.call("PATCH projects/manual-private", { body });
    expect(updated.json).toMatchObject({ id: "manual-private", visibility: "Public" });
    expect((await portal.call("GET projects/manual-private")).json).toEqual(updated.json);
    expect((await read()).status).toBe(200);
  });

  test("a project has none to change", async () => {
    const body = { updatedFields: "visibility", visibility: "Public" };
    const reply = await createTestPortal().call("PATCH projects/manual", { body });
    expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("always Private")]);
  });
});

describe("exporting", () => {
  test("behind a full update of the publication exports what the update made", async () => {
    const portal = createTestPortal();
    await portal.createTopic("brand-new", { body: "<p>x</p>" });
    await portal.call(publish, { body: { updatedPubId: "manual-public" } });
    const body = { format: "PureHtml", outputFileName: "Storage/m.zip" };
    expect(await portal.run("POST projects/manual-public?action=export", body)).toMatchObject({ isSucceeded: true });
    const file = fields((await portal.call("GET storage/m.zip?format=base64")).json);
    const names = (await readZip(Buffer.from(String(file.content), "base64"))).keys();
    expect([...names]).toContain("topics/brand-new.html");
  });

  test("puts no file below a file that another export made meanwhile", async () => {
    const portal = createTestPortal();
    const path = "POST projects/manual-public?action=export";
    const start = (outputFileName: string) =>
      portal.call(path, { body: { format: "PureHtml", outputFileName } }).then(({ json }) => fields(json).taskKey);
    const [first, second] = [await start("Storage/out"), await start("Storage/out/m.zip")];
    expect(await portal.finish(String(first))).toMatchObject({ isSucceeded: true });
    const statusText = '"Storage/out" is a file, so nothing can be put below it.';
    expect(await portal.finish(String(second))).toMatchObject({ isSucceeded: false, statusText });
  });

  test("puts a file into Storage, over an older one", async () => {
    const portal = createTestPortal();
    const body = { format: "PureHtml", outputFileName: "Storage/out/m.zip", exportPresetName: "Default" };
    for (let time = 1; time <= 2; time += 1) {
      const status = await portal.run("POST projects/manual-public?action=export", body);
      expect(status).toMatchObject({ isSucceeded: true, overallProgress: 100 });
      const file = fields((await portal.call("GET storage/out/m.zip?format=base64")).json);
      expect(Buffer.from(String(file.content), "base64").subarray(0, 2).toString()).toBe("PK");
    }
  });

  test.each<[what: string, id: string, body: Record<string, unknown>, status: number, words: string]>([
    ["the id of a project", "manual", {}, 400, "publication is expected"],
    ["an unknown publication", "none", {}, 404, '"none"'],
    ["a format that is not made yet", "manual-public", { format: "Chm" }, 501, "Pdf"],
    ["an unknown format", "manual-public", { format: "Scroll" }, 400, "format"],
    ["a format in the wrong letter case", "manual-public", { format: "pdf" }, 500, '"format" must be Pdf'],
    ["an FTP server", "manual-public", { ftpInfo: { hostName: "x" } }, 501, "FTP"],
    ["an unknown preset", "manual-public", { exportPresetName: "Fancy" }, 400, "Default"],
    ["a name outside of Storage", "manual-public", { outputFileName: "/etc/passwd" }, 400, "Storage/"],
  ])("%s is refused", async (_what, id, more, status, words) => {
    const body = { format: "PureHtml", outputFileName: "Storage/x.zip", ...more };
    const reply = await createTestPortal().call(`POST projects/${id}?action=export`, { body });
    expect(message(reply)).toContain(words);
    expect(reply.status).toBe(status);
  });
});
