/** Checks that every change to a published package has a changeset: `pnpm check:changesets`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const changeset = join(root, "node_modules", "@changesets", "cli", "bin.js");

/** A clone of a single branch has `main` only as a remote branch, or not at all. */
const base = ["main", "origin/main"].find(
  (name) => spawnSync("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`], { cwd: root }).status === 0,
);

if (base === undefined) {
  process.stdout.write("There is no branch main to compare with, so changesets are not checked.\n");
} else {
  const { status } = spawnSync(process.execPath, [changeset, "status", `--since=${base}`], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) {
    process.stderr.write("\nHow to write one stands in .changeset/README.md. A new file counts from `git add` on.\n");
  }
  process.exitCode = status ?? 1;
}
