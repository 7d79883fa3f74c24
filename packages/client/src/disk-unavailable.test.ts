import { expect, it } from "vitest";
import { checkTarget, createFile, openFile } from "./disk-unavailable.js";
import { ConfigurationError } from "./index.js";

it("says what to do instead where there is no disk", () => {
  for (const action of [checkTarget, createFile]) {
    expect(() => action("manual.pdf", { overwrite: true })).toThrow(ConfigurationError);
    expect(() => action("manual.pdf", { overwrite: true })).toThrow(/storage\.getFile/);
  }
  expect(() => openFile("manual.pdf")).toThrow(/Blob/);
});
