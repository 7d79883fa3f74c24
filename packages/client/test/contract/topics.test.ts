import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ConflictError, NotFoundError } from "../../src/index.js";
import { isRecent, newId, openPortal, type ContractPortal } from "./portal.js";

let portal: ContractPortal;
let topicId: string;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(() => {
  topicId = newId("contract-topic");
});
afterEach(async () => {
  const { client, projectId } = portal;
  await client.topics.delete({ projectId, topicId }).catch((error: unknown) => {
    if (!NotFoundError.isInstance(error)) throw error;
  });
});

function newTopic() {
  const { projectId, login } = portal;
  const workflow = { statusName: "Draft", ownerUserName: login, assigneeUserName: login };
  return { projectId, id: topicId, title: "Contract & <topic>", body: "<p>Zażółć gęślą jaźń – 漢字.</p>", ...workflow };
}

describe("topics", () => {
  it("are created with a place in the TOC, and read back as they were written", async () => {
    const { client, projectId } = portal;
    const { data: created, response } = await client.topics.create.withResponse(newTopic());
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toContain(topicId);
    expect(created).toMatchObject({ id: topicId, projectId, title: "Contract & <topic>", statusName: "Draft" });
    expect(isRecent(created.createdOn)).toBe(true);

    const read = await client.topics.get({ projectId, topicId });
    expect(read.body?.trim()).toBe(newTopic().body);
    const nodes = await client.toc.list({ projectId });
    expect(nodes.find(({ id }) => id === read.tocNodeId)?.topicId).toBe(topicId);
    const list = await client.topics.list({ projectId });
    expect(list.find(({ id }) => id === topicId)).toMatchObject({ title: "Contract & <topic>", body: null });
  });

  it("change in the given fields only, and the answer equals a read right after", async () => {
    const { client, projectId } = portal;
    await client.topics.create(newTopic());
    const updated = await client.topics.update({ projectId, topicId, title: "Renamed", indexKeywords: ["a", "b"] });
    expect(updated).toMatchObject({ title: "Renamed", indexKeywords: ["a", "b"], statusName: "Draft" });
    expect(updated.body?.trim()).toBe(newTopic().body);
    expect(await client.topics.get({ projectId, topicId })).toEqual(updated);
  });

  it("are gone after they were deleted", async () => {
    const { client, projectId } = portal;
    await client.topics.create(newTopic());
    await client.topics.delete({ projectId, topicId });
    await expect(client.topics.get({ projectId, topicId })).rejects.toThrow(NotFoundError);
  });

  it("cannot be created twice", async () => {
    const { client } = portal;
    await client.topics.create(newTopic());
    await expect(client.topics.create(newTopic())).rejects.toThrow(ConflictError);
  });

  it("are created, left alone and changed by upsert", async () => {
    const { client, projectId, login } = portal;
    const wanted = {
      projectId,
      id: topicId,
      title: "Upserted",
      body: "<p>First.</p>",
      whenCreated: { statusName: "Draft", ownerUserName: login },
    };
    expect((await client.topics.upsert(wanted)).outcome).toBe("created");
    expect((await client.topics.upsert(wanted)).outcome).toBe("unchanged");
    await client.topics.update({ projectId, topicId, statusName: "Ready" });
    const changed = await client.topics.upsert({ ...wanted, body: "<p>Second.</p>" });
    expect(changed).toMatchObject({ outcome: "updated", topic: { statusName: "Ready" } });
    expect(changed.topic.body?.trim()).toBe("<p>Second.</p>");
  });
});
