import { expect, it } from "vitest";
import { publishedPackages, root } from "../packages/check.ts";
import { run } from "../run-program.ts";
import { NEXT_CHANGES } from "./releases.ts";

it("changes packages that are published", () => {
  const changed = [...NEXT_CHANGES.matchAll(/^"(.*)": (patch|minor)$/gm)].map(([, name]) => name);
  expect(changed).toHaveLength(2);
  expect(publishedPackages().map(({ name }) => name)).toEqual(expect.arrayContaining(changed));
});

it("shows what a program wrote when it failed", async () => {
  const program = 'console.log("half done"); console.error("no more room"); process.exit(3)';
  await expect(run(process.execPath, ["-e", program], { cwd: root })).rejects.toThrow(
    /ended with 3 in .*half done\s+no more room/s,
  );
});

it("ends a program when the rehearsal is interrupted", async () => {
  const interrupt = new AbortController();
  const waiting = run(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { cwd: root, signal: interrupt.signal });
  interrupt.abort(new Error("Interrupted."));
  await expect(waiting).rejects.toThrow("Interrupted.");
});
