/** Which answers count as a yes. */
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { ask } from "./prompt.js";

it.each([
  ["y", true],
  [" YES ", true],
  ["", false],
  ["n", false],
  ["yak", false],
  ["yes, but", false],
])("takes %j for a yes: %s", async (answer, expected) => {
  const stdin = new PassThrough();
  stdin.end(`${answer}\n`);
  expect(await ask("Delete?", stdin, new PassThrough(), AbortSignal.timeout(5000))).toBe(expected);
});
