import { mergeConfig } from "vitest/config";
import { shared } from "../vitest.shared.ts";

// The tools stand beside their tests in folders of their own, without a src.
export default mergeConfig(shared, { test: { include: ["*/*.test.ts"] } });
