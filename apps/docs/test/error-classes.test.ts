/** The guide to errors lists every class of the client with its code, and the pages of the operations agree with it. */
import { readFileSync } from "node:fs";
import * as client from "@clickhelp-js/client";
import { expect, it } from "vitest";
import { errorWords } from "../scripts/reference/operations.ts";

const guide = readFileSync(new URL("../src/content/docs/guides/errors-and-exit-codes.md", import.meta.url), "utf8");
const rows = [...guide.matchAll(/^\| `(\w+Error)` +\| `([\w-]+)` +\| (.*?) *\|/gm)];

it("lists every error class with its code", () => {
  const listed = rows.map(([, name = "", code = ""]) => [name, code]);
  const { ClickHelpError, ApiError, ...others } = client;
  const classes = Object.values(others).filter((value) => isErrorClass(value));
  expect(classes).not.toHaveLength(0);
  expect(listed.toSorted()).toEqual(classes.map((one) => [one.errorName, codeOf(one)]).toSorted());

  function isErrorClass(value: unknown): value is typeof ClickHelpError {
    return typeof value === "function" && value.prototype instanceof ClickHelpError && value !== ApiError;
  }
});

it("has the same exit codes on the pages of the operations", () => {
  const inGuide = rows.map(([, name = "", , exitCodes = ""]) => [name, exitCodes]);
  for (const { className, exitCode } of Object.values(errorWords)) {
    expect(inGuide).toContainEqual([className, String(exitCode)]);
  }
});

/** What its constructor sets, whatever else that needs. */
function codeOf(errorClass: typeof client.ClickHelpError): string {
  return /code = "([\w-]+)"/.exec(String(errorClass))?.[1] ?? "";
}
