import { mergeConfig } from "vitest/config";
import { shared } from "../../vitest.shared.ts";

// What is tested is the source, not what was built of it last.
export default mergeConfig(shared, { resolve: { alias: { "#runtime": `${import.meta.dirname}/src/runtime.ts` } } });
