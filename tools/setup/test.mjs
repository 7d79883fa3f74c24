/** Runs the tests of the workspaces through turbo and prints the totals as the last line. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem } from "./problem.mjs";
import { exitCodeOf, outputOf } from "./spawn.mjs";
import { addTotals, describeTotals, readTotals, testedWorkspaces } from "./test-totals.mjs";

const resultsFile = join(".cache", "test-results.json");

/**
 * @param {{ root: string, arguments: string[], environment: NodeJS.ProcessEnv }} settings
 *   the arguments go to turbo
 * @returns {Promise<number>} the exit code
 */
export async function runTests({ root, arguments: extra, environment }) {
  const plan = await outputOf("turbo", ["run", "test", "--dry=json", ...extra], { cwd: root, environment });
  if (plan.code !== 0) {
    console.error(plan.output);
    throw new SetupProblem("turbo cannot plan the tests.", "The output above says why.");
  }
  const workspaces = testedWorkspaces(plan.stdout);
  // Results of an earlier run must not pass for results of this one; turbo brings back those that are still valid.
  for (const { folder } of workspaces) rmSync(join(root, folder, resultsFile), { force: true });

  // Tests wait a good deal, for programs that they start. Those of one workspace that fail do not keep the others from running.
  const exitCode = await exitCodeOf(
    "turbo",
    [
      "run",
      "test",
      "--continue=dependencies-successful",
      "--concurrency=150%",
      "--output-logs=new-only",
      "--log-order=grouped",
      "--ui=stream",
      ...extra,
    ],
    { cwd: root, environment },
  );

  const rows = workspaces.map(({ name, folder }) => {
    const file = join(root, folder, resultsFile);
    return { name, ...readTotals(existsSync(file) ? readFileSync(file, "utf8") : null) };
  });
  const summary = addTotals(rows, exitCode);
  const width = Math.max(...rows.map(({ name }) => name.length), 0);
  console.log("");
  for (const row of rows) console.log(`${row.name.padEnd(width)}  ${row.problem ?? describeTotals(row)}`);
  if (summary.problem !== null) console.log(summary.problem);
  console.log(`\n${describeTotals(summary)}`);
  return summary.failed === 0 ? 0 : 1;
}
