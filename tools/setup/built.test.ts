import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isBuilt, rememberBuilt, sourcesOf } from "./built.mjs";
import { workspaceNode } from "./environment.mjs";

let root: string;
const write = (file: string, text = "") => {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const isBuiltNow = () => isBuilt(root, sourcesOf(root));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "built-"));
  for (const name of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "turbo.json"]) write(name);
  for (const name of ["rolldown.shared.js", "tsconfig.base.json", relative(root, workspaceNode(root))]) write(name);
  for (const folder of ["apps/cli", "packages/core"]) {
    for (const name of ["package.json", "src/index.ts", "dist/index.js", "node_modules/.keep"])
      write(`${folder}/${name}`);
  }
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test("a clone in which nothing was built is not built", () => {
  expect(isBuiltNow()).toBe(false);
});

describe("what was built", () => {
  beforeEach(() => {
    rememberBuilt(root, sourcesOf(root));
  });

  test("is still built when only tests and what is made have changed", () => {
    for (const name of ["src/index.test.ts", "test/a.ts", "dist/a.js", ".cache/a"])
      write(`packages/core/${name}`, "new");
    expect(isBuiltNow()).toBe(true);
  });

  test.each(["packages/core/src/index.ts", "packages/core/src/new.ts", "apps/cli/package.json", "pnpm-lock.yaml"])(
    "is not built any more when %s has changed",
    (file) => {
      write(file, "changed");
      expect(isBuiltNow()).toBe(false);
    },
  );

  test.each(["packages/.DS_Store", "packages/removed/node_modules/.keep"])(
    "is still built beside %s, which is no package",
    (file) => {
      write(file);
      expect(isBuiltNow()).toBe(true);
    },
  );

  test.each(["packages/core/dist", "packages/core/node_modules", "packages/core/src/index.ts", "node_modules/node"])(
    "is not built any more when %s is gone",
    (path) => {
      rmSync(join(root, path), { recursive: true });
      expect(isBuiltNow()).toBe(false);
    },
  );
});

test("sources that change while they are built are not taken for built", () => {
  const before = sourcesOf(root);
  write("apps/cli/src/index.ts", "changed meanwhile");
  rememberBuilt(root, before);
  expect(isBuiltNow()).toBe(false);
});
