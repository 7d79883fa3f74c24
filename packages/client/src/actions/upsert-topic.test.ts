import { describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn, type Answer } from "../../test/fake-portal.js";
import { ConflictError, NotFoundError, RequestValidationError, toNewTopic, type UpsertTopicInput } from "../index.js";

const GET = "GET projects/project-space/articles/launch";
const PATCH = "PATCH projects/project-space/articles/launch";
const POST = "POST projects/project-space/articles";

const existing = {
  id: "launch",
  projectId: "project-space",
  title: "Launch",
  body: "<p>Count down.</p>\n",
  statusName: "Ready",
  ownerUserName: "anna",
  assigneeUserName: "ben",
  indexKeywords: ["rocket", "start"],
  createdOn: "2026-11-23T22:00:00",
  modifiedOn: "2026-11-23T22:00:00",
  fullUrl: "https://portal.test/articles/project-space/launch",
};
const input: UpsertTopicInput = {
  projectId: "project-space",
  id: "launch",
  title: "Launch",
  body: "<p>Count down.</p>",
};
const notFound: Answer = () => errorAnswer(404);
const echo: Answer = ({ body }) => ({ ...existing, ...(body as object) });

describe("topics.planUpsert", () => {
  const whenCreated = { statusName: "Draft", ownerUserName: "anna" };

  it("tells the fields that would change, and sends nothing but the question", async () => {
    const { client, calls } = createFakePortal({ [GET]: () => existing });
    const plan = await client.topics.planUpsert({ ...input, title: "Start", whenCreated });
    expect(plan).toMatchObject({ outcome: "update", existing: { title: "Launch" } });
    expect(plan).toHaveProperty("input", { projectId: "project-space", topicId: "launch", title: "Start" });
    expect(await client.topics.planUpsert(input)).toMatchObject({ outcome: "unchanged", existing: { id: "launch" } });
    expect(calls).toHaveLength(2);
  });

  it("tells what would be created", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound });
    const wanted = { ...input, whenCreated };
    const topic = { title: "Launch", statusName: "Draft", ownerUserName: "anna", assigneeUserName: "anna" };
    expect(await client.topics.planUpsert(wanted)).toMatchObject({ outcome: "create", input: topic });
    expect(toNewTopic(wanted)).toMatchObject(topic);
    expect(calls).toHaveLength(1);
  });
});

describe("topics.upsert", () => {
  it("sends nothing but the question when the topic is as wanted", async () => {
    const { client, calls } = createFakePortal({ [GET]: () => existing });
    const result = await client.topics.upsert({ ...input, indexKeywords: ["start", "rocket"], statusName: "Ready" });
    expect(result).toMatchObject({ outcome: "unchanged", topic: { id: "launch", body: existing.body } });
    expect(calls).toHaveLength(1);
  });

  it("does not take line breaks and blanks around the body for a difference", async () => {
    const { client } = createFakePortal({ [GET]: () => ({ ...existing, body: "<p>a</p>\r\n<p>b</p>\r\n" }) });
    const result = await client.topics.upsert({ ...input, body: "<p>a</p>\n<p>b</p>" });
    expect(result.outcome).toBe("unchanged");
  });

  it("changes exactly the fields that differ", async () => {
    const { client, calls } = createFakePortal({ [GET]: () => existing, [PATCH]: echo });
    const result = await client.topics.upsert({
      ...input,
      body: "<p>Lift off.</p>",
      whenCreated: { statusName: "Draft" },
    });
    expect(result).toMatchObject({ outcome: "updated", topic: { body: "<p>Lift off.</p>" } });
    expect(calls[1]?.body).toEqual({ updatedFields: "body", body: "<p>Lift off.</p>" });
  });

  it("sets a status that is given outside whenCreated", async () => {
    const { client, calls } = createFakePortal({ [GET]: () => existing, [PATCH]: echo });
    await client.topics.upsert({ ...input, statusName: "Draft" });
    expect(calls[1]?.body).toEqual({ updatedFields: "statusName", statusName: "Draft" });
  });

  it("creates a topic that is not there, with the workflow for new ones", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound, [POST]: echo });
    const result = await client.topics.upsert({
      ...input,
      parentTocNodeId: null,
      whenCreated: { statusName: "Draft", ownerUserName: "anna" },
    });
    expect(result.outcome).toBe("created");
    expect(calls[1]?.body).toEqual({
      id: "launch",
      title: "Launch",
      body: "<p>Count down.</p>",
      parentTocNodeId: null,
      isShowInToc: true,
      statusName: "Draft",
      ownerUserName: "anna",
      assigneeUserName: "anna",
    });
  });

  it("keeps a new topic out of the contents of publications where that is wanted", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound, [POST]: echo });
    await client.topics.upsert({ ...input, isShowInToc: false, statusName: "Draft", ownerUserName: "anna" });
    expect(calls[1]?.body).toMatchObject({ isShowInToc: false });
  });

  it("prefers what is set every time over what is for new topics", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound, [POST]: echo });
    const whenCreated = { statusName: "Draft", assigneeUserName: "ben" };
    await client.topics.upsert({ ...input, statusName: "Ready", whenCreated });
    expect(calls[1]?.body).toMatchObject({ statusName: "Ready", ownerUserName: "ben", assigneeUserName: "ben" });
  });

  it("leaves title and body alone where they are not given, whatever a new topic would be called", async () => {
    const { client, calls } = createFakePortal({ [GET]: () => existing, [PATCH]: echo });
    const { projectId, id } = input;
    const whenCreated = { title: "Overview" };
    const result = await client.topics.upsert({ projectId, id, indexKeywords: ["end"], whenCreated });
    expect(result).toMatchObject({ outcome: "updated", topic: { title: "Launch", body: existing.body } });
    expect(calls[1]?.body).toEqual({ updatedFields: "indexKeywords", indexKeywords: ["end"] });
    expect(await client.topics.upsert({ projectId, id, whenCreated })).toMatchObject({ outcome: "unchanged" });
  });

  it("creates an empty topic where no body is given, with the title for new ones", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound, [POST]: echo });
    const { projectId, id } = input;
    const whenCreated = { title: "Overview", statusName: "Draft", ownerUserName: "anna" };
    expect(await client.topics.upsert({ projectId, id, title: undefined, whenCreated })).toMatchObject({
      outcome: "created",
    });
    expect(calls[1]?.body).toMatchObject({ id: "launch", title: "Overview", body: "" });
  });

  it("says that a new topic needs a title, and creates nothing", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound });
    const whenCreated = { statusName: "Draft", ownerUserName: "anna" };
    const upsert = client.topics.upsert({ ...input, title: undefined, whenCreated });
    const error: unknown = await upsert.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(error).toMatchObject({ issues: [{ path: "title" }] });
    expect(calls).toHaveLength(1);
  });

  it("names what is missing when a new topic has no workflow, and creates nothing", async () => {
    const { client, calls } = createFakePortal({ [GET]: notFound });
    const error: unknown = await client.topics.upsert(input).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestValidationError);
    expect(error).toMatchObject({ issues: [{ path: "statusName" }, { path: "ownerUserName" }] });
    expect(String(error)).toContain("whenCreated");
    expect(calls).toHaveLength(1);
  });

  it("refuses an unknown field before it asks for anything", async () => {
    const { client, calls } = createFakePortal({});
    const misspelt = { ...input, statusname: "Draft" };
    await expect(client.topics.upsert(misspelt)).rejects.toThrow(/statusname/);
    expect(calls).toEqual([]);
  });

  it("changes the topic that somebody else has created in the meantime", async () => {
    const { client } = createFakePortal({
      [GET]: inTurn(notFound, () => ({ ...existing, title: "Start" })),
      [POST]: () => errorAnswer(409),
      [PATCH]: echo,
    });
    const result = await client.topics.upsert({
      ...input,
      whenCreated: { statusName: "Draft", ownerUserName: "anna" },
    });
    expect(result).toMatchObject({ outcome: "updated", topic: { title: "Launch" } });
  });

  it.each([
    ["created", "is there as wanted", existing],
    ["updated", "is there with a difference", { ...existing, title: "Start" }],
  ])("gives %s where the answer to the creation got lost, and the topic %s", async (outcome, _what, found) => {
    const { client } = createFakePortal({
      [GET]: inTurn(notFound, () => found),
      [POST]: brokenConnection,
      [PATCH]: echo,
    });
    const result = await client.topics.upsert({
      ...input,
      whenCreated: { statusName: "Draft", ownerUserName: "anna" },
    });
    expect(result).toMatchObject({ outcome, topic: { title: "Launch" } });
  });

  it("says that something was created, where only the change of it fails then", async () => {
    const { client } = createFakePortal({
      [GET]: inTurn(notFound, () => ({ ...existing, title: "Start" })),
      [POST]: brokenConnection,
      [PATCH]: () => errorAnswer(403),
    });
    const upsert = client.topics.upsert({ ...input, whenCreated: { statusName: "Draft", ownerUserName: "anna" } });
    await expect(upsert).rejects.toMatchObject({ endpoint: "topics.update", maybeApplied: true });
  });

  it.each([
    ["the topic is not there", notFound],
    ["looking fails, too", () => errorAnswer(403)],
  ])("fails as the creation did where its answer got lost and %s", async (_why, look) => {
    const { client } = createFakePortal({ [GET]: inTurn(notFound, look), [POST]: brokenConnection });
    const upsert = client.topics.upsert({ ...input, whenCreated: { statusName: "Draft", ownerUserName: "anna" } });
    await expect(upsert).rejects.toMatchObject({ endpoint: "topics.create", maybeApplied: true });
  });

  it("gives the reason of a signal that is aborted while it looks again", async () => {
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
      return existing;
    };
    const { client } = createFakePortal({ [GET]: inTurn(notFound, abort), [POST]: brokenConnection });
    const wanted = { ...input, whenCreated: { statusName: "Draft", ownerUserName: "anna" } };
    const upsert = client.topics.upsert(wanted, { signal: controller.signal });
    await expect(upsert).rejects.toMatchObject({ name: "AbortError" });
  });

  it("passes a conflict on that is not about this topic", async () => {
    const { client } = createFakePortal({ [GET]: notFound, [POST]: () => errorAnswer(409) });
    const upsert = client.topics.upsert({ ...input, whenCreated: { statusName: "Draft", ownerUserName: "anna" } });
    await expect(upsert).rejects.toThrow(ConflictError);
  });

  it("fails when the project does not exist", async () => {
    const { client } = createFakePortal({ [GET]: notFound, [POST]: notFound });
    const upsert = client.topics.upsert({ ...input, whenCreated: { statusName: "Draft", ownerUserName: "anna" } });
    await expect(upsert).rejects.toThrow(NotFoundError);
  });
});
