/** Checks that the workspaces keep to the table of layers: `pnpm lint:layers`. */
import { fileURLToPath } from "node:url";
import { checkLayers } from "./layers/check.ts";
import { describeViolation } from "./layers/violation.ts";

const { workspaces, violations } = checkLayers(fileURLToPath(new URL("..", import.meta.url)));

if (violations.length === 0) {
  process.stdout.write(`The layers are in order (${workspaces} workspaces).\n`);
} else {
  process.stderr.write(violations.map(describeViolation).join("\n"));
  process.stderr.write(`\n${violations.length} found. The layers are explained in CONTRIBUTING.md.\n`);
  process.exitCode = 1;
}
