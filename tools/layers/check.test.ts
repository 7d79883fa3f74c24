import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLayers } from "./check.ts";
import { type Layer, layers, packageName } from "./table.ts";
import { describeViolation } from "./violation.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "layers-"));
  writeRepository();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string | object): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

function change(path: string, edit: (json: Record<string, unknown>) => void): void {
  const json = JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;
  edit(json);
  write(path, json);
}

/** A repository that keeps all rules: each workspace uses everything that it may use. */
function writeRepository(): void {
  write("tsconfig.json", {
    files: [],
    references: layers.filter(({ tsconfig }) => tsconfig !== null).map(({ folder }) => ({ path: folder })),
  });
  for (const layer of layers) writeWorkspace(layer);
}

function writeWorkspace({ folder, name, mayUse, testsMayUse, libraries, isBundled, tsconfig }: Layer): void {
  const internal = Object.fromEntries(mayUse.map((other) => [packageName(other), "workspace:^"]));
  const external = Object.fromEntries(
    Object.entries(libraries === "any" ? {} : libraries)
      .filter(([library]) => library !== "undici")
      .map(([library]) => [library, "^1.0.0"]),
  );
  const forTests = Object.fromEntries(testsMayUse.map((other) => [packageName(other), "workspace:^"]));
  write(`${folder}/package.json`, {
    name: packageName(name),
    dependencies: { ...internal, ...(isBundled ? {} : external) },
    devDependencies: { ...forTests, ...(isBundled ? external : {}) },
    ...(name === "core" && {
      peerDependencies: { undici: "^7" },
      peerDependenciesMeta: { undici: { optional: true } },
    }),
  });
  if (tsconfig !== null) write(`${folder}/${tsconfig}`, { references: references(folder, mayUse) });
  if (tsconfig === "tsconfig.build.json") {
    write(`${folder}/tsconfig.test.json`, {
      references: [{ path: "./tsconfig.build.json" }, ...references(folder, testsMayUse)],
    });
  }
}

function references(folder: string, names: readonly string[]): { path: string }[] {
  return layers
    .filter(({ name }) => names.includes(name))
    .map((other) => ({ path: `${relative(folder, other.folder)}/${other.tsconfig ?? "tsconfig.json"}` }));
}

function problems(): string[] {
  return checkLayers(root).violations.map(({ file, problem }) => `${file}: ${problem}`);
}

test("a repository that keeps the rules passes", () => {
  write("packages/protocol/src/index.ts", 'import * as z from "zod";\n');
  write("packages/core/src/index.ts", 'import ky from "ky";\nimport { topics } from "@clickhelp-js/protocol";\n');
  write("packages/core/src/node/index.ts", 'import { Agent } from "undici";\nimport tls from "node:tls";\n');
  write(
    "packages/client/src/index.ts",
    'import { saveTo } from "#disk";\nimport type { Disk } from "./node/disk.js";\n',
  );
  write("packages/client/src/disk.test.ts", 'import "node:fs";\nimport "@clickhelp-js/emulator";\nimport "vitest";\n');
  write("packages/emulator/src/listen.ts", 'import "node:https";\nimport { cors } from "hono/cors";\n');
  write("apps/cli/src/index.ts", 'const load = () => import("@clickhelp-js/emulator");\n');
  expect(problems()).toEqual([]);
});

test("this very repository passes", () => {
  const { violations } = checkLayers(fileURLToPath(new URL("../..", import.meta.url)));
  expect(violations.map(describeViolation).join("\n")).toBe("");
});

describe("a wrong import is refused:", () => {
  test.each([
    ["protocol uses Node", "packages/protocol/src/a.ts", 'import "node:fs";', 'imports "node:fs"'],
    ["protocol uses Node under its old name", "packages/protocol/src/a.ts", 'import "fs/promises";', '"fs/promises"'],
    ["core uses Node outside its Node folder", "packages/core/src/a.ts", 'import "node:tls";', 'imports "node:tls"'],
    ["core uses undici outside its Node folder", "packages/core/src/a.ts", 'import "undici";', 'imports "undici"'],
    ["core drags its Node folder along", "packages/core/src/a.ts", 'import "./node/index.js";', '"./node/index.js"'],
    ["core uses the client", "packages/core/src/a.ts", 'import "@clickhelp-js/client";', '"@clickhelp-js/client"'],
    ["client uses ky", "packages/client/src/a.ts", 'import ky from "ky";', 'imports "ky"'],
    ["client uses the emulator", "packages/client/src/a.ts", 'import "@clickhelp-js/emulator";', "emulator"],
    ["emulator uses core", "packages/emulator/src/a.ts", 'import "@clickhelp-js/core";', '"@clickhelp-js/core"'],
    ["emulator uses core in a type", "packages/emulator/src/a.ts", 'let a: import("@clickhelp-js/core").A;', "core"],
    ["emulator uses ky", "packages/emulator/src/a.ts", 'import ky from "ky";', 'imports "ky"'],
    ["cli loads ky lazily", "apps/cli/src/a.ts", 'await import("ky");', 'imports "ky"'],
    ["cli uses a library that nobody chose", "apps/cli/src/a.ts", 'import "chalk";', 'imports "chalk"'],
    ["a path leads out of the package", "packages/client/src/a.ts", 'import "../../core/src/a.js";', "core/src/a.js"],
    ["a re-export leads out of it", "packages/client/src/a.ts", 'export * from "../../core/dist/a.js";', "core/dist"],
    [
      "a package is entered by the back door",
      "packages/core/src/a.ts",
      'import "@clickhelp-js/protocol/dist/a.js";',
      "dist",
    ],
  ])("%s", (_, path, text, problem) => {
    write(path, `// The first line.\n${text}\n`);
    const found = problems();
    expect(found).not.toEqual([]);
    expect(found.at(-1)).toContain(problem);
    expect(found.at(-1)).toContain(`${path}:2: `);
  });

  test("even a comment may not name a higher layer", () => {
    write("packages/protocol/src/a.ts", "/** Used by @clickhelp-js/core to send requests. */\nexport const a = 1;\n");
    expect(problems()).toEqual(["packages/protocol/src/a.ts:1: it mentions @clickhelp-js/core"]);
  });

  test("tests may use what the table allows to tests, and no more", () => {
    write("packages/core/src/a.test.ts", 'import "@clickhelp-js/emulator";\n');
    expect(problems()).toContain('packages/core/src/a.test.ts:1: it imports "@clickhelp-js/emulator"');
  });

  test("an import of something undeclared is refused, although the table allows it", () => {
    change("packages/core/package.json", (json) => {
      delete json.peerDependencies;
    });
    write("packages/core/src/node/index.ts", 'import "undici";\n');
    expect(problems()).toEqual(['packages/core/src/node/index.ts:1: it imports "undici"']);
  });
});

describe("a wrong dependency is refused:", () => {
  test.each([
    ["core depends on client", "packages/core", { dependencies: { "@clickhelp-js/client": "workspace:^" } }],
    [
      "emulator tests with the client",
      "packages/emulator",
      { devDependencies: { "@clickhelp-js/client": "workspace:^" } },
    ],
    ["client depends on ky", "packages/client", { dependencies: { ky: "^2.0.0" } }],
    ["protocol has a library nobody chose", "packages/protocol", { dependencies: { lodash: "^4.0.0" } }],
    ["docs depend on core", "apps/docs", { devDependencies: { "@clickhelp-js/core": "workspace:^" } }],
  ])("%s", (_, folder, { dependencies, devDependencies }: { dependencies?: object; devDependencies?: object }) => {
    change(`${folder}/package.json`, (json) => {
      json.dependencies = { ...(json.dependencies as object), ...dependencies };
      json.devDependencies = { ...(json.devDependencies as object), ...devDependencies };
    });
    const [name] = Object.keys({ ...dependencies, ...devDependencies });
    expect(problems()[0]).toContain(`${folder}/package.json: `);
    expect(problems()[0]).toContain(String(name));
  });

  test("a package of ours is no peer, and a peer is optional", () => {
    change("packages/core/package.json", (json) => {
      json.peerDependencies = { "@clickhelp-js/protocol": "^1.0.0", undici: "^7.0.0" };
      json.peerDependenciesMeta = {};
    });
    expect(problems()).toEqual([
      "packages/core/package.json: @clickhelp-js/protocol is a peer dependency",
      "packages/core/package.json: the peer dependency undici is not optional",
    ]);
  });

  test("versions inside the repository are written workspace:^", () => {
    change("packages/core/package.json", (json) => {
      json.dependencies = { "@clickhelp-js/protocol": "^0.1.0" };
    });
    expect(problems()).toEqual(['packages/core/package.json: @clickhelp-js/protocol is declared as "^0.1.0"']);
  });
});

describe("tsconfig references that drift are refused:", () => {
  test("a missing one", () => {
    write("packages/core/tsconfig.build.json", { references: [] });
    expect(problems()).toEqual(["packages/core/tsconfig.build.json: there is no reference to packages/protocol"]);
  });

  test("one without a dependency", () => {
    write("packages/protocol/tsconfig.build.json", { references: [{ path: "../core/tsconfig.build.json" }] });
    expect(problems()).toEqual([
      "packages/protocol/tsconfig.build.json: it references packages/core, which is not a dependency",
    ]);
  });

  test("one that only the tests need", () => {
    write("packages/client/tsconfig.test.json", { references: [{ path: "./tsconfig.build.json" }] });
    expect(problems()).toEqual(["packages/client/tsconfig.test.json: there is no reference to packages/emulator"]);
  });

  test("one in the root", () => {
    change("tsconfig.json", (json) => {
      json.references = (json.references as { path: string }[]).filter(({ path }) => path !== "tools");
    });
    expect(problems()).toEqual(["tsconfig.json: there is no reference to tools"]);
  });
});

test("a workspace without a row in the table is refused", () => {
  write("packages/utils/package.json", { name: "@clickhelp-js/utils" });
  expect(problems()).toEqual(["packages/utils/package.json: this workspace is in no layer"]);
});

test("a message says where, what, which rule and what to do", () => {
  write("packages/client/src/a.ts", 'import ky from "ky";\n');
  const [violation] = checkLayers(root).violations;
  if (violation === undefined) throw new Error("nothing was found");
  expect(describeViolation(violation).split("\n")).toEqual([
    "packages/client/src/a.ts:1",
    expect.stringMatching(/^ {2}problem: it imports "ky"/),
    expect.stringMatching(/^ {2}rule: {4}/),
    expect.stringMatching(/^ {2}do: {6}/),
    "",
  ]);
});
