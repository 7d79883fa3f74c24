import { getEventListeners } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { pause, raceAbort } from "./pause.js";

describe(raceAbort, () => {
  it("leaves nothing at the signal when the promise has settled", async () => {
    const { signal } = new AbortController();
    await raceAbort(Promise.resolve(), signal);
    await expect(raceAbort(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("leaves no unhandled rejection when the promise breaks because of the same abort", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const reason = new Error("stopped");
    await expect(raceAbort(Promise.reject(new Error("broken")), AbortSignal.abort(reason))).rejects.toBe(reason);
    await new Promise(setImmediate);
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });
});

describe(pause, () => {
  it("is long when more is asked for than a timer can do", async () => {
    vi.useFakeTimers();
    let isOver = false;
    const controller = new AbortController();
    const pausing = pause(2 ** 40, controller.signal).finally(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(3_600_000);
    vi.useRealTimers();
    expect(isOver).toBe(false);
    controller.abort();
    await expect(pausing).rejects.toMatchObject({ name: "AbortError" });
  });
});
