/** Installs the workspace's packages; silent when there is nothing to do. */
import { SetupProblem, adviceFor } from "./problem.mjs";
import { outputOf } from "./spawn.mjs";

/** @param {{ root: string, pnpm: string, environment: NodeJS.ProcessEnv }} settings */
export async function installPackages({ root, pnpm, environment }) {
  const { code, output } = await outputOf(
    pnpm,
    [
      "install",
      "--frozen-lockfile",
      "--reporter=append-only",
      "--loglevel=error",
      "--config.confirmModulesPurge=false",
    ],
    { cwd: root, environment, notice: "Installing the packages ..." },
  );
  if (code === 0) return;
  console.error(output);
  throw new SetupProblem("The packages could not be installed.", adviceFor(output));
}
