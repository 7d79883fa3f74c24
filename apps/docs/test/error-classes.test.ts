/** The guide to errors lists every class of the client, with its code. */
import { readFileSync } from "node:fs";
import * as client from "@clickhelp-js/client";
import { expect, it } from "vitest";

const guide = readFileSync(new URL("../src/content/docs/guides/errors-and-exit-codes.md", import.meta.url), "utf8");
const listed = [...guide.matchAll(/^\| `(\w+Error)` +\| `([\w-]+)`/gm)].map(([, name = "", code = ""]) => [name, code]);

it("lists every error class with its code", () => {
  const { ClickHelpError, ApiError, ...others } = client;
  const classes = Object.values(others).filter((value) => isErrorClass(value));
  expect(classes).not.toHaveLength(0);
  expect(listed.toSorted()).toEqual(classes.map((one) => [one.errorName, codeOf(one)]).toSorted());

  function isErrorClass(value: unknown): value is typeof ClickHelpError {
    return typeof value === "function" && value.prototype instanceof ClickHelpError && value !== ApiError;
  }
});

/** What its constructor sets, whatever else that needs. */
function codeOf(errorClass: typeof client.ClickHelpError): string {
  return /code = "([\w-]+)"/.exec(String(errorClass))?.[1] ?? "";
}
