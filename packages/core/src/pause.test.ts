import { describe, expect, it, vi } from "vitest";
import { pause, raceAbort } from "./pause.js";

describe(raceAbort, () => {
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
