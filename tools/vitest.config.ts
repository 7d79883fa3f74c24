import { mergeConfig } from "vitest/config";
import { shared } from "../vitest.shared.ts";

// The tools stand beside their tests in folders of their own, without a src. The benchmarks are a workspace.
export default mergeConfig(shared, { test: { include: ["*/*.test.ts"], exclude: ["bench/**"] } });
