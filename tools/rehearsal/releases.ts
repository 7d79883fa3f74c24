/** Two releases out of a throw-away clone: the one that is due, and one that raises two layers differently. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readPackageJson } from "../layers/workspace.ts";
import { publishedPackages } from "../packages/check.ts";
import { run, type RunOptions } from "../run-program.ts";

export type Versions = Readonly<Record<string, string>>;

export const NEXT_CHANGES = `---
"@clickhelp-js/protocol": patch
"@clickhelp-js/client": minor
---

A change to two layers, to rehearse a release with.
`;

/** Clones what is committed, with its dependencies. */
export async function cloneWorkspace(root: string, clone: string, npmrc: string, signal: AbortSignal): Promise<void> {
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, clone], { cwd: root, signal });
  const options = { cwd: clone, signal };
  await run("git", ["config", "user.name", "Rehearsal"], options);
  await run("git", ["config", "user.email", "rehearsal@example.com"], options);
  await run("pnpm", ["install", "--frozen-lockfile"], options);
  await writeFile(join(clone, ".npmrc"), npmrc, { flag: "a" });
}

/** Makes the release that the pending changesets ask for. */
export async function releaseDue(clone: string, signal: AbortSignal): Promise<Versions> {
  return release({ cwd: clone, signal });
}

/** Makes another one: protocol gets a patch, client a minor. */
export async function releaseNext(clone: string, signal: AbortSignal): Promise<Versions> {
  await writeFile(join(clone, ".changeset", "rehearsal.md"), NEXT_CHANGES);
  return release({ cwd: clone, signal });
}

async function release(options: RunOptions): Promise<Versions> {
  await run("pnpm", ["release:version"], options);
  await run("git", ["add", "--all"], options);
  await run("git", ["commit", "--quiet", "--message", "Release"], options);
  await run("pnpm", ["release"], options);
  return Object.fromEntries(
    publishedPackages(options.cwd).map(({ name, folder }) => [
      name,
      readPackageJson(join(options.cwd, folder))?.version ?? "",
    ]),
  );
}
