/** The one Vitest configuration; every workspace's vitest.config.ts re-exports it. */
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
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    typecheck: { enabled: false },
  },
});
