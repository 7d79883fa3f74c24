import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { limitTime } from "./limit-time.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

describe(limitTime, () => {
  it("gives what the attempt gives, and leaves no timer", async () => {
    const response = new Response();
    expect(await limitTime(() => Promise.resolve(response), 1000, undefined)).toBe(response);
    await expect(limitTime(() => Promise.reject(new Error("broken")), 1000, undefined)).rejects.toThrow("broken");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends an attempt whose time is over, and waits for it no longer", async () => {
    let end: AbortSignal | undefined;
    const attempt = (signal: AbortSignal) => {
      end = signal;
      return never();
    };
    const ended = expect(limitTime(attempt, 1000, undefined)).rejects.toMatchObject({ name: "TimeoutError" });
    vi.advanceTimersByTime(999);
    expect(end?.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(end?.aborted).toBe(true);
    await ended;
  });

  it("ends an attempt when the call is ended, with the reason of that", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped");
    const ended = expect(limitTime(never, Infinity, controller.signal)).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    controller.abort(reason);
    await ended;
  });
});
