import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limitTime } from "./limit-time.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** As an attempt does that nobody answers. */
const unanswered = ({ signal }: { readonly signal: AbortSignal }) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });

describe(limitTime, () => {
  it("gives what the attempt gives, and leaves no timer", async () => {
    const response = new Response();
    expect(await limitTime(() => Promise.resolve(response), 1000, undefined)).toBe(response);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fails as the attempt fails, and leaves no timer", async () => {
    await expect(limitTime(() => Promise.reject(new Error("broken")), 1000, undefined)).rejects.toThrow("broken");
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["a call without a signal", undefined],
    ["a call with one", new AbortController().signal],
  ])("ends an attempt whose time is over, of %s", async (_name, signal) => {
    const ended = expect(limitTime(unanswered, 1000, signal)).rejects.toMatchObject({ name: "TimeoutError" });
    vi.advanceTimersByTime(999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await ended;
  });

  it.each([1000, Infinity])(
    "ends an attempt when the call is ended, with the reason of that; timeout %i",
    async (timeout) => {
      const controller = new AbortController();
      const reason = new Error("stopped");
      const ended = expect(limitTime(unanswered, timeout, controller.signal)).rejects.toBe(reason);
      controller.abort(reason);
      await ended;
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});
