import { describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn } from "../../test/fake-portal.js";
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

  describe("that is repeated", () => {
    const ifUnmodified = new Date("2026-11-23T22:05:00Z");
    const busy = () => new Response("{}", { status: 429, headers: { "retry-after": "0" } });
    const retry = { limit: 2, baseDelay: 0 };

    it("looks again before, and makes the change where nobody else made one", async () => {
      const change = inTurn(busy, answers["PATCH projects/p/articles/launch"]);
      const { client, calls } = createFakePortal({ ...answers, "PATCH projects/p/articles/launch": change }, { retry });
      expect(await client.topics.updateIfUnmodified({ ...input, ifUnmodified })).toMatchObject({ title: "Start" });
      expect(calls.map(({ method }) => method)).toEqual(["GET", "PATCH", "GET", "PATCH"]);
    });

    it("leaves what somebody else has changed meanwhile", async () => {
      const later = () => ({ ...topic, modifiedOn: "2026-11-23T22:05:01" });
      const reading = inTurn(answers["GET projects/p/articles/launch"], later);
      const prepared = { "GET projects/p/articles/launch": reading, "PATCH projects/p/articles/launch": busy };
      const { client, calls } = createFakePortal(prepared, { retry });
      await expect(client.topics.updateIfUnmodified({ ...input, ifUnmodified })).rejects.toThrow(TopicModifiedError);
      expect(calls.map(({ method }) => method)).toEqual(["GET", "PATCH", "GET"]);
    });

    it.each([
      ["the connection broke", brokenConnection, "connection"],
      ["the portal failed", () => errorAnswer(502), "server"],
    ])("is not, where the change may have been made: %s", async (_name, answer, code) => {
      const { client, calls } = createFakePortal({ ...answers, "PATCH projects/p/articles/launch": answer }, { retry });
      const update = client.topics.updateIfUnmodified({ ...input, ifUnmodified });
      await expect(update).rejects.toMatchObject({ code, maybeApplied: true });
      expect(calls.map(({ method }) => method)).toEqual(["GET", "PATCH"]);
    });
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
