import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { forEachItem, type ItemOutcome } from "../index.js";

describe("forEachItem", () => {
  it("tells of each item what became of it, in the order of the items", async () => {
    const failure = new Error("odd");
    const outcomes = await forEachItem([4, 1, 2], (item) =>
      item % 2 === 0 ? Promise.resolve(item / 2) : Promise.reject(failure),
    );
    expect(outcomes).toEqual([
      { item: 4, index: 0, isSuccess: true, result: 2 },
      { item: 1, index: 1, isSuccess: false, error: failure },
      { item: 2, index: 2, isSuccess: true, result: 1 },
    ]);
  });

  it("takes actions that give no promise, too", async () => {
    const outcomes = await forEachItem([1], (item) => item + 0.5);
    expect(outcomes.flatMap((outcome) => (outcome.isSuccess ? outcome.result.toFixed(1) : []))).toEqual(["1.5"]);
  });

  it("has no more items in work than allowed, and takes items only when there is room", async () => {
    let taken = 0;
    let inWork = 0;
    let most = 0;
    function* items() {
      for (; taken < 20; taken += 1) yield taken;
    }
    await forEachItem(
      items(),
      async (item) => {
        inWork += 1;
        most = Math.max(most, inWork);
        expect(taken - item).toBeLessThan(3);
        await setImmediate();
        inWork -= 1;
      },
      { concurrency: 3 },
    );
    expect([taken, most]).toEqual([20, 3]);
  });

  it("takes items from an asynchronous source, and ends with its failure", async () => {
    const seen: number[] = [];
    async function* items() {
      yield await Promise.resolve(1);
      throw new Error("the list broke");
    }
    const work = forEachItem(items(), (item) => Promise.resolve(seen.push(item)));
    await expect(work).rejects.toThrow("the list broke");
    expect(seen).toEqual([1]);
  });

  it("ends with the signal although a promise of onOutcome never settles", async () => {
    const controller = new AbortController();
    const onOutcome = () => {
      setTimeout(() => {
        controller.abort(new Error("enough"));
      });
      return new Promise(() => undefined);
    };
    const work = forEachItem([1, 2], (item) => Promise.resolve(item), { signal: controller.signal, onOutcome });
    await expect(work).rejects.toThrow("enough");
  });

  it("begins nothing more when it is aborted, and has told what was done", async () => {
    const controller = new AbortController();
    const told: ItemOutcome<number, number>[] = [];
    const work = forEachItem(
      [1, 2, 3],
      (item) => {
        if (item === 2) controller.abort();
        return Promise.resolve(item);
      },
      { concurrency: 1, signal: controller.signal, onOutcome: (outcome) => told.push(outcome) },
    );
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(told.map(({ item }) => item)).toEqual([1, 2]);
  });

  const reason = new Error("enough");

  it.each([
    [
      "throws",
      () => {
        throw reason;
      },
    ],
    ["rejects with", () => Promise.reject(reason)],
  ])("ends with what onOutcome %s, and hands that to the items in work", async (_how, onOutcome) => {
    const signals: AbortSignal[] = [];
    const work = forEachItem(
      [1, 2],
      (_item, signal) => {
        signals.push(signal);
        return Promise.resolve();
      },
      { concurrency: 1, onOutcome },
    );
    await expect(work).rejects.toBe(reason);
    expect(signals.map((signal) => signal.reason as unknown)).toEqual([reason]);
  });

  it("ends while it waits for the next item, too", async () => {
    const controller = new AbortController();
    async function* items() {
      yield 1;
      await new Promise(() => undefined);
    }
    const abort = () => {
      controller.abort();
      return Promise.resolve();
    };
    await expect(forEachItem(items(), abort, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("lets a source clear up before it ends", async () => {
    let isClear = false;
    async function* items() {
      try {
        yield* [1, 2, 3];
      } finally {
        await setImmediate();
        isClear = true;
      }
    }
    const onOutcome = () => {
      throw new Error("enough");
    };
    await expect(forEachItem(items(), () => Promise.resolve(), { concurrency: 1, onOutcome })).rejects.toThrow(
      "enough",
    );
    expect(isClear).toBe(true);
  });

  it("refuses to do nothing at once", async () => {
    await expect(forEachItem([1], () => Promise.resolve(), { concurrency: 0 })).rejects.toMatchObject({
      code: "configuration",
      option: "concurrency",
    });
  });
});
