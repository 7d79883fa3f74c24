import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// Package imports lead to dist; the tests are about the source.
const disk = fileURLToPath(new URL("src/node/disk.ts", import.meta.url));
const sha256 = fileURLToPath(new URL("src/node/sha256.ts", import.meta.url));

export default mergeConfig(shared, defineConfig({ resolve: { alias: { "#disk": disk, "#sha256": sha256 } } }));
