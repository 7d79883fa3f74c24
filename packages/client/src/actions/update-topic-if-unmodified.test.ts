import { describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal } from "../../test/fake-portal.js";
import { RequestValidationError, TopicModifiedError } from "../index.js";

const topic = {
  id: "launch",
  projectId: "p",
  title: "Launch",
  body: "<p>Now</p>",
  fullUrl: "https://portal.test/articles/p/launch",
  createdOn: "2026-11-23T22:00:00",
  modifiedOn: "2026-11-23T22:05:00",
};
const answers = {
  "GET projects/p/articles/launch": () => topic,
  "PATCH projects/p/articles/launch": ({ body }: { body: unknown }) => ({ ...topic, ...(body as object) }),
};
const input = { projectId: "p", topicId: "launch", title: "Start" };

describe("topics.updateIfUnmodified", () => {
  it("changes a topic that is as old as it was", async () => {
    const { client, calls } = createFakePortal(answers);
    const ifUnmodified = new Date("2026-11-23T22:05:00Z");
    expect(await client.topics.updateIfUnmodified({ ...input, ifUnmodified })).toMatchObject({ title: "Start" });
    expect(calls.at(-1)?.body).toEqual({ updatedFields: "title", title: "Start" });
  });

  it("refuses to change another's work, and hands it over", async () => {
    const { client, calls } = createFakePortal(answers);
    const update = client.topics.updateIfUnmodified({ ...input, ifUnmodified: new Date("2026-11-23T22:04:59Z") });
    const error: unknown = await update.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TopicModifiedError);
    expect(error).toMatchObject({ code: "topic-modified", topic: { body: "<p>Now</p>" } });
    expect(String(error)).toContain("The topic p/launch was changed on 2026-11-23T22:05:00.000Z.");
    expect(calls.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.each([
    ["the portal was busy", () => new Response("{}", { status: 429, headers: { "retry-after": "0" } }), "rate-limit"],
    ["the connection broke", brokenConnection, "connection"],
  ])("does not repeat the change, without another look, where %s", async (_name, answer, code) => {
    const prepared = { ...answers, "PATCH projects/p/articles/launch": answer };
    const { client, calls } = createFakePortal(prepared, { retry: { limit: 2, baseDelay: 0 } });
    const ifUnmodified = new Date("2026-11-23T22:05:00Z");
    await expect(client.topics.updateIfUnmodified({ ...input, ifUnmodified })).rejects.toMatchObject({ code });
    expect(calls.map(({ method }) => method)).toEqual(["GET", "PATCH"]);
  });

  it("refuses a wrong input before anything is sent", async () => {
    const { client, calls } = createFakePortal(answers);
    const nothing = { projectId: "p", topicId: "launch", ifUnmodified: new Date() };
    await expect(client.topics.updateIfUnmodified(nothing)).rejects.toThrow(RequestValidationError);
    const noDate = client.topics.updateIfUnmodified({ ...input, ifUnmodified: new Date("soon") });
    await expect(noDate).rejects.toThrow(/ifUnmodified must be a valid Date/);
    expect(calls).toEqual([]);
  });
});
