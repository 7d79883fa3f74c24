import { expect, test } from "vitest";
import { createVirtualClock } from "./clock.js";

test("a clock shows whole milliseconds, from the year 1 to the year 9999", () => {
  const clock = createVirtualClock({ start: 1.5 });
  clock.advance(0.7);
  expect(clock.now()).toBe(1);
  for (const moment of [1e15, -1e14, Infinity, NaN]) {
    expect(() => {
      clock.set(moment);
    }).toThrow(expect.objectContaining({ name: "EmulatorError", code: "clock" }) as Error);
  }
  expect(clock.now()).toBe(1);
});
