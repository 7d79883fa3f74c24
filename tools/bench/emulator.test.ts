import { expect, it } from "vitest";
import { measureEmulator } from "./emulator.ts";

it("measures the emulator beside a bare server, and how it starts", async () => {
  const { rows, targets } = await measureEmulator({ rounds: 1, onProgress: () => undefined }, 40);
  expect(rows.map(({ what }) => what)).toEqual([
    "GET topic, calls/s",
    "PATCH topic, calls/s",
    "POST topic, calls/s",
    "search after 40 POSTs, ms",
    "start, ms",
  ]);
  expect(rows.every(({ emulator, bare }) => Number(emulator) > 0 && (bare === null || Number(bare) > 0))).toBe(true);
  expect(targets).toHaveLength(4);
});
