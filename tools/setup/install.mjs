/** Installs the workspace's packages; silent when there is nothing to do. */
import { SetupProblem, adviceFor } from "./problem.mjs";
import { outputOf } from "./spawn.mjs";

/** @param {{ root: string, pnpm: string, environment: NodeJS.ProcessEnv }} settings */
export async function installPackages({ root, pnpm, environment }) {
  const { code, output, shown } = await outputOf(
    pnpm,
    ["install", "--frozen-lockfile", "--reporter=append-only", "--config.confirmModulesPurge=false"],
    { cwd: root, environment, show: "when it takes long" },
  );
  if (code === 0) return;
  if (!shown) console.error(output);
  throw new SetupProblem("The packages could not be installed.", adviceFor(output));
}
