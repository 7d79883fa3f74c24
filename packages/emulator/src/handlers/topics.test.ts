import { describe, expect, test } from "vitest";
import { createTestPortal, fields, items, message, origin, type TestPortal } from "../../test/test-portal.js";

async function toc(portal: TestPortal, projectId = "manual") {
  const nodes = items((await portal.call(`GET projects/${projectId}/toc/nodes`)).json);
  return nodes.map(({ topicId, caption, ordinalNo }) => `${String(ordinalNo)} ${String(topicId ?? caption)}`);
}

async function nodeOf(portal: TestPortal, topicId: string): Promise<string> {
  return String(fields((await portal.call(`GET projects/manual/articles/${topicId}`)).json).tocNodeId);
}

describe("creating", () => {
  test("answers 201 with the address of the topic, which a GET resolves to the same topic", async () => {
    const portal = createTestPortal();
    const created = await portal.createTopic("new topic", { title: "New", body: "<p>x</p>", indexKeywords: ["k"] });
    expect(created.status).toBe(201);
    const location = created.headers.get("Location") ?? "";
    expect(location).toBe(`${origin}/api/v1/projects/manual/articles/new%20topic`);
    const read = await portal.call(`GET ${location}`);
    expect(read.json).toMatchObject({ id: "new topic", title: "New", body: "<p>x</p>", indexKeywords: ["k"] });
    expect(read.json).toEqual({ ...fields(created.json), body: "<p>x</p>", html: fields(read.json).html });
  });

  test("answers with the title that is stored, whatever characters came", async () => {
    const portal = createTestPortal();
    const created = await portal.createTopic("odd", { title: "a\u0002b\tc" });
    expect(fields(created.json).title).toBe("ab\tc");
    const read = fields((await portal.call("GET projects/manual/articles/odd")).json);
    expect({ ...read, body: null, html: null }).toEqual(created.json);
  });

  test("a topic comes last and is not shown in the TOC, unless the call says otherwise", async () => {
    const portal = createTestPortal();
    await portal.createTopic("last");
    await portal.createTopic("first", { tocNodeOrdinalNo: 0, isShowInToc: true, tocNodeCaption: "One" });
    await portal.createTopic("far", { tocNodeOrdinalNo: 99 });
    const nodes = items((await portal.call("GET projects/manual/toc/nodes")).json).filter(
      ({ parentId }) => parentId === null,
    );
    expect(nodes.map(({ topicId, ordinalNo }) => [topicId, ordinalNo])).toEqual([
      ["first", 0],
      ["welcome", 1],
      [null, 2],
      ["last", 3],
      ["far", 4],
    ]);
    expect(nodes[0]).toMatchObject({ isShowInToc: true, caption: "One" });
    expect(nodes[3]).toMatchObject({ isShowInToc: false, caption: "" });
  });

  test("a topic goes below the given node", async () => {
    const portal = createTestPortal();
    const parentTocNodeId = await nodeOf(portal, "engine");
    await portal.createTopic("pistons", { parentTocNodeId });
    const children = await portal.call(`GET projects/manual/toc/nodes/${parentTocNodeId}/children`);
    expect(children.json).toMatchObject([{ topicId: "pistons", parentId: parentTocNodeId, ordinalNo: 0 }]);
  });

  test.each<[what: string, fields: Record<string, unknown>, status: number, words: string]>([
    ["an id that exists", { id: "welcome" }, 409, '"welcome"'],
    ["an id with a slash", { id: "a/b" }, 400, '"id"'],
    ["an id of dots", { id: ".." }, 400, '"id"'],
    ["an id that is very long", { id: "x".repeat(201) }, 400, "longer"],
    ["an unknown owner", { ownerUserName: "nobody" }, 400, '"ownerUserName"'],
    ["a power reader as assignee", { assigneeUserName: "reader" }, 400, '"assigneeUserName"'],
    ["an unknown parent", { parentTocNodeId: "none" }, 400, '"parentTocNodeId"'],
    ["a negative position", { tocNodeOrdinalNo: -1 }, 400, "tocNodeOrdinalNo"],
  ])("%s is refused, and nothing is left behind", async (_what, more, status, words) => {
    const portal = createTestPortal();
    const before = await toc(portal);
    const reply = await portal.createTopic("x", more);
    expect(message(reply)).toContain(words);
    expect(reply.status).toBe(status);
    expect(await toc(portal)).toEqual(before);
  });

  test("the id of a publication is refused with an explanation", async () => {
    const portal = createTestPortal();
    const body = { id: "x", statusName: "Draft", ownerUserName: "admin", assigneeUserName: "admin" };
    const reply = await portal.call("POST projects/manual-public/articles", { body });
    expect(reply.status).toBe(400);
    expect(message(reply)).toContain('made from "manual"');
  });

  test("an id is unique in its project, letter case included", async () => {
    const portal = createTestPortal();
    expect((await portal.createTopic("Welcome")).status).toBe(201);
    expect((await portal.call("GET projects/manual/articles/WELCOME")).status).toBe(404);
  });
});

describe("updating", () => {
  test("answers with the whole topic, equal to a GET right after", async () => {
    let now = Date.UTC(2026, 0, 1);
    const portal = createTestPortal({ clock: { now: () => now } });
    now += 60_000;
    const body = { updatedFields: "title,body,statusName", title: "T", body: "<p>B</p>", statusName: "Draft" };
    const updated = await portal.call("PATCH projects/manual/articles/welcome", { body });
    expect(updated.status).toBe(200);
    expect(updated.json).toMatchObject({
      ...{ title: "T", body: "<p>B</p>", statusName: "Draft" },
      ...{ createdOn: "2026-01-01T00:00:00", modifiedOn: "2026-01-01T00:01:00" },
    });
    expect((await portal.call("GET projects/manual/articles/welcome")).json).toEqual(updated.json);
  });

  test("a publication keeps its copy when the project's topic changes, and the other way round", async () => {
    const portal = createTestPortal();
    const title = async (id: string) => fields((await portal.call(`GET projects/${id}/articles/welcome`)).json).title;
    await portal.call("PATCH projects/manual/articles/welcome", { body: { updatedFields: "title", title: "Here" } });
    await portal.call("PATCH projects/manual-public/articles/welcome", {
      body: { updatedFields: "title", title: "There" },
    });
    expect([await title("manual"), await title("manual-public")]).toEqual(["Here", "There"]);
  });
});

describe("deleting", () => {
  test("removes the topic and its node; what was below takes its place", async () => {
    const portal = createTestPortal();
    await portal.createTopic("nuts", { parentTocNodeId: await nodeOf(portal, "wings") });
    const [, parts] = items((await portal.call("GET projects/manual/toc/nodes")).json);
    await portal.createTopic("tail", { parentTocNodeId: parts?.id });
    expect(await toc(portal)).toEqual(["0 welcome", "1 Parts", "0 engine", "1 wings", "0 bolts", "1 nuts", "2 tail"]);
    const reply = await portal.call("DELETE projects/manual/articles/wings");
    expect([reply.status, reply.text]).toEqual([204, ""]);
    expect(await toc(portal)).toEqual(["0 welcome", "1 Parts", "0 engine", "1 bolts", "2 nuts", "3 tail"]);
    expect((await portal.call("GET projects/manual/articles/wings")).status).toBe(404);
    expect((await portal.call("DELETE projects/manual/articles/wings")).status).toBe(404);
  });

  test("the project keeps a topic that is deleted from a publication", async () => {
    const portal = createTestPortal();
    expect((await portal.call("DELETE projects/manual-public/articles/welcome")).status).toBe(204);
    expect((await portal.call("GET projects/manual/articles/welcome")).status).toBe(200);
  });
});

test("a topic that is asked for again is told with the address it is asked at, and as it is then", async () => {
  const portal = createTestPortal();
  const path = "/api/v1/projects/manual/articles/welcome";
  const read = async (host: string) => fields((await portal.call(`GET https://${host}${path}`)).json);
  const before = portal.emulator.snapshot();
  const first = await read("one.example");
  expect(await read("one.example")).toEqual(first);
  expect((await read("two.example")).fullUrl).toBe("https://two.example/articles/manual/welcome");
  expect(await read("one.example")).toEqual(first);
  const change = { title: "Hello", updatedFields: "title" };
  const changed = await portal.call(`PATCH https://one.example${path}`, { body: change });
  expect(await read("one.example")).toEqual(changed.json);
  const nodes = `projects/manual/toc/nodes`;
  await portal.call(`DELETE ${nodes}/${await nodeOf(portal, "welcome")}`);
  expect((await read("one.example")).tocNodeId).toBeNull();
  portal.emulator.restore(before);
  expect(await read("one.example")).toEqual(first);
});

test("only reading one topic gives the body, and the page around it", async () => {
  const portal = createTestPortal();
  const [listed] = items((await portal.call("GET projects/manual/articles")).json);
  expect(listed).toMatchObject({ body: null, html: null });
  const read = fields((await portal.call("GET projects/manual/articles/welcome")).json);
  expect(read.html).toMatch(
    /^<!DOCTYPE html><html lang="en-us">.*<link rel="canonical" href="\/articles\/manual\/welcome"\/>/,
  );
  expect(read.html).toContain(`<span id="__clhTop"></span>${String(read.body)}</body></html>`);
});

test("what is in a title cannot become markup of the page", async () => {
  const portal = createTestPortal();
  await portal.createTopic("x", { title: "</title><script>alert(1)</script>" });
  const { json } = await portal.call("GET projects/manual/articles/x");
  expect(fields(json).html).toContain("<title>&#60;/title&#62;&#60;script&#62;");
});

test.each(["a\ud800", "\udc00", "\ude00\ud83d"])("an id that is half a character (%j) is refused", async (id) => {
  const portal = createTestPortal();
  const reply = await portal.createTopic(id);
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining('"id" is not valid')]);
  const backup = { outputFileName: `Storage/${id}.zip` };
  expect((await portal.call("POST projects/manual?action=download", { body: backup })).status).toBe(400);
  expect(items((await portal.call("GET projects/manual/articles")).json)).toHaveLength(4);
});

describe("searching one project", () => {
  const ids = async (portal: TestPortal, request: string, as: string | null = "admin") =>
    items((await portal.call(request, { as })).json).map(({ id, projectId }) => `${String(projectId)}/${String(id)}`);

  test("finds topics of this project only", async () => {
    const portal = createTestPortal();
    expect(await ids(portal, "GET projects/manual/articles?q=engine")).toEqual(
      expect.arrayContaining(["manual/welcome"]),
    );
    const found = await ids(portal, "GET projects/manual-public/articles?q=engine&count=-1");
    expect(found.every((id) => id.startsWith("manual-public/"))).toBe(true);
    expect(await ids(portal, "GET projects/manual/articles?q=engine&count=1")).toHaveLength(1);
    expect(await ids(portal, "GET projects/manual/articles?q=nowhere")).toEqual([]);
  });

  test("gives snippets when asked for", async () => {
    const portal = createTestPortal();
    const { json } = await portal.call("GET projects/manual/articles?q=fuel&isReturnSnippets=1");
    expect(items(json)[0]).toMatchObject({ id: "engine", ftsSnippetHtml: "...<strong>Fuel</strong>...", body: null });
  });

  test("takes a login, since nobody documents that it does not", async () => {
    const portal = createTestPortal();
    expect((await portal.call("GET projects/manual-public/articles?q=engine", { as: null })).status).toBe(401);
    expect((await portal.call("GET projects/manual-public/articles", { as: null })).status).toBe(200);
    expect((await portal.call("GET projects/none/articles?q=engine")).status).toBe(404);
  });
});

test("several topics are deleted together with their nodes, or none when one is not there", async () => {
  const portal = createTestPortal();
  const remove = (...ids: string[]) => portal.call("DELETE projects/manual/articles", { body: { ids } });
  expect((await remove("engine", "none")).status).toBe(404);
  expect((await portal.call("GET projects/manual/articles/engine")).status).toBe(200);
  expect((await remove("engine", "wings", "engine")).status).toBe(204);
  expect((await portal.call("GET projects/manual/articles/engine")).status).toBe(404);
  expect(await toc(portal)).toEqual(["0 welcome", "1 Parts", "0 bolts"]);
  expect((await remove()).status).toBe(400);
});

test.each([
  ["PATCH projects/manual/articles/welcome", { updatedFields: "body" }],
  [
    "POST projects/manual/articles",
    { id: "deep", statusName: "Ready", ownerUserName: "admin", assigneeUserName: "admin" },
  ],
])("%s refuses a body that is nested too deeply, and takes many elements in a row", async (request, rest) => {
  const portal = createTestPortal();
  const reply = await portal.call(request, { body: { ...rest, body: "<div>".repeat(400_000) } });
  expect([reply.status, message(reply)]).toEqual([400, expect.stringContaining("more than 300 elements deep")]);
  const row = await portal.call(request, { body: { ...rest, body: "<div><br><img><p></div>".repeat(1000) } });
  expect(row.status).toBeLessThan(300);
});
