import { expect, test } from "vitest";
import { createJournal } from "./journal.js";

const request = (durationMs: number) => ({ method: "GET", path: "/", status: 200, now: 0, login: null, durationMs });

test.each([999, 1000, 1001, 2000, 2001, 5000])("of %i requests, the last thousand are kept in their order", (count) => {
  const journal = createJournal();
  const durations = Array.from({ length: count }, (_, index) => index);
  for (const duration of durations) journal.add(request(duration));
  expect(journal.list().map(({ durationMs }) => durationMs)).toEqual(durations.slice(-1000));
});
