import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PackedPackage, lintPackage, pack, packAll, publishedPackages, tryPackage } from "./check.ts";

let folder: string;
let packed: PackedPackage[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packages-"));
  packed = await packAll(folder);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a package without its types and its code is refused", { timeout: 60_000 }, async () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  const exports = { ".": { types: "./index.d.ts", default: "./index.js" } };
  writeFileSync(
    join(broken, "package.json"),
    JSON.stringify({ name: "broken", version: "1.0.0", type: "module", exports }),
  );
  const found = await lintPackage({ folder: broken, tarball: await pack(broken, folder) });
  expect(found.join("\n")).toContain("index.js");
  expect(found.length).toBeGreaterThan(1);
});

describe.each(publishedPackages())("$name", (published) => {
  test("has no faults that publint or attw know", { timeout: 60_000 }, async () => {
    const found = packed.find(({ name }) => name === published.name);
    if (found === undefined) throw new Error("it was not packed");
    expect(await lintPackage(found)).toEqual([]);
  });

  test("can be installed and used alone", { timeout: 120_000 }, async () => {
    await tryPackage(published, packed, join(folder, published.folder));
  });
});
