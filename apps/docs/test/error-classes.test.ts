/** The guide to errors lists every class of the client, with its code, and the exit codes of the command. */
import { readFileSync } from "node:fs";
import * as client from "@clickhelp-js/client";
import { expect, it } from "vitest";
// The command exports nothing.
import { exitCodes, kinds } from "../../cli/src/failures/kinds.ts";
import { errorWords } from "../scripts/reference/operations.ts";

const guide = readFileSync(new URL("../src/content/docs/guides/errors-and-exit-codes.md", import.meta.url), "utf8");
const rows = [...guide.matchAll(/^\| `(\w+Error)` +\| `([\w-]+)` +\|([^|]*)/gm)];
const listed = rows.map(([, name = "", code = ""]) => [name, code]);

it("lists every error class with its code", () => {
  const { ClickHelpError, ApiError, ...others } = client;
  const classes = Object.values(others).filter((value) => isErrorClass(value));
  expect(classes).not.toHaveLength(0);
  expect(listed.toSorted()).toEqual(classes.map((one) => [one.errorName, codeOf(one)]).toSorted());

  function isErrorClass(value: unknown): value is typeof ClickHelpError {
    return typeof value === "function" && value.prototype instanceof ClickHelpError && value !== ApiError;
  }
});

it("lists every exit code", () => {
  const codes = [...guide.matchAll(/^\| `(\d+)` /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
});

it.each(rows.map(([, ...cells]) => cells))("gives %s its exit codes", (name = "", _code, cell = "") => {
  const said = [...cell.matchAll(/\d+/g)].map(([code]) => Number(code));
  expect(said.toSorted()).toEqual(exitCodesOf(name));
});

it("has the same exit codes on the pages of the operations", () => {
  for (const { className, exitCode } of Object.values(errorWords)) expect([exitCode]).toEqual(exitCodesOf(className));
});

/** What the command ends with after an error of this class, whatever distinguishes it. */
function exitCodesOf(className: string): number[] {
  const ofClass = Object.entries(kinds).filter(([name]) => name.split(" ", 1)[0] === className);
  return [...new Set(ofClass.flatMap(([, kind]) => kind?.exitCode ?? []))].toSorted();
}

/** What its constructor sets, whatever else that needs. */
function codeOf(errorClass: typeof client.ClickHelpError): string {
  return /code = "([\w-]+)"/.exec(String(errorClass))?.[1] ?? "";
}
