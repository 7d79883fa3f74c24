import { once } from "node:events";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { brokenConnection, createFakePortal, errorAnswer, inTurn } from "../../test/fake-portal.js";
import { ConnectionError, NotFoundError, type TopicEvent } from "../index.js";

const LIST = "GET projects/p/articles";
const at = (minute: number) => `2026-11-23T22:${String(minute).padStart(2, "0")}:00`;
const topic = (id: string, created: number, modified = created, more: object = {}) => ({
  id,
  projectId: "p",
  title: id,
  fullUrl: `https://portal.test/articles/p/${id}`,
  createdOn: at(created),
  modifiedOn: at(modified),
  ...more,
});

async function take(events: AsyncIterable<TopicEvent>, count: number): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of events) {
    seen.push(`${event.kind} ${event.topic.id}`);
    if (seen.length === count) break;
  }
  return seen;
}

describe("topics.watch", () => {
  it("reports what was created and changed since the look before, the oldest change first", async () => {
    const { client } = createFakePortal({
      [LIST]: inTurn(
        () => [topic("a", 0), topic("b", 0), topic("gone", 0)],
        () => [topic("a", 0), topic("b", 0)],
        () => [topic("c", 5), topic("a", 0, 3), topic("b", 0)],
        () => [topic("c", 5), topic("a", 0, 3), topic("b", 0, 0, { statusName: "Ready" })],
      ),
    });
    const events = client.topics.watch({ projectId: "p" }, { interval: 1 });
    expect(await take(events, 3)).toEqual(["changed a", "created c", "changed b"]);
  });

  it("reports at once what happened since a moment", async () => {
    const { client, calls } = createFakePortal({ [LIST]: () => [topic("new", 6), topic("old", 0), topic("a", 0, 5)] });
    const events = client.topics.watch({ projectId: "p" }, { since: new Date(`${at(1)}Z`), interval: 1 });
    expect(await take(events, 2)).toEqual(["changed a", "created new"]);
    expect(calls).toHaveLength(1);
  });

  it("misses nothing of the second in which the moment lies", async () => {
    const { client } = createFakePortal({ [LIST]: () => [topic("same second", 1), topic("before", 0)] });
    const since = new Date(`${at(1)}.700Z`);
    expect(await take(client.topics.watch({ projectId: "p" }, { since }), 1)).toEqual(["created same second"]);
  });

  it.each([
    { interval: Number.NaN },
    { interval: 0 },
    { interval: -1 },
    { interval: false as never },
    { since: new Date("soon") },
    { since: at(1) as never },
  ])("refuses times that are none before anything is sent: %j", async (options) => {
    const { client, calls } = createFakePortal({ [LIST]: () => [] });
    const [option] = Object.keys(options);
    await expect(take(client.topics.watch({ projectId: "p" }, options), 1)).rejects.toThrow(new RegExp(option ?? ""));
    expect(calls).toEqual([]);
  });

  it("reports a topic that was deleted and created again as created", async () => {
    const { client } = createFakePortal({
      [LIST]: inTurn(
        () => [topic("a", 0)],
        () => [topic("a", 5)],
      ),
    });
    expect(await take(client.topics.watch({ projectId: "p" }, { interval: 1 }), 1)).toEqual(["created a"]);
  });

  it("lives through failures that pass", async () => {
    const { client } = createFakePortal({
      [LIST]: inTurn(
        () => [],
        brokenConnection,
        () => errorAnswer(503),
        () => [topic("a", 0)],
      ),
    });
    expect(await take(client.topics.watch({ projectId: "p" }, { interval: 1 }), 1)).toEqual(["created a"]);
  });

  it("ends with the failure when it does not pass, or cannot", async () => {
    const broken = createFakePortal({ [LIST]: inTurn(() => [], brokenConnection) }).client;
    await expect(take(broken.topics.watch({ projectId: "p" }, { interval: 1 }), 1)).rejects.toThrow(ConnectionError);
    const gone = createFakePortal({
      [LIST]: inTurn(
        () => [],
        () => errorAnswer(404),
      ),
    }).client;
    await expect(take(gone.topics.watch({ projectId: "p" }, { interval: 1 }), 1)).rejects.toThrow(NotFoundError);
  });

  it("ends at once when the portal wants to be left alone for an hour", async () => {
    const { client, calls } = createFakePortal({
      [LIST]: inTurn(
        () => [],
        () => new Response("{}", { status: 429, headers: { "retry-after": "3600" } }),
      ),
    });
    const events = client.topics.watch({ projectId: "p" }, { interval: 1 });
    await expect(take(events, 1)).rejects.toMatchObject({ status: 429 });
    expect(calls).toHaveLength(2);
  });

  it("ends when it is aborted", async () => {
    const controller = new AbortController();
    const list = () => {
      controller.abort();
      return [];
    };
    const { client } = createFakePortal({ [LIST]: list });
    const events = client.topics.watch({ projectId: "p" }, { signal: controller.signal });
    await expect(take(events, 1)).rejects.toMatchObject({ name: "AbortError" });
  });

  it("ends at once when its user has had enough, in the pause and in a look", async () => {
    const { promise: looked, resolve } = Promise.withResolvers<undefined>();
    const silent = () => {
      resolve(undefined);
      return new Promise(() => undefined);
    };
    const { client } = createFakePortal({ [LIST]: inTurn(() => [], silent) });
    const resting = client.topics.watch({ projectId: "p" });
    const looking = client.topics.watch({ projectId: "p" });
    const pending = [resting.next(), looking.next()];
    await looked;
    await Promise.all([resting.return(), looking.return()]);
    expect(await Promise.all(pending)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
  });

  it("lets a stream made of it be destroyed", async () => {
    const { client } = createFakePortal({ [LIST]: () => [] });
    const stream = Readable.from(client.topics.watch({ projectId: "p" }));
    stream.read();
    stream.destroy(new Error("enough"));
    await expect(once(stream, "close")).rejects.toThrow("enough");
    expect(stream.closed).toBe(true);
  });
});
