import { describe, expect, test } from "vitest";
import { createReader, makeToken } from "../../test/reader.js";
import { createTestPortal, fields, items, message, type TestPortal } from "../../test/test-portal.js";

const portal = createTestPortal();

test.each([
  ["GET projects", ["manual", "manual-public", "manual-partners", "manual-private"]],
  ["GET projects?types=Project", ["manual"]],
  ["GET projects?types=Publication", ["manual-public", "manual-partners", "manual-private"]],
  ["GET projects?types=Project,%20Publication", ["manual", "manual-public", "manual-partners", "manual-private"]],
  ["GET projects?parentId=manual", ["manual-public", "manual-partners", "manual-private"]],
  ["GET projects?parentId=none", []],
])("%s", async (request, ids) => {
  expect(items((await portal.call(request)).json).map(({ id }) => id)).toEqual(ids);
});

test("an unknown project is not found", async () => {
  const reply = await portal.call("GET projects/none");
  expect(reply.status).toBe(404);
  expect(message(reply)).toContain('"none"');
});

test("a backup is a zip in Storage", async () => {
  const status = await portal.run("POST projects/manual?action=download", { outputFileName: "Storage/Backups/m.zip" });
  expect(status).toMatchObject({ isSucceeded: true, isWorking: false, overallProgress: 100, maxOverallProgress: 100 });
  const file = fields((await portal.call("GET storage/Backups/m.zip?format=base64")).json);
  const content = Buffer.from(String(file.content), "base64");
  expect(content.subarray(0, 2).toString()).toBe("PK");
  expect(content.includes("storage/manual/engine.png")).toBe(true);
  expect(file).toMatchObject({ size: content.length, modifiedBy: "admin" });
});

test.each([
  ["the id of a publication", "manual-public", "Storage/x.zip", 400, "project is expected"],
  ["an unknown project", "none", "Storage/x.zip", 404, "none"],
  ["a name outside of Storage", "manual", "x.zip", 400, "Storage/"],
  ["a name that climbs", "manual", "Storage/../x.zip", 400, "Storage/"],
  ["a name with backslashes", "manual", "Storage/..\\x.zip", 400, "not valid in Storage"],
  ["a folder", "manual", "Storage/manual", 409, "folder"],
  ["a name below a file", "manual", "Storage/manual/engine.png/x.zip", 409, "is a file"],
])("a backup with %s is refused before a task begins", async (_what, id, outputFileName, status, words) => {
  const reply = await portal.call(`POST projects/${id}?action=download`, { body: { outputFileName } });
  expect(message(reply)).toContain(words);
  expect(reply.status).toBe(status);
});

test("a publication is deleted by a task; its project stays", async () => {
  const portal = createTestPortal();
  const status = await portal.run("DELETE projects/manual-private", { isDeleteStyles: true });
  expect(status).toMatchObject({ isSucceeded: true, taskName: "Deleting a publication" });
  expect((await portal.call("GET projects/manual-private")).status).toBe(404);
  expect((await portal.call("GET projects/manual/articles/welcome")).status).toBe(200);
});

test("a project is deleted once it has no publications, with its files when that is wanted", async () => {
  const portal = createTestPortal();
  const refused = await portal.call("DELETE projects/manual");
  expect([refused.status, message(refused)]).toEqual([409, expect.stringContaining('"manual-partners"')]);
  for (const id of ["manual-public", "manual-partners", "manual-private"])
    await portal.run(`DELETE projects/${id}`, {});
  expect(await portal.run("DELETE projects/manual", { isDeleteFiles: true })).toMatchObject({ isSucceeded: true });
  expect((await portal.call("GET projects")).json).toEqual([]);
  expect((await portal.call("GET storage?filter=manual&isRecursive=true")).json).toEqual([]);
  expect((await portal.call("GET search?q=engine")).json).toEqual([]);
});

test("files stay when a project is deleted without them", async () => {
  const portal = createTestPortal();
  for (const id of ["manual-public", "manual-partners", "manual-private", "manual"]) {
    await portal.run(`DELETE projects/${id}`, undefined);
  }
  expect((await portal.call("GET storage/manual/engine.png")).status).toBe(200);
});

describe("publishing and deleting at the same time", () => {
  const deletePublications = async (portal: TestPortal) => {
    for (const id of ["manual-public", "manual-partners", "manual-private"]) {
      await portal.run(`DELETE projects/${id}`, undefined);
    }
  };
  const publish = { pubId: "late", pubName: "Late" };

  test("a project is not deleted while it is being published", async () => {
    const portal = createTestPortal();
    await deletePublications(portal);
    const publishing = await portal.call("POST projects/manual?action=publish", { body: publish });
    const refused = await portal.call("DELETE projects/manual");
    expect([publishing.status, refused.status, message(refused)]).toEqual([
      200,
      409,
      expect.stringContaining('"late"'),
    ]);
  });

  test.each([
    ["a project", "projects/manual", publish],
    ["a publication", "projects/manual-public", { updatedPubId: "manual-public" }],
  ])("%s whose deletion has begun is not published any more", async (_what, path, body) => {
    const portal = createTestPortal();
    if (path === "projects/manual") await deletePublications(portal);
    await portal.call(`DELETE ${path}`);
    const status = await portal.run("POST projects/manual?action=publish", body);
    expect(status).toMatchObject({ isSucceeded: false });
    expect(status.statusText).toContain("was deleted before the task began");
    expect((await portal.call(`GET ${path}`)).status).toBe(404);
    expect((await portal.call("GET projects/late")).status).toBe(404);
  });
});

describe("files that stay of a deleted project", () => {
  const path = (folder: string) => `storage/${folder}/kept.txt`;

  async function upload(portal: TestPortal, folder: string): Promise<void> {
    await portal.call(`POST ${path(folder)}?format=base64`, { body: { content: "MTIz" } });
  }

  async function visit(portal: TestPortal, folder: string, login: string | null): Promise<number> {
    const reader = createReader(portal);
    if (login !== null) await reader.visit(`/?t=${await makeToken(portal, login)}`);
    return (await reader.visit(`/resources/Storage/${folder}/kept.txt`)).status;
  }

  test.each([
    [null, [404, 404, 200]],
    ["reader", [403, 403, 200]],
    ["reviewer", [403, 403, 200]],
    ["author", [200, 200, 200]],
  ])("are open to %s as they were, or closed: %j", async (login, expected) => {
    const portal = createTestPortal();
    const statuses: number[] = [];
    for (const folder of ["manual-private", "manual-partners", "manual-public"]) {
      await upload(portal, folder);
      await portal.run(`DELETE projects/${folder}`, undefined);
      statuses.push(await visit(portal, folder, login));
      if (login === null || login === "reader") continue;
      expect((await portal.call(`GET ${path(folder)}`, { as: login })).status).toBe(statuses.at(-1));
    }
    expect(statuses).toEqual(expected);
  });

  test("are closed when the publication was closed after its deletion was asked for", async () => {
    const portal = createTestPortal();
    await upload(portal, "manual-public");
    const deleted = portal.run("DELETE projects/manual-public", undefined);
    const body = { updatedFields: "visibility", visibility: "Private" };
    expect((await portal.call("PATCH projects/manual-public", { body })).status).toBe(200);
    expect(await deleted).toMatchObject({ isSucceeded: true });
    expect(await visit(portal, "manual-public", null)).toBe(404);
  });
});
