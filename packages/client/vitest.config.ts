import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// Package imports lead to dist; the tests are about the source.
const alias = Object.fromEntries(
  ["disk", "sha256", "storage-content"].map((name) => [
    `#${name}`,
    fileURLToPath(new URL(`src/node/${name}.ts`, import.meta.url)),
  ]),
);

export default mergeConfig(shared, defineConfig({ resolve: { alias } }));
