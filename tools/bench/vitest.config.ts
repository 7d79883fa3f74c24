import { mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// A run of a benchmark is long, and longer beside other tests.
export default mergeConfig(shared, { test: { include: ["*.test.ts"], testTimeout: 120_000 } });
