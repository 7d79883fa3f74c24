import { describe, expect, test } from "vitest";
import { addTotals, describeTotals, readTotals, testedWorkspaces } from "./test-totals.mjs";

function results(parts: object): string {
  return JSON.stringify({
    success: true,
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    testResults: [],
    ...parts,
  });
}

describe("the results of one workspace", () => {
  test("are its passed, failed and skipped tests", () => {
    expect(readTotals(results({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }))).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
      problem: null,
    });
  });

  test("count a file that could not be loaded as one failure", () => {
    const broken = { name: "a.test.ts", status: "failed", assertionResults: [] };
    expect(readTotals(results({ numPassedTests: 3, testResults: [broken] }))).toMatchObject({ passed: 3, failed: 1 });
  });

  test("do not count a failed test twice", () => {
    const file = { name: "a.test.ts", status: "failed", assertionResults: [{ status: "failed" }] };
    expect(readTotals(results({ numFailedTests: 1, testResults: [file] }))).toMatchObject({ failed: 1 });
  });

  test("count as a failure when they are missing", () => {
    expect(readTotals(null)).toMatchObject({
      failed: 1,
      problem: expect.stringContaining("no test results") as string,
    });
  });

  test("count as a failure when they cannot be read", () => {
    expect(readTotals("{")).toMatchObject({ failed: 1, problem: expect.stringContaining("unreadable") as string });
  });
});

describe("the sum", () => {
  const green = { passed: 4, failed: 0, skipped: 1, problem: null };

  test("adds the workspaces", () => {
    expect(addTotals([green, { passed: 2, failed: 3, skipped: 0, problem: null }], 1)).toEqual({
      passed: 6,
      failed: 3,
      skipped: 1,
      problem: null,
    });
  });

  test("is not green when a task failed without a failing test", () => {
    expect(addTotals([green], 1)).toMatchObject({ passed: 4, failed: 1, problem: expect.any(String) as string });
  });

  test("is green when everything passed", () => {
    expect(addTotals([green], 0)).toMatchObject({ failed: 0, problem: null });
  });
});

test("the last line names skipped tests only when there are any", () => {
  expect(describeTotals({ passed: 1, failed: 0, skipped: 0, problem: null })).toBe("1 passed, 0 failed");
  expect(describeTotals({ passed: 1, failed: 2, skipped: 3, problem: null })).toBe("1 passed, 2 failed, 3 skipped");
});

test("only workspaces with a test script have to leave results", () => {
  const plan = JSON.stringify({
    tasks: [
      { task: "build", package: "a", directory: "packages/a", command: "tsc -b" },
      { task: "test", package: "a", directory: "packages/a", command: "vitest run" },
      { task: "test", package: "b", directory: "packages/b", command: "<NONEXISTENT>" },
    ],
  });
  expect(testedWorkspaces(plan)).toEqual([{ name: "a", folder: "packages/a" }]);
});
