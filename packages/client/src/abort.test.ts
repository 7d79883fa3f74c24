import { describe, expect, it } from "vitest";
import { raceAbort } from "./abort.js";

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
