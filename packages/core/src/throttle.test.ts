import { topics } from "@clickhelp-js/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import { API_KEY, AUTHORIZATION, errorOf, failure, json, LOGIN, script, topic, transportOn } from "../test/support.js";
import { basicAuth } from "./auth.js";

const input = { projectId: "p", topicId: "t" };

/** From now on time stands still but in {@link finish}, however long the machine takes. The queue is loaded before. */
async function stopTime(): Promise<void> {
  await transportOn(() => Promise.resolve(json(topic)), { rateLimit: { limit: 1 } }).request(topics.get, input);
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
}

/** Lets ten milliseconds pass in each turn of the event loop, until the work is done. */
async function finish<T>(work: Promise<T>): Promise<T> {
  const state = { isDone: false };
  const end = () => {
    state.isDone = true;
  };
  work.then(end, end);
  while (!state.isDone) {
    await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(10);
  }
  return work;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("concurrency", () => {
  it("keeps the calls that are under way below the limit, first come, first served", async () => {
    let underWay = 0;
    let most = 0;
    const order: string[] = [];
    const { fetch } = script(async (request) => {
      order.push(request.url.split("/").pop() ?? "");
      most = Math.max(most, (underWay += 1));
      await new Promise(setImmediate);
      underWay -= 1;
      return json(topic);
    });
    const transport = transportOn(fetch, { concurrency: 3 });
    const ids = Array.from({ length: 20 }, (_, index) => `t${index}`);
    await Promise.all(ids.map((topicId) => transport.request(topics.get, { ...input, topicId })));
    expect(most).toBe(3);
    expect(order).toEqual(ids);
  });

  it("lets a call leave the queue when its signal is aborted", async () => {
    const { fetch, sent } = script(async () => {
      await new Promise(setImmediate);
      return json(topic);
    });
    const transport = transportOn(fetch, { concurrency: 1 });
    const controller = new AbortController();
    const first = transport.request(topics.get, input);
    const second = errorOf(transport.request(topics.get, input, { signal: controller.signal }));
    controller.abort();
    expect(await second).toMatchObject({ name: "AbortError" });
    await first;
    expect(sent).toHaveLength(1);
  });
});

describe("rateLimit", () => {
  it("refuses a misspelt interval", () => {
    const rateLimit = { limit: 1, intervall: 60_000 };
    expect(() => transportOn(() => Promise.resolve(json(topic)), { rateLimit })).toThrow("rateLimit.intervall");
  });

  it.each([{}, { interval: 1000 }, { limit: "2" }, 5])("needs a limit: %j", (rateLimit) => {
    expect(() => transportOn(() => Promise.resolve(json(topic)), { rateLimit: rateLimit as never })).toThrow(
      /rateLimit\.limit/,
    );
  });

  it("spreads the requests over the periods, repetitions included", async () => {
    await stopTime();
    const starts: number[] = [];
    const { fetch } = script((request) => {
      starts.push(performance.now());
      return request.url.endsWith("/away") ? failure(503, "Away.") : json(topic);
    });
    const transport = transportOn(fetch, { rateLimit: { limit: 2, interval: 200 } });
    await finish(
      Promise.all([
        errorOf(transport.request(topics.get, { ...input, topicId: "away" })),
        transport.request(topics.get, input),
        transport.request(topics.get, input),
      ]),
    );
    expect(starts).toHaveLength(5);
    // A turn is counted from its beginning, the request may come a little later.
    for (const [index, start] of starts.slice(2).entries()) expect(start - (starts[index] ?? 0)).toBeGreaterThan(150);
  });

  it("holds in any period, also in one that begins late in another", async () => {
    await stopTime();
    const starts: number[] = [];
    const { fetch } = script(() => {
      starts.push(performance.now());
      return json(topic);
    });
    const transport = transportOn(fetch, { rateLimit: { limit: 2, interval: 200 } });
    const call = () => transport.request(topics.get, input);
    await finish(call());
    await finish(vi.advanceTimersByTimeAsync(180));
    await finish(Promise.all([call(), call(), call()]));
    // The third of the period that begins with the second.
    const [, second = 0, , fourth = 0] = starts;
    expect(fourth - second).toBeGreaterThanOrEqual(200);
  });

  it("takes no notice of a clock that is set back", async () => {
    await stopTime();
    const { fetch } = script(() => json(topic));
    const transport = transportOn(fetch, { rateLimit: { limit: 1, interval: 200 } });
    await finish(transport.request(topics.get, input));
    const startedAt = performance.now();
    vi.setSystemTime(Date.now() - 3_600_000);
    await finish(transport.request(topics.get, input));
    expect(performance.now() - startedAt).toBeLessThan(400);
  });

  it("repeats a call before it begins others, and does not count the wait against its time", async () => {
    await stopTime();
    const order: string[] = [];
    const { fetch } = script((request) => {
      const topicId = request.url.split("/").pop() ?? "";
      order.push(topicId);
      return order.length === 1 ? failure(503, "Away.") : json(topic);
    });
    const transport = transportOn(fetch, { rateLimit: { limit: 1, interval: 200 }, totalTimeout: 150 });
    const ids = Array.from({ length: 5 }, (_, index) => `t${index}`);
    await finish(Promise.all(ids.map((topicId) => transport.request(topics.get, { ...input, topicId }))));
    expect(order).toEqual(["t0", "t0", "t1", "t2", "t3", "t4"]);
  });

  it("lets a call leave the queue for its turn when its signal is aborted", async () => {
    const { fetch, sent } = script(() => json(topic));
    const transport = transportOn(fetch, { rateLimit: { limit: 1, interval: 60_000 } });
    const controller = new AbortController();
    await transport.request(topics.get, input);
    const second = errorOf(transport.request(topics.get, input, { signal: controller.signal }));
    controller.abort();
    expect(await second).toMatchObject({ name: "AbortError" });
    expect(sent).toHaveLength(1);
  });

  it("does not let a call wait that was aborted before it came to the queue", async () => {
    const waiting = vi.spyOn(globalThis, "setInterval");
    const { fetch } = script(() => json(topic));
    const transport = transportOn(fetch, { rateLimit: { limit: 1, interval: 60_000 } });
    await transport.request(topics.get, input);
    waiting.mockClear();
    const controller = new AbortController();
    const second = errorOf(transport.request(topics.get, input, { signal: controller.signal }));
    controller.abort();
    expect(await second).toMatchObject({ name: "AbortError" });
    await new Promise(setImmediate);
    expect(waiting).not.toHaveBeenCalled();
  });

  it("counts the request that follows new credentials", async () => {
    await stopTime();
    const starts: number[] = [];
    const { fetch } = script((request) => {
      starts.push(performance.now());
      return request.headers.get("authorization") === AUTHORIZATION ? json(topic) : failure(401, "Unknown.");
    });
    const keys = ["old", API_KEY];
    const auth = basicAuth(() => ({ login: LOGIN, apiKey: keys.shift() ?? "" }));
    await finish(transportOn(fetch, { auth, rateLimit: { limit: 1, interval: 200 } }).request(topics.get, input));
    expect(starts).toHaveLength(2);
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(150);
  });
});
