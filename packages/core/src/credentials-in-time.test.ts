import { topics } from "@clickhelp-js/protocol";
import { afterEach, describe, expect, it, vi } from "vitest";
import { API_KEY, errorOf, failure, json, LOGIN, script, topic, transportOn } from "../test/support.js";
import { basicAuth } from "./auth.js";

const asTopic = () => json(topic);
const topicInput = { projectId: "manual", topicId: "intro" };
const newTopic = { projectId: "p", id: "t", assigneeUserName: "a", ownerUserName: "a", statusName: "Draft" };

afterEach(() => {
  vi.useRealTimers();
});

describe("a function that gives the credentials", () => {
  const never = () => new Promise<never>(() => undefined);

  it("is waited for no longer than for an answer", async () => {
    const { fetch, sent } = script(asTopic);
    const transport = transportOn(fetch, { auth: basicAuth(never), timeout: 4 });
    const error = await errorOf(transport.request(topics.create, newTopic));
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 4, maybeApplied: false });
    expect(String(error)).toMatch(/got no credentials: the function at auth gave none/);
    expect(sent).toHaveLength(0);
  });

  it("leaves nothing to be sent when it takes all the time of the call", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const give = () => {
      vi.advanceTimersByTime(1000);
      return { login: LOGIN, apiKey: API_KEY };
    };
    const { fetch, sent } = script(asTopic);
    const transport = transportOn(fetch, { auth: basicAuth(give), totalTimeout: 1000 });
    const error = await errorOf(transport.request(topics.create, newTopic));
    expect(error).toMatchObject({ name: "TimeoutError", timeout: 1000, maybeApplied: false });
    expect(sent).toEqual([]);
  });

  it("leaves the refusal when it takes all the time that the call has left after one", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    let asked = 0;
    const give = () => {
      if (asked++ > 0) vi.advanceTimersByTime(1000);
      return { login: LOGIN, apiKey: `key-${asked}` };
    };
    const { fetch, sent } = script(() => failure(401, "Unknown."), asTopic);
    const transport = transportOn(fetch, { auth: basicAuth(give), totalTimeout: 1000 });
    expect(await errorOf(transport.request(topics.get, topicInput))).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
  });

  it("is asked anew by the next call when it gave nothing in time", async () => {
    const answers = [never, () => Promise.resolve({ login: LOGIN, apiKey: API_KEY })];
    const { fetch, sent } = script(asTopic);
    const auth = basicAuth(() => (answers.shift() ?? never)());
    const transport = transportOn(fetch, { auth, timeout: 1000 });
    await errorOf(transport.request(topics.get, topicInput, { timeout: 4 }));
    await transport.request(topics.get, topicInput);
    expect(sent).toHaveLength(1);
  });

  it("is not waited for after an abort, when the portal has refused what it gave before", async () => {
    const controller = new AbortController();
    const answers = [() => Promise.resolve({ login: LOGIN, apiKey: "old" }), never];
    const { fetch, sent } = script(() => {
      // Once the new credentials are waited for.
      setImmediate(() => {
        controller.abort();
      });
      return failure(401, "Unknown.");
    });
    const transport = transportOn(fetch, { auth: basicAuth(() => (answers.shift() ?? never)()), timeout: false });
    const error = await errorOf(transport.request(topics.create, newTopic, { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
    expect(answers).toHaveLength(0);
    expect(sent).toHaveLength(1);
  });

  it("is not waited for after an abort", async () => {
    const controller = new AbortController();
    const transport = transportOn(script(asTopic).fetch, {
      auth: basicAuth(() => {
        controller.abort();
        return never();
      }),
      timeout: false,
      totalTimeout: false,
    });
    const error = await errorOf(transport.request(topics.get, topicInput, { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
  });
});
