/** Checks the built packages as their users will get them: `pnpm check:packages`, after `pnpm build`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintPackage, packAll, tryPackage } from "./packages/check.ts";

const folder = await mkdtemp(join(tmpdir(), "packages-"));
try {
  const packed = await packAll(folder);
  for (const published of packed) {
    const problems = await lintPackage(published);
    await tryPackage(published, packed, join(folder, published.folder)).catch((error: unknown) => {
      problems.push(error instanceof Error ? error.message : String(error));
    });
    process.stdout.write(problems.length === 0 ? `ok      ${published.name}\n` : `failed  ${published.name}\n`);
    for (const problem of problems) process.stdout.write(`${problem.replaceAll(/^/gm, "        ")}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
