/** Installs the workspace's packages; silent when there is nothing to do. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupProblem, adviceFor } from "./problem.mjs";
import { outputOf } from "./spawn.mjs";

/** @param {{ root: string, pnpm: string, environment: NodeJS.ProcessEnv, isQuiet: boolean }} settings */
export async function installPackages({ root, pnpm, environment, isQuiet }) {
  const notice = isQuiet || isInstalled(root) ? undefined : { text: "Installing the packages ..." };
  const { code, output } = await outputOf(
    pnpm,
    [
      "install",
      "--frozen-lockfile",
      "--reporter=append-only",
      "--loglevel=error",
      "--config.confirmModulesPurge=false",
    ],
    { cwd: root, environment, notice },
  );
  if (code === 0) return;
  console.error(output);
  throw new SetupProblem("The packages could not be installed.", adviceFor(output));
}

/**
 * pnpm keeps the lockfile that it has installed. It is asked nevertheless, because it sees more.
 * @param {string} root
 */
export function isInstalled(root) {
  const [wanted, installed] = [join(root, "pnpm-lock.yaml"), join(root, "node_modules", ".pnpm", "lock.yaml")];
  return existsSync(installed) && readFileSync(installed, "utf8") === readFileSync(wanted, "utf8");
}
