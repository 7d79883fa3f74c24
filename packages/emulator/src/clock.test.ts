import { expect, test, vi } from "vitest";
import { createVirtualClock } from "./clock.js";

test("a clock shows whole milliseconds, and is moved to the years 1 to 9998", () => {
  const clock = createVirtualClock({ start: 1.5 });
  clock.advance(0.7);
  expect(clock.now()).toBe(1);
  for (const moment of [1e15, Date.UTC(9999, 0), -1e14, Infinity, NaN]) {
    expect(() => {
      clock.set(moment);
    }).toThrow(expect.objectContaining({ name: "EmulatorError", code: "clock" }) as Error);
  }
  expect(clock.now()).toBe(1);
});

test("a clock that went on by itself into the year 9999 can still be frozen", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const clock = createVirtualClock({ start: Date.UTC(9999, 0) - 1, isFrozen: false });
    vi.advanceTimersByTime(1000);
    clock.freeze();
    expect(clock.now()).toBe(Date.UTC(9999, 0) + 999);
  } finally {
    vi.useRealTimers();
  }
});
