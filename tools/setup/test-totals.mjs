/** Adds up the results that Vitest's JSON reporter left in the workspaces. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number, problem: string | null }} Totals
 *   `problem` says why something counts as failed although no single test failed
 * @typedef {{ tasks: { task: string, package: string, directory: string, command: string }[] }} TurboPlan
 * @typedef {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   numPendingTests: number,
 *   numTodoTests?: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[],
 * }} VitestResults
 */

/**
 * The workspaces that turbo is going to test.
 * @param {string} plan what `turbo run test --dry=json` prints
 * @returns {{ name: string, folder: string }[]} `folder` relative to the root
 */
export function testedWorkspaces(plan) {
  const { tasks } = /** @type {TurboPlan} */ (JSON.parse(plan));
  return tasks
    .filter(({ task, command }) => task === "test" && command !== "<NONEXISTENT>")
    .map((task) => ({ name: task.package, folder: task.directory }));
}

/**
 * @param {string | null} json the results of one workspace, null when it left none
 * @returns {Totals}
 */
export function readTotals(json) {
  if (json === null) return withProblem("no test results: it could not be built, or its tests did not start");
  try {
    const results = /** @type {VitestResults} */ (JSON.parse(json));
    // A test file that cannot even be loaded has no failed test in it.
    const broken = results.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((result) => result.status === "failed"),
    );
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + broken.length,
      skipped: results.numPendingTests + (results.numTodoTests ?? 0),
      problem: null,
    };
  } catch (error) {
    return withProblem(`unreadable test results: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * @param {string} problem
 * @returns {Totals}
 */
function withProblem(problem) {
  return { passed: 0, failed: 1, skipped: 0, problem: `failed: ${problem}` };
}

/**
 * The sum over all workspaces.
 * @param {Totals[]} rows
 * @param {number} exitCode of turbo; a failure that no result shows counts as one
 * @returns {Totals}
 */
export function addTotals(rows, exitCode) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of rows) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  if (exitCode === 0 || sum.failed > 0) return { ...sum, problem: null };
  return { ...sum, failed: 1, problem: "A task failed without a failing test; its output stands above." };
}

/**
 * @param {Totals} totals
 * @returns {string} such as `12 passed, 0 failed` or `12 passed, 0 failed, 1 skipped`
 */
export function describeTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
