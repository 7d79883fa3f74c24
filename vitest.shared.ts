/** The one Vitest configuration; every workspace's vitest.config.ts re-exports it. */
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export const shared = defineConfig({
  test: {
    include: ["{src,test}/**/*.test.ts", "*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: ".cache/test-results.json" },
    // A slow machine is not a failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests leave nothing behind, so that what they import need not be loaded anew for every file.
    isolate: false,
    // Threads and programs that tests start find compiled what others of them have loaded.
    env: { NODE_COMPILE_CACHE: resolve(".cache/compiled") },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    typecheck: { enabled: false },
  },
});
