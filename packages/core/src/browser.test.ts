import { expect, it } from "vitest";
import { classifyFailure } from "./browser.js";

it("says what a page of another site can do, since a browser does not say what stood in the way", () => {
  const failure = classifyFailure(new TypeError("Failed to fetch"));
  expect(failure).toMatchObject({ reason: "unknown", hint: expect.stringContaining("Pages of other sites") as string });
});
