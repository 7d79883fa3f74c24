// One lint configuration for every workspace. The rules at the end keep the layers apart.
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Forbids imports in a layer; see the table in CONTRIBUTING.md. */
function layer(folder, forbidden) {
  return {
    files: [`${folder}/src/**/*.ts`],
    ignores: ["**/*.test.ts", "**/*.test-d.ts", "**/src/node/**"],
    rules: { "no-restricted-imports": ["error", { patterns: forbidden }] },
  };
}
const forbid = (group, message) => ({ group, message });
const node = forbid(["node:*"], "This layer runs everywhere; node:* belongs behind the ./node folder.");
const ky = forbid(["ky", "ky/*", "undici"], "Only core sends requests.");
const packages = (...names) =>
  forbid(
    names.map((name) => `@clickhelp-js/${name}`),
    "The layers below must not know this one.",
  );
const sources = forbid(["@clickhelp-js/*/src/*", "@clickhelp-js/*/dist/*"], "Import a package by its exports.");

export default defineConfig(
  {
    ignores: [
      "**/dist/**",
      "**/.cache/**",
      "**/.astro/**",
      "**/node_modules/**",
      ".toolchain/**",
      "demo-output/**",
      "**/generated/**",
      // Written anew by each build, perhaps right now.
      "apps/docs/src/content/docs/{api,reference}/**",
    ],
  },
  {
    files: ["**/*.ts", "tools/**/*.mjs"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["vitest.shared.ts"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    // Programs that talk to the terminal, not libraries.
    files: ["tools/**/*", "examples/**/*"],
    rules: { "no-console": "off" },
  },
  {
    // The rule does not see casts in JSDoc comments; the compiler does.
    files: ["tools/**/*.mjs"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off" },
  },
  {
    // The deprecated twins have to be declared, and the portal has to send them.
    files: ["packages/protocol/src/schemas/*.ts", "packages/emulator/src/**/*.ts"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  layer("packages/protocol", [node, ky, packages("core", "client", "emulator", "cli"), sources]),
  layer("packages/core", [
    node,
    forbid(["undici"], "undici lives behind ./node."),
    packages("client", "emulator", "cli"),
    sources,
  ]),
  layer("packages/client", [node, ky, packages("emulator", "cli"), sources]),
  layer("packages/emulator", [ky, packages("core", "client", "cli"), sources]),
  layer("apps/cli", [ky, sources]),
);
