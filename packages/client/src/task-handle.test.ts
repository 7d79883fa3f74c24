import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  brokenConnection,
  createFakePortal,
  errorAnswer,
  failed,
  inTurn,
  running,
  succeeded,
  type Answer,
  type ReceivedCall,
} from "../test/fake-portal.js";
import {
  ConfigurationError,
  ConnectionError,
  createTaskHandle,
  TaskFailedError,
  TaskGoneError,
  TaskTimeoutError,
} from "./index.js";

const KEY = "8de60eb4ad8757c5a2b533afae6251aa";
const PATH = `GET tasks/${KEY}`;

function taskThat(...answers: Answer[]) {
  const { client, calls } = createFakePortal({ [PATH]: inTurn(...answers) });
  return { task: client.tasks.handle(KEY), client, calls };
}

describe("waiting without pauses", () => {
  it("gives the last status, and reports every status that was read", async () => {
    const { task } = taskThat(
      () => running,
      () => running,
      () => succeeded,
    );
    const seen: unknown[] = [];
    const status = await task.wait({ interval: 1, onProgress: ({ overallProgress }) => seen.push(overallProgress) });
    expect(status).toMatchObject({ isSucceeded: true });
    expect(seen).toEqual([40, 40, 100]);
  });

  it("counts a missing isSucceeded as running", async () => {
    const { task, calls } = taskThat(
      () => ({ isWorking: true }),
      () => succeeded,
    );
    await task.wait({ interval: 1 });
    expect(calls).toHaveLength(2);
  });

  it("remembers the end, so that waiting again sends nothing", async () => {
    const { task, calls } = taskThat(
      () => succeeded,
      () => errorAnswer(404),
    );
    await task.wait();
    await expect(task.wait()).resolves.toMatchObject({ isSucceeded: true });
    expect(calls).toHaveLength(1);
  });

  it("reads once for two that wait at the same time", async () => {
    const { task, calls } = taskThat(
      () => running,
      () => succeeded,
      () => errorAnswer(404),
    );
    const [first, second] = await Promise.all([task.wait({ interval: 1 }), task.wait({ interval: 1 })]);
    expect(first).toEqual(second);
    expect(calls).toHaveLength(2);
  });

  it("throws TaskFailedError with the portal's reason in one line, each time", async () => {
    const { task } = taskThat(
      () => failed,
      () => errorAnswer(404),
    );
    for (let time = 0; time < 2; time++) {
      const error: unknown = await task.wait().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TaskFailedError);
      expect(error).toMatchObject({ taskKey: KEY, reason: "No topics are ready.", code: "task-failed" });
      expect(String(error)).toContain("No topics are ready.");
    }
  });

  it("throws TaskGoneError when the portal does not know the task", async () => {
    const { task } = taskThat(() => errorAnswer(404));
    await expect(task.wait()).rejects.toThrow(TaskGoneError);
    await expect(task.wait()).rejects.toMatchObject({
      taskKey: KEY,
      hint: expect.stringContaining("can be read once") as string,
    });
  });

  it("survives a broken connection while the task runs", async () => {
    const { task } = taskThat(
      () => running,
      brokenConnection,
      () => errorAnswer(503),
      () => succeeded,
    );
    await expect(task.wait({ interval: 1 })).resolves.toMatchObject({ isSucceeded: true });
  });

  it("gives up when the connection stays broken", async () => {
    const { task } = taskThat(() => running, brokenConnection);
    await expect(task.wait({ interval: 1 })).rejects.toThrow(ConnectionError);
  });

  it("gives up at once when the portal wants to be left alone for an hour", async () => {
    const { task, calls } = taskThat(
      () => running,
      () => new Response("{}", { status: 429, headers: { "retry-after": "3600" } }),
    );
    await expect(task.wait({ interval: 1 })).rejects.toMatchObject({ status: 429 });
    expect(calls).toHaveLength(2);
  });

  it("fails at once when the first look at a foreign key fails", async () => {
    const { task, calls } = taskThat(brokenConnection);
    await expect(task.wait({ interval: 1 })).rejects.toThrow(ConnectionError);
    expect(calls).toHaveLength(1);
  });

  it("says that the end was probably lost when a 404 follows a broken connection", async () => {
    const { task } = taskThat(
      () => running,
      brokenConnection,
      () => errorAnswer(404),
    );
    const error: unknown = await task.wait({ interval: 1 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TaskGoneError);
    expect(String(error)).toContain("lost on the way");
    expect((error as Error).cause).toBeInstanceOf(ConnectionError);
  });

  it("forgives a broken first look for a task that was started a moment ago", async () => {
    const { client } = createFakePortal({ [PATH]: inTurn(brokenConnection, () => succeeded) });
    await expect(createTaskHandle(client, KEY, { isKnown: true }).wait({ interval: 1 })).resolves.toBeDefined();
  });

  it.each([
    [
      "throws",
      () => {
        throw new RangeError("enough");
      },
    ],
    ["rejects with", () => Promise.reject(new RangeError("enough"))],
  ])("ends with what onProgress %s", async (_how, onProgress) => {
    const { task } = taskThat(() => running);
    await expect(task.wait({ interval: 1, onProgress })).rejects.toThrow("enough");
  });

  it("ends with its time although a promise of onProgress never settles", async () => {
    const { task } = taskThat(() => running);
    const waiting = task.wait({ timeout: 1, onProgress: () => new Promise(() => undefined) });
    await expect(waiting).rejects.toThrow(TaskTimeoutError);
  });

  it("sends nothing when its signal is aborted before", async () => {
    const { task, calls } = taskThat(() => succeeded);
    await expect(task.wait({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    expect(calls).toEqual([]);
  });

  it.each([{ timeout: Number.NaN }, { timeout: -1 }, { timeout: 0 }, { interval: Number.NaN }, { interval: 0 }])(
    "refuses times that are none before anything is sent: %j",
    async (options) => {
      const { task, calls } = taskThat(() => running);
      await expect(task.wait(options)).rejects.toThrow(ConfigurationError);
      expect(calls).toEqual([]);
    },
  );
});

describe("iterating", () => {
  it("gives every status and ends with the last", async () => {
    const { task } = taskThat(() => ({ ...running, isSucceeded: true }));
    const statuses = [];
    for await (const status of task) statuses.push(status.isSucceeded);
    for await (const status of task) statuses.push(status.isSucceeded);
    expect(statuses).toEqual([true, true]);
  });

  it("gives the last status of a failed task, then throws", async () => {
    const { task } = taskThat(() => failed);
    const statuses: unknown[] = [];
    const iterate = async () => {
      for await (const status of task) statuses.push(status.isSucceeded);
    };
    await expect(iterate()).rejects.toThrow(TaskFailedError);
    expect(statuses).toEqual([false]);
  });
});

describe("waiting with pauses", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("looks less often the longer it takes, but at least every five seconds", async () => {
    const { client, calls } = createFakePortal({ [PATH]: () => running });
    const controller = new AbortController();
    const waiting = client.tasks.wait({ taskKey: KEY }, { signal: controller.signal }).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1000);
    const early = calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    const middle = calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    controller.abort();
    await waiting;
    expect(early).toBeGreaterThanOrEqual(3);
    expect(calls.length - middle).toBe(12);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("throws TaskTimeoutError, which says how to go on, and leaves no timer", async () => {
    const { task } = taskThat(() => running);
    const waiting = task.wait({ timeout: 3000 }).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(3000);
    const error = await waiting;
    expect(error).toBeInstanceOf(TaskTimeoutError);
    expect(error).toMatchObject({ taskKey: KEY, timeout: 3000, status: { overallProgress: 40 } });
    expect(String(error)).toContain("wait for its key again");
    expect(String(error)).toContain("Writing pages");
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["gives the end", "brings it", succeeded, { isSucceeded: true }],
    ["tells of the failure", "brings that", failed, { code: "task-failed" }],
    ["says that the time is over", "finds the task running", running, { code: "task-timeout" }],
    ["says that the time is over", "fails", errorAnswer(503), { code: "task-timeout" }],
  ])("%s where the time runs out during a look that %s", async (_outcome, _what, brought, outcome) => {
    const answer = Promise.withResolvers<unknown>();
    const { task, calls } = taskThat(() => answer.promise);
    const waiting = task.wait({ timeout: 50 }).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(1000);
    answer.resolve(brought);
    expect(await waiting).toMatchObject(outcome);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1);
  });

  it("is aborted at once during a look for which it waits although the time is over", async () => {
    const { task } = taskThat(() => new Promise(() => undefined));
    const controller = new AbortController();
    const waiting = task.wait({ timeout: 50, signal: controller.signal });
    const outcome = expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort();
    await outcome;
  });

  it("remembers what a look brings that nobody waits for any more", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { task, calls } = taskThat(
      () => answer.promise,
      () => errorAnswer(404),
    );
    const controller = new AbortController();
    const stopped = expect(task.wait({ signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort();
    await stopped;
    answer.resolve(succeeded);
    await expect(task.wait()).resolves.toMatchObject({ isSucceeded: true });
    expect(calls).toHaveLength(1);
  });

  it("stops with the reason of the signal, without waiting for the next look", async () => {
    const { task, calls } = taskThat(() => running);
    const controller = new AbortController();
    const waiting = task.wait({ signal: controller.signal, interval: 5000 });
    const outcome = expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    await outcome;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(calls).toHaveLength(1);
  });

  it("goes on for one when another that waits with it stops", async () => {
    const { task } = taskThat(
      () => running,
      () => succeeded,
    );
    const controller = new AbortController();
    const stopped = expect(task.wait({ signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    const waiting = task.wait();
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    await stopped;
    await vi.advanceTimersByTimeAsync(1000);
    await expect(waiting).resolves.toMatchObject({ isSucceeded: true });
  });

  it("can be waited for again right after everybody has left", async () => {
    const { task } = taskThat(
      () => running,
      () => succeeded,
    );
    const controller = new AbortController();
    const stopped = expect(task.wait({ signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    const waiting = task.wait();
    await stopped;
    await vi.advanceTimersByTimeAsync(1000);
    await expect(waiting).resolves.toMatchObject({ isSucceeded: true });
  });

  it("shares a look that began when everybody had left", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { task, calls } = taskThat(
      () => running,
      () => answer.promise,
    );
    const controller = new AbortController();
    const first = task.wait({ signal: controller.signal }).catch(() => task.wait());
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    const second = task.wait();
    answer.resolve(succeeded);
    await Promise.all([first, second]);
    expect(calls).toHaveLength(2);
  });

  it("does not look again when everybody has left before a look fails", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { task, calls } = taskThat(
      () => running,
      () => answer.promise,
    );
    const controller = new AbortController();
    const stopped = expect(task.wait({ signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort();
    await stopped;
    answer.resolve(errorAnswer(503));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(2);
  });

  it("pauses longer after each look that fails", async () => {
    const times: number[] = [];
    const at = (answer: Answer) => (call: ReceivedCall) => {
      times.push(Date.now());
      return answer(call);
    };
    const { task } = taskThat(
      at(() => running),
      at(() => errorAnswer(503)),
    );
    const waiting = task.wait({ interval: 1000 }).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await waiting).toMatchObject({ status: 503 });
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toEqual([1000, 1500, 2250, 3375, ...Array.from({ length: 9 }, () => 5000)]);
  });

  it("has no limit while iterating", async () => {
    const { task } = taskThat(
      () => running,
      () => succeeded,
    );
    const iterator = task[Symbol.asyncIterator]();
    await iterator.next();
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    const last = iterator.next();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await last).toMatchObject({ value: succeeded });
  });

  it("waits as long as it takes when the timeout is false", async () => {
    const { task } = taskThat(() => running);
    const controller = new AbortController();
    let isOver = false;
    const waiting = task.wait({ timeout: false, interval: 60_000, signal: controller.signal }).catch(() => undefined);
    void waiting.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(isOver).toBe(false);
    controller.abort();
    await waiting;
  });
});
