import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "../run-program.ts";
import { root } from "./check.ts";

test("the README's command packs a layer and those below it, and no other", { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, command = ""] = /^npx --yes pnpm@12 (.* pack) --pack-destination "\$PWD\/packed"$/m.exec(readme) ?? [];
  await run("pnpm", [...command.replaceAll('"', "").split(" "), "--pack-destination", folder], { cwd: root });
  const packed = readdirSync(folder).map((name) => name.replace(/-\d.*$/, ""));
  expect(packed.toSorted()).toEqual(["clickhelp-js-client", "clickhelp-js-core", "clickhelp-js-protocol"]);
});
