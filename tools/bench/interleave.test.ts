import { expect, it } from "vitest";
import { interleave, joinRounds, median, ratioOf } from "./interleave.ts";

it("runs every contender once a round, each round beginning with another, and does not count the first", async () => {
  const order: string[] = [];
  const rounds = await interleave(["a", "b", "c"], 2, (name) => Promise.resolve(order.push(name)));
  expect(order.join("")).toBe("abcbcacab");
  expect(rounds.get("a")).toEqual([6, 8]);
});

it("warms up for as many rounds as it is told", async () => {
  const order: string[] = [];
  const rounds = await interleave(["a", "b"], 1, (name) => Promise.resolve(order.push(name)), 2);
  expect(order.join("")).toBe("abbaab");
  expect(rounds.get("a")).toEqual([5]);
});

it("joins the rounds of several starts, each contender's in their order", () => {
  const start = (...values: number[]) => new Map([["a", values]]);
  expect(joinRounds([start(1, 2), start(3)])).toEqual(start(1, 2, 3));
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])("finds the middle of %j", (values, middle) => {
  expect(median(values)).toBe(middle);
});

it("compares within a round, so that a slow round changes no ratio", () => {
  const rounds = new Map([
    ["base", [10, 1000, 12]],
    ["other", [20, 2000, 24]],
  ]);
  expect(ratioOf(rounds, "other", "base", (value) => value)).toBe(2);
});
